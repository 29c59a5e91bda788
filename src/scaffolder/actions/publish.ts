import { Refusal } from '#callboard/core/refusal.ts';
import type { Action, JsonObject } from '../action.ts';
import type { GitHost } from '../git-host.ts';
import { textOf } from '../json-object.ts';
import { notRemoved } from '../not-removed.ts';
import { parseRepoUrl } from '../repo-url.ts';

const visibilities = ['private', 'internal', 'public'] as const;

/**
 * The action that makes a repository of the run's folder, on whichever configured Git host its address names.
 * @param hosts asked for at each use
 */
export function createPublish(hosts: () => readonly GitHost[]): Action {
  return {
    id: 'publish',
    description: "Makes a repository of the run's files on a configured Git host.",
    effect: 'outside',
    inputSchema: {
      type: 'object',
      required: ['repoUrl'],
      additionalProperties: false,
      properties: {
        repoUrl: { type: 'string', description: 'As `github.com?owner=acme&repo=shop`.' },
        description: { type: 'string' },
        defaultBranch: { type: 'string', minLength: 1, description: '`main` where none is given.' },
        repoVisibility: { enum: visibilities, description: '`private` where none is given.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['remoteUrl', 'repoContentsUrl', 'repository'],
      properties: {
        remoteUrl: { type: 'string', description: 'What a person clones.' },
        repoContentsUrl: { type: 'string', description: 'Where a person reads it.' },
        repository: { type: 'object', description: 'For catalog:register.' },
      },
    },
    lookAhead: async ({ input, runId, signal }) => {
      const { host, owner, repo } = findHost(input, hosts());
      try {
        if ((await host.look(owner, repo, runId, signal)) !== 'taken') return undefined;
        const refusal = new Refusal(`There is a repository ${owner}/${repo} on ${host.host} already.`, {
          code: 'repository-taken',
          hint: 'Start again with another name; nothing was made.',
        });
        return { input: 'repoUrl', refusal };
      } catch (error) {
        if (error instanceof Refusal && error.code === 'name-refused') return { input: 'repoUrl', refusal: error };
        throw error;
      }
    },
    made: {
      find: async ({ input, output, runId, signal }) => {
        const { host, owner, repo } = findHost(input, hosts());
        const found = await host.look(owner, repo, runId, signal);
        // Where the run had not made it yet, it is a stranger's.
        if (found === 'free' || (found === 'taken' && !output)) return undefined;
        const url = textOf(output?.['repoContentsUrl']);
        return {
          what: `the repository ${owner}/${repo} on ${host.host}`,
          ...(url !== undefined && { url }),
          ...(found === 'taken' && { obstacle: notRemoved(owner, repo, host.host).message }),
        };
      },
      undo: async ({ input, runId, signal }) => {
        const { host, owner, repo } = findHost(input, hosts());
        await host.remove(owner, repo, runId, signal);
      },
    },
    run: async ({ input, runId, workspace, signal }) => {
      const { host, owner, repo } = findHost(input, hosts());
      const repository = await host.publish(
        {
          owner,
          name: repo,
          description: textOf(input['description']) ?? '',
          visibility: visibilities.find((visibility) => visibility === input['repoVisibility']) ?? 'private',
          defaultBranch: textOf(input['defaultBranch']) ?? 'main',
          runId,
        },
        workspace,
        signal,
      );
      return {
        remoteUrl: repository.cloneUrl,
        repoContentsUrl: repository.webUrl,
        repository: { host: host.host, ...repository },
      };
    },
  };
}

function findHost(
  input: JsonObject,
  hosts: readonly GitHost[],
): { readonly host: GitHost; readonly owner: string; readonly repo: string } {
  const text = textOf(input['repoUrl']) ?? '';
  const parts = parseRepoUrl(text);
  if (!parts) {
    throw new Refusal(`"${text}" is not the address of a repository.`, {
      code: 'wrong-repo-url',
      hint: 'It looks like github.com?owner=acme&repo=shop.',
    });
  }
  const host = hosts.find((candidate) => candidate.host === parts.host);
  if (!host) {
    const known = hosts.map((candidate) => candidate.host);
    throw new Refusal(`The Git host ${parts.host} is not configured.`, {
      code: 'no-such-git-host',
      hint: known.length > 0 ? `Use ${known.join(' or ')}, or have it configured.` : 'Have a Git host configured.',
    });
  }
  return { host, owner: parts.owner, repo: parts.repo };
}
