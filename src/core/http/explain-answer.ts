import { Refusal } from '../refusal.ts';
import type { Json } from '../storage/records.ts';
import { redact } from '../text/redact.ts';

/** What telling a vendor's failures in words takes. */
export interface AnswerWords {
  /** Codes begin with it: `gitea-not-found`. */
  readonly id: string;
  /** As messages name it. */
  readonly host: string;
  /** May appear in no message. */
  readonly token: string;
  /** The environment variable that the token comes from. */
  readonly tokenVariable: string;
  /** What the token needs, as sentences. */
  readonly permissions: string;
  /** What the host answers to a token that is none: 401, and what it has of its own. */
  readonly refusedToken: readonly number[];
  /** The host's own words in an answer that is a failure. */
  readonly messageOf: (body: Json) => string;
}

/** A limit without a time of its own has passed by then. */
const unnamedWaitMs = 60_000;

const shownCharacters = 300;

/**
 * How long a host asks to wait before the request is sent again, in milliseconds: by `Retry-After`, in seconds, as every
 * host of ours writes it, else by the moment when the limit ends, which GitLab writes without the usual `x-`.
 * @see https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers
 * @returns undefined where the answer is not about a rate limit
 */
export function rateLimitWaitMs(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  now: Date,
): number | undefined {
  const retryAfterSeconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  if (status !== 429 && (status !== 503 || Number.isNaN(retryAfterSeconds))) return undefined;
  if (!Number.isNaN(retryAfterSeconds)) return retryAfterSeconds * 1000;
  const resetsAt = Number.parseInt(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? '', 10);
  return Number.isNaN(resetsAt) ? unnamedWaitMs : Math.max(0, resetsAt * 1000 - now.getTime());
}

/** A host that gave no answer, or none that makes sense. */
export function hostDown({ id, host }: Pick<AnswerWords, 'id' | 'host'>, cause?: unknown): Refusal {
  return new Refusal(
    `${host} cannot be reached, or does not answer as it should.`,
    { code: `${id}-down`, hint: 'Check that the host is up and its address right, and try again.' },
    { cause },
  );
}

/**
 * Turns an answer that is a failure into one sentence for a person. The codes that end in `not-found`, `conflict` and
 * `request-refused` are answers that callers know what to do with.
 */
export function explainAnswer(status: number, body: Json, words: AnswerWords): Refusal {
  if (status >= 500) return hostDown(words);
  const [code, happened, hint] = meaningOf(status, words);
  const said = redact(words.messageOf(body), [words.token])
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .slice(0, shownCharacters);
  return new Refusal(`${words.host} ${happened}${said === '' ? '' : `: ${said}`}.`, {
    code: `${words.id}-${code}`,
    ...(hint !== undefined && { hint }),
  });
}

function meaningOf(
  status: number,
  { refusedToken, tokenVariable, permissions }: AnswerWords,
): readonly [code: string, happened: string, hint?: string] {
  if (refusedToken.includes(status)) {
    return ['token-refused', 'refused the token', `Put a valid one in ${tokenVariable}. ${permissions}`];
  }
  if (status === 403) return ['forbidden', 'does not allow the bot to do that', permissions];
  // Of what was renamed a host tells the new address; under the old one there is nothing.
  if (status === 404 || (status >= 300 && status < 400)) {
    return ['not-found', 'knows no such thing, or does not show it to the bot', permissions];
  }
  if (status === 409) return ['conflict', 'says that this does not fit what is there'];
  return ['request-refused', 'refused the request'];
}
