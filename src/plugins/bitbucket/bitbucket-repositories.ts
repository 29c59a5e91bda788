import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { RestApi } from '#callboard/core/http/rest-api.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import { namesIn } from '#callboard/core/storage/names-in.ts';
import type { Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import type { FoundRepository, RepositoryApi, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { isMarked, markDescription, plainDescription } from '#callboard/scaffolder/hosts/run-mark.ts';

/** Bitbucket names no limit; its page shows about as many. */
const descriptionCharacters = 1000;

/** Where Bitbucket is, and how repositories are made there. */
export interface BitbucketPlace {
  /** `bitbucket.org`, but in tests. */
  readonly host: string;
  /** Where its pages and repositories are, without a slash at the end. */
  readonly webUrl: string;
  /** The key of the project that repositories are put into where the request names none. */
  readonly project: string | undefined;
}

type Named = Pick<Repository, 'owner' | 'name'>;

/** What making a repository takes of Bitbucket's API. The mark of a run is at the end of the description. */
export function bitbucketRepositories(api: RestApi, options: BitbucketPlace): RepositoryApi {
  const { host, webUrl } = options;
  // Its own clone address has a user name in it.
  const repositoryOf = ({ owner, name }: Named): Repository => {
    const page = `${webUrl}/${owner}/${name}`;
    return { owner, name, webUrl: page, cloneUrl: `${page}.git` };
  };
  return {
    find: (wanted, signal) => find(api, repositoryOf(wanted), wanted, signal),
    branches: async (repository, begin, signal) => {
      const query = { pagelen: '100', ...(begin !== '' && { q: `name ~ ${JSON.stringify(begin)}` }) };
      const page = await api.askIfThere({ path: `${pathOf(repository)}/refs/branches`, query }, signal);
      return namesIn(jsonAt(page, 'values'), 'name');
    },
    create: (request, signal) => create(api, repositoryOf(request), options, request, signal),
    finish: async ({ repository }, { description, defaultBranch }, signal) => {
      const body = {
        description: plainDescription(description, descriptionCharacters),
        mainbranch: { type: 'branch', name: defaultBranch },
      };
      const missing = () =>
        new Refusal(`${host} does not know the branch ${defaultBranch} yet.`, {
          code: 'branch-missing',
          hint: 'Try again in a minute.',
        });
      try {
        const changed = await api.ask({ method: 'PUT', path: pathOf(repository), body }, signal);
        if (textAt(changed, 'mainbranch', 'name') !== defaultBranch) throw missing();
        return repository;
      } catch (error) {
        if (isRefusal(error, ['bitbucket-request-refused']) && /branch/i.test(error.message)) throw missing();
        throw error;
      }
    },
    request: async ({ branch, base, title, description, ...repository }, signal) => {
      const path = `${pathOf(repository)}/pullrequests`;
      // Without a word on their state it lists the open ones alone.
      const states = ['OPEN', 'MERGED', 'DECLINED'].map((state) => `state = "${state}"`).join(' OR ');
      const query = { q: `source.branch.name = ${JSON.stringify(branch)} AND (${states})` };
      const found = jsonAt(await api.ask({ path, query }, signal), 'values');
      if (Array.isArray(found) && found.length > 0) return textAt(found[0], 'links', 'html', 'href');
      const body = {
        title,
        summary: { raw: description },
        source: { branch: { name: branch } },
        destination: { branch: { name: base } },
      };
      return textAt(await api.ask({ method: 'POST', path, body }, signal), 'links', 'html', 'href');
    },
    remove: async (repository, signal) => {
      await api.askIfThere({ method: 'DELETE', path: pathOf(repository) }, signal);
    },
  };
}

/** Below the API's address. */
export const pathOf = ({ owner, name }: Named): string => `/repositories/${owner}/${name}`;

async function find(
  api: RestApi,
  repository: Repository,
  { runId, branch }: WantedRepository,
  signal: AbortSignal,
): Promise<FoundRepository | undefined> {
  const body = await api.askIfThere({ path: pathOf(repository) }, signal);
  if (body === undefined) return undefined;
  // An empty repository has no main branch.
  const wanted = branch ?? textAt(body, 'mainbranch', 'name');
  const path = `${pathOf(repository)}/refs/branches/${encodeURI(wanted ?? '')}`;
  const head = wanted === undefined ? undefined : await api.askIfThere({ path }, signal);
  const commit = textAt(head, 'target', 'hash');
  return {
    repository,
    isMarked: isMarked(textAt(body, 'description'), runId),
    head: commit === undefined ? undefined : { commit, message: textAt(head, 'target', 'message') ?? '' },
  };
}

async function create(
  api: RestApi,
  repository: Repository,
  { host, project: usual }: BitbucketPlace,
  { owner, description, runId, visibility, project = usual }: RepositoryRequest,
  signal: AbortSignal,
): Promise<FoundRepository | 'taken'> {
  const body = {
    scm: 'git',
    description: markDescription(description, runId, descriptionCharacters),
    is_private: visibility !== 'public',
    ...(project !== undefined && { project: { key: project } }),
  };
  try {
    await api.ask({ method: 'POST', path: pathOf(repository), body }, signal);
    return { repository, isMarked: true, head: undefined };
  } catch (error) {
    if (isRefusal(error, ['bitbucket-request-refused']) && /already exists/i.test(error.message)) return 'taken';
    if (!isRefusal(error, ['bitbucket-not-found'])) throw error;
    throw new Refusal(`${host} has no workspace ${owner}, or the bot makes no repositories in it.`, {
      code: 'no-such-owner',
      hint: 'Check the name of the workspace, as it is in its address.',
    });
  }
}
