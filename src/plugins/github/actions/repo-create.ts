import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from '#callboard/scaffolder/action.ts';
import { madeRepository } from '#callboard/scaffolder/actions/made-repository.ts';
import type { Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import { makeRepository } from '#callboard/scaffolder/hosts/make-repository.ts';
import { publishRepository } from '#callboard/scaffolder/hosts/publish-repository.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { applySettings, settingsInputs } from './repository-settings.ts';

const visibilities = ['private', 'internal', 'public'] as const;

/** Backstage's action that makes a repository without the run's files. */
export function createRepoCreate(github: GitHubAtHand): Action {
  const action = createGitHubAction(github, {
    id: 'github:repo:create',
    description:
      'Makes an empty repository on GitHub, with its settings. Its description ends in the mark of the run until a step pushes to it.',
    example: {
      description: 'Make an empty repository with a topic',
      input: { repoUrl: '${{ parameters.repoUrl }}', topics: ['shop'] },
    },
    inputs: {
      description: { type: 'string' },
      repoVisibility: { enum: visibilities, description: '`private` where none is given.' },
      autoInit: { type: 'boolean', description: 'Whether it begins with a README.' },
      workflowAccess: { enum: ['none', 'organization', 'user'] },
      ...settingsInputs,
    },
    outputs: {
      remoteUrl: { type: 'string', description: 'What a person clones.' },
      repoContentsUrl: { type: 'string', description: 'Where a person reads it.' },
      repository: { type: 'object', description: 'For catalog:register.' },
    },
    run: async (call) => {
      const { remote } = call.github;
      const made = call.input['autoInit'] === true ? await makeWithReadme(call) : await makeEmpty(call);
      const { owner, name, webUrl, cloneUrl } = made;
      await letWorkflowsIn(call);
      return {
        remoteUrl: cloneUrl,
        repoContentsUrl: webUrl,
        repository: { host: remote.host, owner, name, webUrl, cloneUrl },
      };
    },
  });
  return { ...action, made: madeRepository(() => [createRemoteGitHost(github.remote)]) };
}

function requestOf({ target, input, runId }: GitHubCall): RepositoryRequest {
  return {
    owner: target.owner,
    name: target.repo,
    description: textOf(input['description']) ?? '',
    visibility: visibilities.find((visibility) => visibility === input['repoVisibility']) ?? 'private',
    defaultBranch: 'main',
    runId,
  };
}

async function makeEmpty(call: GitHubCall): Promise<Repository> {
  const { repository } = await makeRepository(call.github.remote, requestOf(call), call.signal);
  await applySettings(call);
  return repository;
}

/** GitHub's own first commit would not name the run. */
async function makeWithReadme(call: GitHubCall): Promise<Repository> {
  const { github, target, signal } = call;
  const folder = await mkdtemp(join(tmpdir(), 'callboard-readme-'));
  try {
    await writeFile(join(folder, 'README.md'), `# ${target.repo}\n`);
    return await publishRepository(github.remote, requestOf(call), folder, signal, () => applySettings(call));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function letWorkflowsIn({ ask, target, input }: GitHubCall): Promise<void> {
  const access_level = (['none', 'organization', 'user'] as const).find((level) => level === input['workflowAccess']);
  if (access_level === undefined) return;
  await ask((send) => send('PUT /repos/{owner}/{repo}/actions/permissions/access', { ...target, access_level }));
}
