import { createHash } from 'node:crypto';
import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { RestApi, RestRequest } from '#callboard/core/http/rest-api.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import { namesIn } from '#callboard/core/storage/names-in.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import type { FoundRepository, RepositoryApi, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';

const query = { 'api-version': '7.1' };

type Named = Pick<Repository, 'owner' | 'name'>;

/**
 * What making a repository takes of the API of Azure DevOps. Repositories have no description there: the mark of a run
 * is the name that one has until it is finished.
 * @param pageOf the address of a repository's page, which git clones from too
 */
export function azureRepositories(api: RestApi, host: string, pageOf: (repository: Named) => string): RepositoryApi {
  const repositoryOf = ({ owner, name }: Named, body: Json): Repository => {
    const webUrl = pageOf({ owner, name });
    const id = textAt(body, 'id');
    return { owner, name, webUrl, cloneUrl: webUrl, ...(id !== undefined && { id }) };
  };
  const read = (named: Named, signal: AbortSignal) => api.askIfThere({ path: pathOf(named), query }, signal);
  const remove = async (repository: Repository, signal: AbortSignal): Promise<void> => {
    const id = repository.id ?? textAt(await read(repository, signal), 'id');
    if (id !== undefined) await api.askIfThere({ method: 'DELETE', ...requestOf(repository.owner, id) }, signal);
  };
  return {
    find: async (wanted, signal) => {
      const body = await read(wanted, signal);
      if (body !== undefined) return describe(api, repositoryOf(wanted, body), body, false, wanted, signal);
      const marked = { owner: wanted.owner, name: markedName(wanted) };
      const unfinished = await read(marked, signal);
      return unfinished === undefined
        ? undefined
        : describe(api, repositoryOf(marked, unfinished), unfinished, true, wanted, signal);
    },
    branches: async (repository, begin, signal) => {
      const wanted = { ...query, filter: `heads/${begin}`, $top: '100' };
      const refs = await api.askIfThere({ path: `${pathOf(repository)}/refs`, query: wanted }, signal);
      return namesIn(jsonAt(refs, 'value'), 'name').map((name) => name.replace(/^refs\/heads\//, ''));
    },
    create: async (request, signal) => {
      // The name that it gets for now is free: other hosts would say here that the wanted one is not.
      if ((await read(request, signal)) !== undefined) return 'taken';
      const marked = { owner: request.owner, name: markedName(request) };
      try {
        const path = `/${encodeURIComponent(request.owner)}/_apis/git/repositories`;
        const body = await api.ask({ method: 'POST', path, query, body: { name: marked.name } }, signal);
        return { repository: repositoryOf(marked, body), isMarked: true, head: undefined };
      } catch (error) {
        if (isRefusal(error, ['azure-devops-conflict'])) return 'taken';
        if (!isRefusal(error, ['azure-devops-not-found'])) throw error;
        throw new Refusal(`${host} has no project ${request.owner}, or the bot may not see it.`, {
          code: 'no-such-owner',
          hint: 'Check the name of the project.',
        });
      }
    },
    finish: async ({ repository }, request, signal) => {
      const body = { name: request.name, defaultBranch: `refs/heads/${request.defaultBranch}` };
      try {
        const path = requestOf(request.owner, repository.id ?? repository.name);
        const changed = await api.ask({ method: 'PATCH', ...path, body }, signal);
        return repositoryOf(request, changed);
      } catch (error) {
        if (isRefusal(error, ['azure-devops-conflict'])) await remove(repository, signal);
        throw explainFinish(error, request, host);
      }
    },
    request: async ({ branch, base, title, description, ...repository }, signal) => {
      const path = `${pathOf(repository)}/pullrequests`;
      const sourceRefName = `refs/heads/${branch}`;
      const wanted = { 'searchCriteria.sourceRefName': sourceRefName, 'searchCriteria.status': 'all' };
      const found = jsonAt(await api.ask({ path, query: { ...query, ...wanted } }, signal), 'value');
      const body = { sourceRefName, targetRefName: `refs/heads/${base}`, title, description };
      const request =
        Array.isArray(found) && found.length > 0
          ? found[0]
          : await api.ask({ method: 'POST', path, query, body }, signal);
      const id = jsonAt(request, 'pullRequestId');
      return typeof id === 'number' ? `${pageOf(repository)}/pullrequest/${id}` : undefined;
    },
    remove,
  };
}

const requestOf = (owner: string, repository: string): Pick<RestRequest, 'path' | 'query'> => ({
  path: `/${encodeURIComponent(owner)}/_apis/git/repositories/${encodeURIComponent(repository)}`,
  query,
});

const pathOf = ({ owner, name }: Named): string => requestOf(owner, name).path;

/** As the host takes 64 characters, there is no room for the name itself. */
function markedName({ owner, name, runId }: Pick<WantedRepository, 'owner' | 'name' | 'runId'>): string {
  const digest = createHash('sha256').update(`${owner}/${name}`.toLowerCase()).digest('hex');
  return `callboard-${runId}-${digest.slice(0, 8)}`;
}

async function describe(
  api: RestApi,
  repository: Repository,
  body: Json,
  isMarked: boolean,
  { branch }: WantedRepository,
  signal: AbortSignal,
): Promise<FoundRepository> {
  const ref = branch === undefined ? textAt(body, 'defaultBranch') : `refs/heads/${branch}`;
  const commit = ref === undefined ? undefined : await readCommit(api, repository, ref, signal);
  return { repository, isMarked, head: commit };
}

/** The newest commit of a branch; a list of commits would cut its message off. */
async function readCommit(
  api: RestApi,
  { owner, name, id = name }: Repository,
  ref: string,
  signal: AbortSignal,
): Promise<FoundRepository['head']> {
  const { path } = requestOf(owner, id);
  const filter = ref.replace(/^refs\//, '');
  // What begins so is listed too.
  const refs = jsonAt(await api.askIfThere({ path: `${path}/refs`, query: { ...query, filter } }, signal), 'value');
  const found = Array.isArray(refs) ? refs.find((one) => textAt(one, 'name') === ref) : undefined;
  const commit = textAt(found, 'objectId');
  if (commit === undefined) return undefined;
  const body = await api.ask({ path: `${path}/commits/${commit}`, query }, signal);
  return { commit, message: textAt(body, 'comment') ?? '' };
}

function explainFinish(error: unknown, { owner, name, defaultBranch }: RepositoryRequest, host: string): unknown {
  if (isRefusal(error, ['azure-devops-conflict'])) {
    return new Refusal(
      `There is a repository ${owner}/${name} at ${host} by now.`,
      { code: 'repository-taken', hint: 'Choose another name; what this run had made is removed.' },
      { cause: error },
    );
  }
  if (!isRefusal(error, ['azure-devops-request-refused', 'azure-devops-not-found'])) return error;
  if (!/branch|ref\b/i.test(error.message)) return error;
  return new Refusal(
    `${host} does not know the branch ${defaultBranch} yet.`,
    { code: 'branch-missing', hint: 'Try again in a minute.' },
    { cause: error },
  );
}
