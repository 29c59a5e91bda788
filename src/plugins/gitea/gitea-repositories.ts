import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { RestApi } from '#callboard/core/http/rest-api.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import { namesIn } from '#callboard/core/storage/names-in.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import type { FoundRepository, RepositoryApi, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { isMarked, markDescription, plainDescription } from '#callboard/scaffolder/hosts/run-mark.ts';

/** The longest page that Gitea has, unless it is configured to have others; it searches among branches nowhere. */
const branchesAtMost = '50';

/** Gitea refuses a longer description. */
const descriptionCharacters = 2048;

/** What making a repository takes of Gitea's API. The mark of a run is at the end of the description. */
export function giteaRepositories(api: RestApi, host: string, webUrl: string): RepositoryApi {
  const read = (body: Json): Repository => {
    const owner = textAt(body, 'owner', 'login') ?? '';
    const name = textAt(body, 'name') ?? '';
    // What it names itself depends on its own configuration of its address.
    return { owner, name, webUrl: `${webUrl}/${owner}/${name}`, cloneUrl: `${webUrl}/${owner}/${name}.git` };
  };
  return {
    find: (wanted, signal) => find(api, read, wanted, signal),
    branches: async (repository, _begin, signal) => {
      const query = { limit: branchesAtMost };
      return namesIn(await api.askIfThere({ path: `${pathOf(repository)}/branches`, query }, signal), 'name');
    },
    create: (request, signal) => create(api, host, read, request, signal),
    finish: async ({ repository }, { description, defaultBranch }, signal) => {
      const body = {
        description: plainDescription(description, descriptionCharacters),
        default_branch: defaultBranch,
      };
      const changed = await api.ask({ method: 'PATCH', path: pathOf(repository), body }, signal);
      // A branch that it does not know is passed over without a word.
      if (textAt(changed, 'default_branch') === defaultBranch) return repository;
      throw new Refusal(`${host} does not know the branch ${defaultBranch} yet.`, {
        code: 'branch-missing',
        hint: 'Try again in a minute.',
      });
    },
    request: async ({ branch, base, title, description, ...repository }, signal) => {
      const path = `${pathOf(repository)}/pulls`;
      const found = await api.askIfThere({ path: `${path}/${encodeURIComponent(base)}/${encodeURI(branch)}` }, signal);
      if (found !== undefined) return textAt(found, 'html_url');
      const body = { base, head: branch, title, body: description };
      return textAt(await api.ask({ method: 'POST', path, body }, signal), 'html_url');
    },
    remove: async (repository, signal) => {
      await api.askIfThere({ method: 'DELETE', path: pathOf(repository) }, signal);
    },
  };
}

const pathOf = ({ owner, name }: Pick<Repository, 'owner' | 'name'>): string => `/repos/${owner}/${name}`;

async function find(
  api: RestApi,
  read: (body: Json) => Repository,
  wanted: WantedRepository,
  signal: AbortSignal,
): Promise<FoundRepository | undefined> {
  const body = await api.askIfThere({ path: pathOf(wanted) }, signal);
  if (body === undefined) return undefined;
  const branch = wanted.branch ?? textAt(body, 'default_branch') ?? 'main';
  const head = await api.askIfThere({ path: `${pathOf(wanted)}/branches/${encodeURI(branch)}` }, signal);
  const commit = textAt(head, 'commit', 'id');
  return {
    repository: read(body),
    isMarked: isMarked(textAt(body, 'description'), wanted.runId),
    head: commit === undefined ? undefined : { commit, message: textAt(head, 'commit', 'message') ?? '' },
  };
}

async function create(
  api: RestApi,
  host: string,
  read: (body: Json) => Repository,
  { owner, name, description, runId, visibility, defaultBranch }: RepositoryRequest,
  signal: AbortSignal,
): Promise<FoundRepository | 'taken'> {
  const body = {
    name,
    description: markDescription(description, runId, descriptionCharacters),
    private: visibility !== 'public',
    default_branch: defaultBranch,
    auto_init: false,
  };
  const path = await placeOf(api, host, owner, signal);
  try {
    const repository = read(await api.ask({ method: 'POST', path, body }, signal));
    return { repository, isMarked: true, head: undefined };
  } catch (error) {
    if (isRefusal(error, ['gitea-conflict'])) return 'taken';
    throw error;
  }
}

/** Where repositories of an owner are made: an organisation, or the token's own user. */
async function placeOf(api: RestApi, host: string, owner: string, signal: AbortSignal): Promise<string> {
  const path = `/orgs/${owner}`;
  if ((await api.askIfThere({ path }, signal)) !== undefined) return `${path}/repos`;
  const user = textAt(await api.ask({ path: '/user' }, signal), 'login') ?? '';
  if (user.toLowerCase() === owner.toLowerCase()) return '/user/repos';
  throw new Refusal(`${host} has no organisation ${owner} in which the bot, ${user}, makes repositories.`, {
    code: 'no-such-owner',
    hint: `Choose ${user} or an organisation that it belongs to.`,
  });
}
