import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { createPublishTo } from '#callboard/scaffolder/actions/publish-to.ts';
import type { RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import { publishRepository } from '#callboard/scaffolder/hosts/publish-repository.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { readProject } from '../read-project.ts';
import { callOf, type GitLabAtHand, type GitLabCall } from './gitlab-at-hand.ts';
import { applyBranches, applySettings, settingsInputs, settingsOf } from './project-settings.ts';

const visibilities = ['private', 'internal', 'public'] as const;

/** Backstage's action that makes a project of the run's files, with its settings, variables and branches. */
export function createPublishGitLab(gitlab: GitLabAtHand): Action {
  return createPublishTo({
    id: 'publish:gitlab',
    description: "Makes a project of the run's files on GitLab, with its settings, variables and branches.",
    hosts: () => [createRemoteGitHost(gitlab.remote)],
    hostWith: (token) => createRemoteGitHost(gitlab.withToken(token).remote),
    visibilities,
    defaultVisibility: 'private',
    defaultBranch: 'master',
    contentsPath: (branch) => `/-/blob/${branch}`,
    unknownInputs: 'ignored',
    properties: settingsInputs,
    outputs: { projectId: { type: 'number', description: 'What GitLab knows it by.' } },
    publish: async (_host, request, folder, context) => {
      const call = callOf(gitlab, context);
      const { remote } = call.gitlab;
      // The first push starts a pipeline, which needs the variables.
      const prepare = () => applySettings(call);
      const wanted = withSettings(request, call);
      const published = await publishRepository(remote, wanted, folder, context.signal, prepare);
      await applyBranches(call, request.defaultBranch);
      const { id } = readProject((await call.ask({ path: '' })).body, remote.host);
      return { ...published, output: { projectId: id } };
    },
  });
}

/** What `settings` says goes before the inputs that are older. */
function withSettings(request: RepositoryRequest, { input }: GitLabCall): RepositoryRequest {
  const settings = settingsOf(input);
  const path = textOf(settings['path']) ?? request.name;
  if (path !== request.name) {
    throw new Refusal(`The project is to be called ${request.name} by repoUrl and ${path} by settings.path.`, {
      code: 'name-refused',
      hint: 'Leave settings.path out, and name the project in repoUrl.',
    });
  }
  return {
    ...request,
    description: textOf(settings['description']) ?? request.description,
    visibility: visibilities.find((each) => each === settings['visibility']) ?? request.visibility,
  };
}
