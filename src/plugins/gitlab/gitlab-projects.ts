import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import { namesIn } from '#callboard/core/storage/names-in.ts';
import type { RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import type { FoundRepository, RepositoryApi, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { isMarked, markDescription, plainDescription } from '#callboard/scaffolder/hosts/run-mark.ts';
import { numberOf, textOf } from '#callboard/scaffolder/json-object.ts';
import { type GitLabClient, inPath } from './gitlab-client.ts';
import { readProject } from './read-project.ts';
import { removeProject } from './remove-project.ts';
import { unlessGone } from './unless-gone.ts';

/** GitLab refuses a longer description. */
const descriptionCharacters = 2000;

/** What making a repository takes of GitLab's API. The mark of a run is at the end of the description. */
export function gitLabProjects(client: GitLabClient, host: string): RepositoryApi {
  return {
    find: (wanted, signal) => findProject(client, host, wanted, signal),
    branches: async ({ owner, name }, begin, signal) => {
      const path = `/projects/${inPath(`${owner}/${name}`)}/repository/branches`;
      const query = { per_page: '100', search: `^${begin}` };
      return namesIn((await unlessGone(() => client.ask({ path, query }, signal)))?.body, 'name');
    },
    create: (request, signal) => createProject(client, host, request, signal),
    finish: async ({ repository: { owner, name } }, { description, defaultBranch }, signal) => {
      const body = {
        description: plainDescription(description, descriptionCharacters),
        default_branch: defaultBranch,
      };
      try {
        const path = `/projects/${inPath(`${owner}/${name}`)}`;
        return readProject((await client.ask({ method: 'PUT', path, body }, signal)).body, host).repository;
      } catch (error) {
        if (!isRefusal(error, ['gitlab-request-refused']) || !/branch/i.test(error.message)) throw error;
        throw new Refusal(error.message, { code: 'branch-missing', hint: 'Try again in a minute.' }, { cause: error });
      }
    },
    request: async ({ owner, name, branch, base, title, description }, signal) => {
      const path = `/projects/${inPath(`${owner}/${name}`)}/merge_requests`;
      const { body: found } = await client.ask({ path, query: { source_branch: branch } }, signal);
      if (Array.isArray(found) && found.length > 0) return textAt(found[0], 'web_url');
      const body = { source_branch: branch, target_branch: base, title, description };
      return textAt((await client.ask({ method: 'POST', path, body }, signal)).body, 'web_url');
    },
    remove: ({ owner, name }, signal) => removeProject(client, host, `${owner}/${name}`, signal),
  };
}

async function findProject(
  client: GitLabClient,
  host: string,
  { owner, name, runId, branch }: WantedRepository,
  signal: AbortSignal,
): Promise<FoundRepository | undefined> {
  const found = await unlessGone(() => client.ask({ path: `/projects/${inPath(`${owner}/${name}`)}` }, signal));
  if (found === undefined) return undefined;
  const { id, repository, description, defaultBranch } = readProject(found.body, host);
  const wanted = branch ?? defaultBranch;
  const head =
    wanted === undefined
      ? undefined
      : await unlessGone(() => client.ask({ path: `/projects/${id}/repository/commits/${inPath(wanted)}` }, signal));
  const { id: commit, message } = isJsonObject(head?.body) ? head.body : {};
  return {
    repository,
    isMarked: isMarked(description, runId),
    head: typeof commit === 'string' ? { commit, message: textOf(message) ?? '' } : undefined,
  };
}

async function createProject(
  client: GitLabClient,
  host: string,
  { owner, name, description, runId, visibility }: RepositoryRequest,
  signal: AbortSignal,
): Promise<FoundRepository | 'taken'> {
  const body = {
    name,
    path: name,
    namespace_id: await readNamespace(client, host, owner, signal),
    description: markDescription(description, runId, descriptionCharacters),
    visibility,
  };
  try {
    const answer = await client.ask({ method: 'POST', path: '/projects', body }, signal);
    return { repository: readProject(answer.body, host).repository, isMarked: true, head: undefined };
  } catch (error) {
    if (isRefusal(error, ['gitlab-request-refused']) && /already been taken/i.test(error.message)) return 'taken';
    throw error;
  }
}

/** The number of a group or of a user's own namespace. */
async function readNamespace(client: GitLabClient, host: string, owner: string, signal: AbortSignal): Promise<number> {
  const found = await unlessGone(() => client.ask({ path: `/namespaces/${inPath(owner)}` }, signal));
  const id = isJsonObject(found?.body) ? numberOf(found.body['id']) : undefined;
  if (id !== undefined) return id;
  throw new Refusal(`${host} has no group and no user ${owner}, or does not show it to the bot.`, {
    code: 'no-such-owner',
    hint: 'Check the full path of the group.',
  });
}
