import type { Records } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';

/** Slack sends an event again at once, after a minute and after five: https://docs.slack.dev/apis/events-api#retries */
const lifetimeMs = 15 * 60 * 1000;
/** So many are known without asking the database, at least. */
const mostRemembered = 5000;

/** Which events were taken, by whichever instance: one that is delivered twice is answered once. */
export interface Deliveries {
  /** Whether it was taken already: by this instance, or by any where Slack says that it sends it again. It never rejects. */
  readonly isRepeated: (eventId: string, retryNum: number) => Promise<boolean>;
  /** Says that it is taken. @returns false where another delivery of it was taken meanwhile. It never rejects. */
  readonly claim: (eventId: string) => Promise<boolean>;
}

/** Deliveries in the records of the surface. */
export function createDeliveries(records: Records, now: () => Date, logger: Logger): Deliveries {
  let [newer, older] = [new Set<string>(), new Set<string>()];
  const remember = (eventId: string): void => {
    newer.add(eventId);
    if (newer.size >= mostRemembered) [newer, older] = [new Set(), newer];
  };
  /** A question is rather answered twice than not at all. */
  const orElse = async (asked: Promise<boolean>, otherwise: boolean): Promise<boolean> => {
    try {
      return await asked;
    } catch (error) {
      logger.warn({ error }, 'whether an event of Slack was taken before is not known');
      return otherwise;
    }
  };
  const keyOf = (eventId: string): string => `event:${eventId}`;
  return {
    isRepeated: async (eventId, retryNum) => {
      if (newer.has(eventId) || older.has(eventId)) return true;
      if (retryNum === 0) return false;
      return orElse(
        records.get(keyOf(eventId)).then((record) => record !== undefined),
        false,
      );
    },
    claim: (eventId) => {
      remember(eventId);
      const expiresAt = new Date(now().getTime() + lifetimeMs);
      return orElse(records.compareAndSet(keyOf(eventId), undefined, true, expiresAt), true);
    },
  };
}
