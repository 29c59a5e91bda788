import { Octokit } from 'octokit';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Wait } from '#callboard/core/wait.ts';
import { explainGitHubError, rateLimitWaitMs } from './explain-github-error.ts';
import type { GitHubAddress } from './github-address.ts';

export interface GitHubClient {
  /**
   * Sends a request with the bot's token, and once more after a wait where GitHub asks for one it can grant.
   * @throws Refusal where the host is down, or answers with a failure
   */
  readonly ask: <Answer>(
    request: (octokit: Octokit, signal: AbortSignal) => Promise<Answer>,
    signal: AbortSignal,
  ) => Promise<Answer>;
}

export interface GitHubClientOptions extends GitHubAddress {
  readonly octokit: (signal: AbortSignal) => Promise<Octokit>;
  readonly now: () => Date;
  readonly wait: Wait;
}

const requestTimeoutMs = 30_000;

/** The longest wait that a run takes upon itself, and how often. */
const longestWaitMs = 60_000;
const waitsAtMost = 3;

/** An Octokit that leaves waiting and repeating to {@link createGitHubClient}, and logs nothing. */
export function createOctokit(apiUrl: string, token: string): Octokit {
  return new Octokit({ ...octokitOptions(apiUrl), auth: token });
}

/** What every Octokit here is made with. */
export function octokitOptions(apiUrl: string) {
  const silent = () => undefined;
  return {
    baseUrl: apiUrl,
    retry: { enabled: false },
    throttle: { enabled: false },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
}

/** Sends requests to one GitHub, obeys its rate limits and explains its failures. */
export function createGitHubClient({ host, octokit, now, wait }: GitHubClientOptions): GitHubClient {
  const waitOrRefuse = async (error: unknown, waited: number, signal: AbortSignal): Promise<void> => {
    const waitMs = rateLimitWaitMs(error, now());
    if (waitMs === undefined) throw explainGitHubError(error, host);
    if (waitMs > longestWaitMs || waited === waitsAtMost) {
      throw new Refusal(`${host} limits how often the bot may ask, and lets it in again later.`, {
        code: 'github-rate-limited',
        hint: `Try again in ${Math.ceil(Math.max(waitMs, 1) / 60_000)} min.`,
      });
    }
    await wait(waitMs, signal);
  };
  return {
    ask: async (request, signal) => {
      for (let waited = 0; ; waited += 1) {
        refuseStopped(host, signal);
        try {
          const timed = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
          return await request(await octokit(timed), timed);
        } catch (error) {
          refuseStopped(host, signal);
          await waitOrRefuse(error, waited, signal);
        }
      }
    },
  };
}

/** @throws Refusal `github-stopped` once the signal is given */
function refuseStopped(host: string, signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new Refusal(`Work at ${host} was stopped before it was done.`, { code: 'github-stopped' });
}
