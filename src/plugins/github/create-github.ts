import { Refusal } from '#callboard/core/refusal.ts';
import { pushFolder, type Author } from '#callboard/git/push-folder.ts';
import type { GitHost, Repository, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import { createRepository } from './create-repository.ts';
import { findRepository, isOwn, type FoundRepository } from './find-repository.ts';
import { isRefusal, refuseStopped, type GitHubClient, type Wait } from './github-client.ts';
import type { ReadToken } from './github-token.ts';
import { removeRepository } from './remove-repository.ts';
import { isMarked, plainDescription } from './run-mark.ts';

export interface GitHubOptions {
  readonly host: string;
  /** Where its repositories are cloned from, such as `https://github.com`. */
  readonly origin: string;
  readonly client: GitHubClient;
  readonly readToken: ReadToken;
  /** A GitHub App makes repositories in organisations only. */
  readonly isApp: boolean;
  /** Who may own repositories; empty means anybody. */
  readonly owners: readonly string[];
  readonly author: Author;
  readonly wait: Wait;
}

/** What GitHub takes in a name; it changes other characters without a word. */
const namePattern = /^[\w.-]{1,100}$/;

/** A repository is there before git reaches it; these 20 s are how long it is waited for. */
const pushWaitsMs = [500, 1500, 3000, 5000, 10_000];

/**
 * A GitHub as a Git host. A repository is the run's own when its description ends in the run's mark, which it is
 * created with and which is taken away at the end, or when its newest commit names the run.
 */
export function createGitHub(options: GitHubOptions): GitHost {
  const { host, origin, client, owners } = options;
  return {
    id: 'github',
    host,
    owners,
    look: async (owner, name, runId, signal) => {
      refuseName(name, host);
      refuseName(owner, host);
      const found = await findRepository(client, owner, name, undefined, signal);
      if (found === undefined) return 'free';
      return isOwn(found, runId) ? 'own' : 'taken';
    },
    publish: async (request, folder, signal) => {
      refuseStopped(host, signal);
      refuseRequest(request, host, owners);
      const found = await findOrCreate(request, options, signal);
      if (!isOwn(found, request.runId)) {
        throw new Refusal(`There is a repository ${request.owner}/${request.name} at ${host} already.`, {
          code: 'repository-taken',
          hint: 'Choose another name.',
        });
      }
      if (found.headMessage === undefined) await pushPatiently(found.repository, request, folder, options, signal);
      await finishRepository(found, request, client, signal);
      return found.repository;
    },
    remove: async (owner, name, runId, signal) => {
      refuseName(name, host);
      refuseName(owner, host);
      await removeRepository({ owner, name, runId }, { client, host }, signal);
    },
    catalogSource: ({ owner, name }, path) => {
      refuseName(name, host);
      refuseName(owner, host);
      return { kind: 'git', url: `${origin}/${owner}/${name}.git`, paths: [path] };
    },
  };
}

async function findOrCreate(
  request: RepositoryRequest,
  { client, host, isApp }: GitHubOptions,
  signal: AbortSignal,
): Promise<FoundRepository> {
  const find = () => findRepository(client, request.owner, request.name, request.defaultBranch, signal);
  const found = await find();
  if (found !== undefined) return found;
  try {
    return await createRepository(request, { client, host, isApp }, signal);
  } catch (error) {
    // Somebody was faster, or GitHub made it and its answer was lost.
    const made = isRefusal(error, ['github-request-refused']) ? await find() : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

async function pushPatiently(
  { cloneUrl }: Repository,
  { defaultBranch: branch, runId }: RepositoryRequest,
  folder: string,
  { readToken, author, wait, host }: GitHubOptions,
  signal: AbortSignal,
): Promise<void> {
  const credentials = { username: 'x-access-token', password: await readToken(signal) };
  for (const waitMs of [...pushWaitsMs, undefined]) {
    try {
      await pushFolder(folder, cloneUrl, { branch, runId, author, credentials, signal });
      return;
    } catch (error) {
      if (waitMs === undefined || !isRefusal(error, ['git-not-found'])) throw error;
    }
    refuseStopped(host, signal);
    await wait(waitMs, signal);
  }
}

/** Takes the mark away, the last thing that is done to a repository. */
async function finishRepository(
  { repository, description, defaultBranch }: FoundRepository,
  request: RepositoryRequest,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<void> {
  if (!isMarked(description, request.runId)) return;
  await client.ask(
    (octokit, timed) =>
      octokit.request('PATCH /repos/{owner}/{repo}', {
        owner: repository.owner,
        repo: repository.name,
        description: plainDescription(request.description),
        ...(defaultBranch === request.defaultBranch ? {} : { default_branch: request.defaultBranch }),
        request: { signal: timed },
      }),
    signal,
  );
}

function refuseRequest({ owner, name }: RepositoryRequest, host: string, owners: readonly string[]): void {
  refuseName(name, host);
  if (owners.length > 0 && !owners.some((known) => known.toLowerCase() === owner.toLowerCase())) {
    throw new Refusal(`Repositories are not made under ${owner} at ${host}.`, {
      code: 'no-such-owner',
      hint: `Choose one of: ${owners.join(', ')}.`,
    });
  }
}

function refuseName(name: string, host: string): void {
  if (namePattern.test(name) && !/^\.{1,2}$|\.git$/.test(name)) return;
  throw new Refusal(`"${name}" cannot be the name of an owner or a repository at ${host}.`, {
    code: 'name-refused',
    hint: 'Use up to 100 letters, digits, hyphens, underscores and dots.',
  });
}
