import type { JsonObject } from '#callboard/core/storage/json.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';

/** That the bot may do nothing in a workspace any more. */
export interface Leaving {
  readonly reason: 'app_uninstalled' | 'tokens_revoked';
  /** When it happened, in milliseconds. */
  readonly at: number;
}

/** What Slack says when the app is uninstalled, or the bot's token revoked; undefined for anything else. */
export function readLeaving(body: JsonObject): Leaving | undefined {
  const reason = textAt(body, 'event', 'type');
  const seconds = body['event_time'];
  const at = typeof seconds === 'number' ? seconds * 1000 : Number.POSITIVE_INFINITY;
  if (reason === 'app_uninstalled') return { reason, at };
  // Tokens of people, of which the bot has none, are revoked by themselves.
  const bots = jsonAt(body, 'event', 'tokens', 'bot');
  return reason === 'tokens_revoked' && Array.isArray(bots) && bots.length > 0 ? { reason, at } : undefined;
}
