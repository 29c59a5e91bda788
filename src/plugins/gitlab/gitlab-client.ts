import { explainAnswer, hostDown, rateLimitWaitMs } from '#callboard/core/http/explain-answer.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { GitLabAddress } from './gitlab-address.ts';
import { gitLabWords } from './gitlab-words.ts';

export interface GitLabRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the API, such as `/projects/acme%2Fshop`; see {@link inPath}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** What GitLab answered. */
export interface GitLabAnswer {
  readonly body: Json;
  /** The query of the next page, where there is one. */
  readonly next: Readonly<Record<string, string>> | undefined;
}

export interface GitLabClient {
  /**
   * Sends a request with the bot's token, and again after a wait where GitLab asks for one that it is given.
   * @throws Refusal where the host is down, or answers with a failure
   */
  readonly ask: (request: GitLabRequest, signal: AbortSignal) => Promise<GitLabAnswer>;
  /**
   * Sends a GraphQL query.
   * @returns its data
   * @throws Refusal as `ask`, and where the answer names an error
   */
  readonly query: (
    query: string,
    variables: Readonly<Record<string, Json>>,
    signal: AbortSignal,
  ) => Promise<JsonObject>;
}

export interface GitLabClientOptions extends GitLabAddress {
  readonly token: string;
  readonly now: () => Date;
  readonly wait: Wait;
}

const requestTimeoutMs = 30_000;

/** The longest wait that a run takes upon itself, and how often. */
const longestWaitMs = 60_000;
const waitsAtMost = 3;

/** What an answer may have: far more than a page of anything, or a file of 1 MiB, has. */
const maximumAnswerBytes = 8 * 1024 * 1024;

/** A text as one segment of a path: GitLab takes `acme%2Fshop` for the number of a project. */
export const inPath = encodeURIComponent;

/** Sends requests to one GitLab, obeys its rate limits and explains its failures. */
export function createGitLabClient({ host, apiUrl, token, now, wait }: GitLabClientOptions): GitLabClient {
  const words = gitLabWords(host, token);
  const send = async (url: URL, { method = 'GET', body }: Omit<GitLabRequest, 'path'>, signal: AbortSignal) => {
    const timed = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
    try {
      const response = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        // The token is for this host alone.
        redirect: 'manual',
        signal: timed,
      });
      return { response, text: await readText(response, host) };
    } catch (error) {
      refuseStopped(host, signal);
      throw error instanceof Refusal ? error : hostDown(words, error);
    }
  };

  const askAt = async (url: URL, request: Omit<GitLabRequest, 'path'>, signal: AbortSignal): Promise<GitLabAnswer> => {
    for (let waited = 0; ; waited += 1) {
      refuseStopped(host, signal);
      const { response, text } = await send(url, request, signal);
      if (response.ok) return { body: parse(text), next: nextPage(response.headers.get('link')) };
      const waitMs = rateLimitWaitMs(response, now());
      if (waitMs === undefined) throw explainAnswer(response.status, parse(text), words);
      if (waitMs > longestWaitMs || waited === waitsAtMost) {
        throw new Refusal(`${host} limits how often the bot may ask, and lets it in again later.`, {
          code: 'gitlab-rate-limited',
          hint: `Try again in ${Math.ceil(Math.max(waitMs, 1) / 60_000)} min.`,
        });
      }
      await wait(waitMs, signal);
    }
  };

  return {
    ask: (request, signal) => {
      const url = new URL(`${apiUrl}${request.path}`);
      for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
      return askAt(url, request, signal);
    },
    query: async (query, variables, signal) => {
      const url = new URL(`${apiUrl.replace(/\/v4$/, '')}/graphql`);
      const { body } = await askAt(url, { method: 'POST', body: { query, variables } }, signal);
      const { data, errors } = isJsonObject(body) ? body : {};
      // What could not be read is missing from the data: with half of it things would seem to be gone.
      if (errors === undefined && isJsonObject(data)) return data;
      throw explainAnswer(400, { message: errors ?? 'it gave no data' }, words);
    },
  };
}

async function readText(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumAnswerBytes) {
      throw new Refusal(`${host} answered with more than ${maximumAnswerBytes} bytes.`, {
        code: 'gitlab-answer-too-large',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Something before GitLab, such as a proxy, may answer in HTML. */
function parse(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

function nextPage(link: string | null): Readonly<Record<string, string>> | undefined {
  const address = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  const url = address === undefined ? null : URL.parse(address);
  return url === null ? undefined : Object.fromEntries(url.searchParams);
}

/** @throws Refusal `gitlab-stopped` once the signal is given */
function refuseStopped(host: string, signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new Refusal(`Work at ${host} was stopped before it was done.`, { code: 'gitlab-stopped' });
}
