import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { RefusalAnswer } from '#callboard/core/answers/answer.ts';

/** What a person is told when their event failed in the surface; `id` finds it in the log. */
export function fault(id: string): RefusalAnswer {
  return {
    kind: 'refusal',
    code: 'fault',
    message: 'Something went wrong on the way to the answer.',
    hint: `Try again; if it stays so, tell who runs this bot the number ${id}.`,
  };
}

/** An error as fields of a log line. Of Discord's own only what it says: the rest holds addresses with tokens. */
export function faultDetails(error: unknown): object {
  if (error instanceof RateLimitError) return { reason: error.message, retryAfterMs: error.retryAfter };
  if (error instanceof HTTPError) return { reason: error.message, status: error.status, method: error.method };
  if (!(error instanceof DiscordAPIError)) return { error };
  return { reason: error.message, code: error.code, status: error.status, method: error.method };
}
