import { Refusal } from '../refusal.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { MessageStore, Outbox, StoredMessage } from './outbox.ts';
import type { Surface } from './surface.ts';

const leaseMs = 30_000;
/** How often messages are looked for that another instance left, or that are to be tried again. */
const pollMs = 1000;
const batchSize = 32;
/** A message is edited at most this often: platforms limit edits, and nobody reads faster. */
const editIntervalMs = 1000;
/** A message that could not be delivered for so long is given up. */
const patienceMs = 24 * 60 * 60 * 1000;

export interface DeliveryContext {
  readonly store: MessageStore;
  readonly surfaces: ReadonlyMap<string, Surface>;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The outbox, and the loop that empties it. */
export interface Delivery extends Outbox {
  readonly start: () => void;
  /** Delivers what is under way and stops. */
  readonly stop: () => Promise<void>;
}

/** Delivers messages of the store through the surfaces; several instances may share one store. */
export function createDelivery({ store, surfaces, now, logger, metrics }: DeliveryContext): Delivery {
  const editedAt = new Map<string, number>();
  let isStarted = false;
  let wantsAnotherLook = false;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const deliver = async (message: StoredMessage): Promise<void> => {
    const surface = surfaces.get(message.to.surface);
    const moment = now();
    if (message.notAfter && moment > message.notAfter)
      return store.abandoned(message.key, 'it came too late to be useful');
    if (!surface)
      return store.postponed(message.key, later(moment, 600_000), `${message.to.surface} is not connected here`);
    const mayEditAt = (editedAt.get(message.key) ?? 0) + editIntervalMs;
    if (message.posted !== undefined && moment.getTime() < mayEditAt) {
      setTimeout(look, mayEditAt - moment.getTime() + 1).unref();
      return store.postponed(message.key, new Date(mayEditAt), 'edited a moment ago');
    }
    try {
      const posted = await postOrEdit(surface, message);
      remember(editedAt, message.key, moment.getTime());
      await store.delivered(message.key, message.wanted, posted);
      metrics.count('messages_total', 'Messages by outcome', { surface: surface.id, outcome: 'delivered' });
    } catch (error) {
      metrics.count('messages_total', 'Messages by outcome', { surface: surface.id, outcome: 'failed' });
      await failed(message, error, moment);
    }
  };

  const failed = async (message: StoredMessage, error: unknown, moment: Date): Promise<void> => {
    const reason = error instanceof Error ? error.message : String(error);
    const delayMs = Math.min(2 ** Math.min(message.attempts, 20) * 1000, 300_000);
    if (error instanceof Refusal || message.attempts * delayMs > patienceMs) {
      logger.warn({ key: message.key, to: message.to, reason }, 'a message was given up');
      return store.abandoned(message.key, reason);
    }
    logger.warn({ key: message.key, to: message.to, reason, attempts: message.attempts }, 'a message is tried again');
    return store.postponed(message.key, later(moment, delayMs), reason);
  };

  const deliverDue = async (): Promise<void> => {
    do {
      wantsAnotherLook = false;
      const moment = now();
      const due = await store.lease(moment, later(moment, leaseMs), batchSize);
      await Promise.all(
        due.map((message) =>
          deliver(message).catch((error: unknown) =>
            logger.error({ error, key: message.key }, 'a delivery was not recorded'),
          ),
        ),
      );
      if (due.length === batchSize) wantsAnotherLook = true;
    } while (wantsAnotherLook && isStarted);
  };

  function look(): void {
    wantsAnotherLook = true;
    if (!isStarted || looking) return;
    looking = deliverDue()
      .catch((error: unknown) => logger.error({ error }, 'the outbox could not be read'))
      .finally(() => {
        looking = undefined;
        if (wantsAnotherLook) look();
      });
  }

  return {
    say: async (message) => {
      await store.put(message, now());
      look();
    },
    start: () => {
      isStarted = true;
      timer = setInterval(look, pollMs);
      look();
    },
    stop: async () => {
      clearInterval(timer);
      isStarted = false;
      await looking;
    },
  };
}

/** What was posted may be gone by the time it is edited: what there is to say is said all the same. */
async function postOrEdit(surface: Surface, { posted, to, answer }: StoredMessage): Promise<string> {
  if (posted === undefined) return surface.post(to, answer);
  try {
    return await surface.edit(posted, answer);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'message-gone') throw error;
    return surface.post(to, answer);
  }
}

const later = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);

/** Keeps the last 1,000 moments: what is older than that is edited again after more than a second anyway. */
function remember(moments: Map<string, number>, key: string, moment: number): void {
  moments.delete(key);
  moments.set(key, moment);
  const [oldest] = moments.keys();
  if (moments.size > 1000 && oldest !== undefined) moments.delete(oldest);
}
