import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { RefusalAnswer } from '#callboard/core/answers/answer.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { cut } from './escape-text.ts';

/** What a person is told when their event failed in the surface; `id` finds it in the log. */
export function fault(id: string): RefusalAnswer {
  return {
    kind: 'refusal',
    code: 'fault',
    message: 'Something went wrong on the way to the answer.',
    hint: `Try again; if it stays so, tell who runs this bot the number ${id}.`,
  };
}

/** What is logged of an error's message, in characters: Discord lists every part of a form that it refuses. */
const reasonLimit = 500;

/** Why something at Discord failed, in words for the log. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // discord.js gives a request up by aborting it.
  if (error.name === 'AbortError') return 'it does not answer';
  return cut(error.message, reasonLimit);
}

/** The path of a request without ids and without the token of an interaction or a webhook, which follows an id. */
function routeOf(url: string): string | undefined {
  return URL.parse(url)
    ?.pathname.replace(/^.*?\/v\d+(?=\/)/u, '')
    .replace(/^(\/(?:interactions|webhooks)\/[^/]+\/)[^/]+/u, '$1:token')
    .replaceAll(/\/\d+(?=\/|$)/gu, '/:id');
}

/**
 * An error as fields of a log line: a refusal in words; of Discord's own errors what happened to which kind of request,
 * since the rest of them, addresses and bodies, holds the tokens of interactions and what people typed.
 */
export function faultDetails(error: unknown): object {
  if (error instanceof Refusal) return { reason: error.message, code: error.code };
  if (error instanceof RateLimitError) {
    const { method, retryAfter, url } = error;
    return { reason: 'too many requests', method, route: routeOf(url), retryAfterMs: retryAfter };
  }
  if (error instanceof HTTPError) {
    const { method, status, url } = error;
    return { reason: reasonOf(error), method, route: routeOf(url), status };
  }
  if (error instanceof DiscordAPIError) {
    const { code, method, status, url } = error;
    return { reason: reasonOf(error), method, route: routeOf(url), status, code };
  }
  return { error };
}
