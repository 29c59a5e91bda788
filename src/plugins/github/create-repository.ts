import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { RepositoryRequest } from '#callboard/scaffolder/git-host.ts';
import type { FoundRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { markDescription } from '#callboard/scaffolder/hosts/run-mark.ts';
import type { GitHubClient } from './github-client.ts';

/** GitHub refuses a longer description, and one with control characters. */
export const descriptionCharacters = 350;

export interface Creation {
  readonly client: GitHubClient;
  readonly host: string;
  readonly isApp: boolean;
}

/**
 * Makes an empty repository under an organisation or the token's own user, marked as the run's.
 * @returns `taken` where there is one of that name
 * @throws Refusal `no-such-owner`
 */
export async function createRepository(
  request: RepositoryRequest,
  creation: Creation,
  signal: AbortSignal,
): Promise<FoundRepository | 'taken'> {
  const { client } = creation;
  const { owner, name, visibility } = request;
  const settings = {
    name,
    description: markDescription(request.description, request.runId, descriptionCharacters),
    auto_init: false,
  };
  const ownerKind = await readOwnerKind(owner, creation, signal);
  if (ownerKind === 'User') await refuseOtherUser(owner, creation, signal);
  try {
    const { data } = await client.ask(
      (octokit, timed) =>
        ownerKind === 'User'
          ? octokit.request('POST /user/repos', {
              ...settings,
              private: visibility !== 'public',
              request: { signal: timed },
            })
          : octokit.request('POST /orgs/{org}/repos', {
              org: owner,
              name,
              // Octokit's types leave out `internal`, which enterprise organisations have.
              data: { ...settings, private: visibility !== 'public', visibility },
              request: { signal: timed },
            }),
      signal,
    );
    const { owner: maker, name: made, html_url: webUrl, clone_url: cloneUrl } = data;
    return { repository: { owner: maker.login, name: made, webUrl, cloneUrl }, isMarked: true, head: undefined };
  } catch (error) {
    if (isRefusal(error, ['github-request-refused']) && /already exists/i.test(error.message)) return 'taken';
    throw error;
  }
}

async function readOwnerKind(
  owner: string,
  { client, host }: Creation,
  signal: AbortSignal,
): Promise<'Organization' | 'User'> {
  try {
    await client.ask(
      (octokit, timed) => octokit.request('GET /orgs/{org}', { org: owner, request: { signal: timed } }),
      signal,
    );
    return 'Organization';
  } catch (error) {
    if (!isRefusal(error, ['github-not-found'])) throw error;
  }
  try {
    await client.ask(
      (octokit, timed) => octokit.request('GET /users/{username}', { username: owner, request: { signal: timed } }),
      signal,
    );
    return 'User';
  } catch (error) {
    if (!isRefusal(error, ['github-not-found'])) throw error;
    throw new Refusal(`${host} has no organisation and no user ${owner}.`, {
      code: 'no-such-owner',
      hint: 'Check the name of the owner.',
    });
  }
}

/** A personal repository is made for the token's user, whoever the request names. */
async function refuseOtherUser(owner: string, { client, host, isApp }: Creation, signal: AbortSignal): Promise<void> {
  if (isApp) {
    throw new Refusal(`A GitHub App cannot make repositories for the user ${owner} at ${host}.`, {
      code: 'no-such-owner',
      hint: 'Choose an organisation that the app is installed in, or configure a token of that user.',
    });
  }
  const { data } = await client.ask(
    (octokit, timed) => octokit.request('GET /user', { request: { signal: timed } }),
    signal,
  );
  if (data.login.toLowerCase() === owner.toLowerCase()) return;
  throw new Refusal(`The bot is ${data.login} at ${host} and cannot make repositories for the user ${owner}.`, {
    code: 'no-such-owner',
    hint: `Choose ${data.login} or an organisation.`,
  });
}
