import { Refusal } from '#callboard/core/refusal.ts';
import type { Action, ActionContext, JsonObject } from '../action.ts';
import { authorProperties, commitAuthor } from '../commit-author.ts';
import { findHost } from '../find-host.ts';
import { folderInWorkspace } from '../folder-in-workspace.ts';
import type { GitHost, PublishedRepository, RepositoryRequest } from '../git-host.ts';
import { textOf } from '../json-object.ts';
import { madeRepository } from './made-repository.ts';

type Visibility = RepositoryRequest['visibility'];

/** Publishes on a host; the whole of an action's call is at hand for what the host has beside a repository. */
export type Publish = (
  host: GitHost,
  request: RepositoryRequest,
  folder: string,
  context: ActionContext,
) => Promise<PublishedRepository & { readonly output?: JsonObject }>;

/** An action that makes a repository, as it differs from one host to the next. */
export interface PublishAction {
  readonly id: string;
  readonly description: string;
  /** Asked for at each use. */
  readonly hosts: () => readonly GitHost[];
  /** The same host, let in with a token that the template gives. */
  readonly hostWith?: (token: string) => GitHost;
  readonly visibilities: readonly Visibility[];
  readonly defaultVisibility: Visibility;
  readonly defaultBranch: string;
  /** What comes behind the address of the repository's page in `repoContentsUrl`. */
  readonly contentsPath: (branch: string) => string;
  /** Inputs that it does not know are let pass, as Backstage does, or told. */
  readonly unknownInputs: 'ignored' | 'refused';
  /** Inputs besides those of all. */
  readonly properties?: object;
  /** Outputs besides those of all. */
  readonly outputs?: object;
  readonly publish?: Publish;
}

/** An action that makes a repository of the run's files, with the inputs and outputs that Backstage's templates know. */
export function createPublishTo(kind: PublishAction): Action {
  const { id, description, visibilities, defaultVisibility, defaultBranch, properties = {} } = kind;
  const hostOf = (input: JsonObject) => {
    const token = textOf(input['token']);
    const hosts = token === undefined || token === '' || !kind.hostWith ? kind.hosts() : [kind.hostWith(token)];
    return findHost(textOf(input['repoUrl']) ?? '', hosts);
  };
  return {
    id,
    description,
    effect: 'outside',
    examples: [
      {
        description: 'Publish what the run has made',
        input: { repoUrl: '${{ parameters.repoUrl }}', description: '${{ parameters.description }}' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl'],
      additionalProperties: kind.unknownInputs === 'ignored',
      properties: {
        repoUrl: { type: 'string', description: 'As `github.com?owner=acme&repo=shop`.' },
        description: { type: 'string' },
        defaultBranch: { type: 'string', minLength: 1, description: `\`${defaultBranch}\` where none is given.` },
        repoVisibility: { enum: visibilities, description: `\`${defaultVisibility}\` where none is given.` },
        sourcePath: { type: 'string', description: "A folder of the run's to publish, instead of all of it." },
        gitCommitMessage: { type: 'string' },
        ...authorProperties,
        signCommit: { const: false, description: 'Commits are not signed here.' },
        token: { description: 'Used instead of the configured one, where it is a text.' },
        ...properties,
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['remoteUrl', 'repoContentsUrl', 'commitHash', 'repository'],
      properties: {
        remoteUrl: { type: 'string', description: 'What a person clones.' },
        repoContentsUrl: { type: 'string', description: 'Where a person reads it.' },
        commitHash: { type: 'string', description: 'The first commit.' },
        repository: { type: 'object', description: 'For catalog:register.' },
        ...kind.outputs,
      },
    },
    lookAhead: async ({ input, runId, signal }) => {
      const { host, owner, repo } = hostOf(input);
      try {
        if ((await host.look(owner, repo, runId, signal)).kind !== 'taken') return undefined;
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
    made: madeRepository(kind.hosts),
    run: async (context) => {
      const { input } = context;
      const { host, owner, repo, project } = hostOf(input);
      const branch = textOf(input['defaultBranch']) ?? defaultBranch;
      const request: RepositoryRequest = {
        owner,
        name: repo,
        project,
        description: textOf(input['description']) ?? '',
        visibility: visibilities.find((visibility) => visibility === input['repoVisibility']) ?? defaultVisibility,
        defaultBranch: branch,
        runId: context.runId,
        commitMessage: textOf(input['gitCommitMessage']),
        author: commitAuthor(input),
      };
      const folder = await folderInWorkspace(context.workspace, textOf(input['sourcePath']));
      const publish: Publish =
        kind.publish ?? ((host, request, folder) => host.publish(request, folder, context.signal));
      const { commit, output, ...repository } = await publish(host, request, folder, context);
      return {
        remoteUrl: repository.cloneUrl,
        repoContentsUrl: `${repository.webUrl}${kind.contentsPath(branch)}`,
        commitHash: commit,
        repository: { host: host.host, ...repository },
        ...output,
      };
    },
  };
}
