import { randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';

/** Something that Slack sent, over whichever connection. */
export interface EventToTake {
  readonly body: Json;
  /** Acknowledges it, with what is shown at once. */
  readonly ack: (response?: string | object) => Promise<void>;
  /** Which repetition it is, where Slack sends it again. */
  readonly retryNum?: number;
}

/**
 * Takes what Slack sent to the workspace that it is of. It never rejects; what it can't do anything with, it tells, and
 * `malformed` says that it is not acknowledged and would be the same when it is sent again.
 */
export type TakeEvent = (event: EventToTake) => Promise<'taken' | 'malformed'>;

/** Takes what is of one workspace. @throws what Bolt throws at what it can't read */
export type TakeInWorkspace = (event: Omit<EventToTake, 'body'> & { readonly body: JsonObject }) => Promise<void>;

export interface TakeEventParts {
  /** The workspace that a body is of; undefined where this bot is not in it. */
  readonly workspaceOf: (body: JsonObject) => Promise<TakeInWorkspace | undefined>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** See {@link TakeEvent}. */
export function createTakeEvent({ workspaceOf, logger, metrics }: TakeEventParts): TakeEvent {
  const malformed = (body: Json) => {
    logger.warn(fieldsOf(body), 'what Slack sent could not be read');
    metrics.count('slack_malformed_total', 'What Slack sent that could not be read');
    return 'malformed' as const;
  };

  return async ({ body, ack, ...event }) => {
    let isAcknowledged = false;
    const acknowledge: EventToTake['ack'] = async (response) => {
      isAcknowledged = true;
      await ack(response);
    };
    try {
      if (!isJsonObject(body) || !isReadable(body)) return malformed(body);
      if (body['type'] === 'app_rate_limited') {
        tellRateLimited(body, logger, metrics);
        await acknowledge();
        return 'taken';
      }
      const take = await workspaceOf(body);
      if (take) await take({ ...event, ack: acknowledge, body });
      else await refuseUnknown(body, acknowledge, logger);
    } catch (error) {
      logger.error({ ...fieldsOf(body), error }, 'what Slack sent could not be handled');
      metrics.count('slack_failed_total', 'What Slack sent that could not be handled');
      return isAcknowledged ? 'taken' : 'malformed';
    }
    // It is of no kind that anybody here listens to.
    return isAcknowledged ? 'taken' : malformed(body);
  };
}

/** What tells in the log which it was, with an id and without what somebody said. */
const fieldsOf = (body: Json) => ({
  faultId: randomBytes(4).toString('hex'),
  type: textAt(body, 'type'),
  keys: isJsonObject(body) ? Object.keys(body).slice(0, 20) : [],
});

/** Whether it is of a kind that Slack sends, with what every such kind has. */
function isReadable(body: JsonObject): boolean {
  if (body['type'] === 'app_rate_limited') return true;
  if (body['type'] === 'event_callback') return textAt(body, 'event', 'type') !== undefined;
  if (body['command'] !== undefined)
    return typeof body['command'] === 'string' && textAt(body, 'user_id') !== undefined;
  if (textAt(body, 'type') === undefined || textAt(body, 'user', 'id') === undefined) return false;
  return body['type'] !== 'block_actions' || jsonAt(body, 'actions') !== undefined;
}

/** Slack drops events of a workspace that has more than 30,000 in an hour: https://docs.slack.dev/apis/events-api#rate-limiting */
function tellRateLimited(body: JsonObject, logger: Logger, metrics: Metrics): void {
  metrics.count('slack_event_limits_total', 'Minutes of which Slack has dropped events');
  logger.warn(
    { team: textAt(body, 'team_id'), minute: jsonAt(body, 'minute_rate_limited') },
    'Slack drops events, since there were more than 30,000 in an hour: questions asked at that time are not answered',
  );
}

async function refuseUnknown(body: JsonObject, ack: EventToTake['ack'], logger: Logger): Promise<void> {
  logger.warn(
    { team: textAt(body, 'team_id') ?? textAt(body, 'team', 'id'), type: textAt(body, 'type') ?? 'command' },
    'something came from a workspace that the bot is not installed in',
  );
  await (body['command'] === undefined
    ? ack()
    : ack('Callboard does not know this workspace. Have an administrator install it here again.'));
}
