import { Refusal } from '../refusal.ts';
import type { Json } from '../storage/records.ts';
import type { Wait } from '../wait.ts';
import { type AnswerWords, explainAnswer, hostDown, rateLimitWaitMs } from './explain-answer.ts';

export interface RestRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's address; what is put into it is encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** A vendor's API of JSON over HTTP. */
export interface RestApi {
  /**
   * Sends a request, and again after a wait where the host asks for one that it is given.
   * @returns what it answered; null where that is nothing, or no JSON
   * @throws Refusal where the host is down, or answers with a failure
   */
  readonly ask: (request: RestRequest, signal: AbortSignal) => Promise<Json>;
  /** As `ask`, but undefined where the host knows no such thing. */
  readonly askIfThere: (request: RestRequest, signal: AbortSignal) => Promise<Json | undefined>;
}

export interface RestApiOptions extends AnswerWords {
  /** Where the API is, without a slash at its end. */
  readonly apiUrl: string;
  /** The header that lets the bot in. */
  readonly authorization: string;
  readonly now: () => Date;
  readonly wait: Wait;
  /** How long an answer may take: 30 s unless told. */
  readonly timeoutMs?: number;
}

const requestTimeoutMs = 30_000;

/** The longest wait that a run takes upon itself, and how often. */
const longestWaitMs = 60_000;
const waitsAtMost = 3;

/** What an answer may have: far more than a page of anything has. */
const maximumAnswerBytes = 8 * 1024 * 1024;

/** Sends requests to one host, obeys its rate limits and explains its failures. */
export function createRestApi(options: RestApiOptions): RestApi {
  const { id, host, now, wait } = options;
  const ask = async (request: RestRequest, signal: AbortSignal): Promise<Json> => {
    for (let waited = 0; ; waited += 1) {
      refuseStopped(options, signal);
      const { response, text } = await send(request, options, signal);
      if (response.ok && !options.refusedToken.includes(response.status)) return parse(text);
      const waitMs = rateLimitWaitMs(response, now());
      if (waitMs === undefined) throw explainAnswer(response.status, parse(text), options);
      if (waitMs > longestWaitMs || waited === waitsAtMost) {
        throw new Refusal(`${host} limits how often the bot may ask, and lets it in again later.`, {
          code: `${id}-rate-limited`,
          hint: `Try again in ${Math.ceil(Math.max(waitMs, 1) / 60_000)} min.`,
        });
      }
      await wait(waitMs, signal);
    }
  };
  return {
    ask,
    askIfThere: async (request, signal) => {
      try {
        return await ask(request, signal);
      } catch (error) {
        if (error instanceof Refusal && error.code === `${id}-not-found`) return undefined;
        throw error;
      }
    },
  };
}

async function send(
  { method = 'GET', path, query = {}, body }: RestRequest,
  options: RestApiOptions,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly text: string }> {
  const url = new URL(`${options.apiUrl}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const timed = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs ?? requestTimeoutMs)]);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        authorization: options.authorization,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // The token is for this host alone.
      redirect: 'manual',
      signal: timed,
    });
    return { response, text: await readText(response, options) };
  } catch (error) {
    refuseStopped(options, signal);
    throw error instanceof Refusal ? error : hostDown(options, error);
  }
}

async function readText(response: Response, { id, host }: RestApiOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumAnswerBytes) {
      throw new Refusal(`${host} answered with more than ${maximumAnswerBytes} bytes.`, { code: `${id}-down` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Something before the host, such as a proxy, may answer in HTML. */
function parse(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

function refuseStopped({ id, host }: RestApiOptions, signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new Refusal(`Work at ${host} was stopped before it was done.`, { code: `${id}-stopped` });
}
