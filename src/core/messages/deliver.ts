import { Refusal } from '../refusal.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { NotYet } from './not-yet.ts';
import { OutOfReach } from './out-of-reach.ts';
import { createPauses } from './pauses.ts';
import type { GivenUpHandler, MessageStore, Outbox, StoredMessage } from './outbox.ts';
import type { Surface } from './surface.ts';

/** What takes longer counts as failed, and is tried again. */
const deliveryTimeoutMs = 12_000;
/** Longer than a delivery may take, so that no other instance posts it too; short, since a page may wait for it after a crash. */
const leaseMs = 15_000;
/** How often messages are looked for that another instance left, or that are to be tried again. */
const pollMs = 1000;
/** So many messages are delivered at once; a slow one holds no other up. */
const maximumUnderWay = 32;
const longestDelayMs = 60_000;
/** How long stopping waits for what is under way; its lease ends by itself. */
const stopTimeoutMs = 3000;
/** A message is edited at most this often, by whichever instance: platforms limit edits, and nobody reads faster. */
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
  const underWay = new Set<Promise<void>>();
  const pauses = createPauses(now);
  const givenUpHandlers = new Map<string, GivenUpHandler>();
  let isStarted = false;
  let isLooking = false;
  let wantsAnotherLook = false;
  let timer: NodeJS.Timeout | undefined;

  const deliver = async (message: StoredMessage): Promise<void> => {
    const surface = surfaces.get(message.to.surface);
    const moment = now();
    if (message.notAfter && moment > message.notAfter) return giveUp(message, 'It could not be delivered in time.');
    if (!surface) return withoutSurface(message, moment);
    const pauseEnd = pauses.endOf(surface.id);
    if (pauseEnd) return store.putOff(message.key, pauseEnd, `${surface.id} is out of reach.`);
    try {
      const posted = await inTime(postOrEdit(surface, message), surface.id);
      await store.delivered(message.key, message.wanted, posted, later(moment, editIntervalMs));
      setTimeout(look, editIntervalMs).unref();
      metrics.count('messages_total', 'Messages by outcome', { surface: surface.id, outcome: 'delivered' });
    } catch (error) {
      const outcome = error instanceof NotYet ? 'put off' : 'failed';
      metrics.count('messages_total', 'Messages by outcome', { surface: surface.id, outcome });
      if (error instanceof NotYet) await store.putOff(message.key, later(now(), error.afterMs), error.message);
      else await failed(message, error, moment);
    }
  };

  const failed = async (message: StoredMessage, error: unknown, moment: Date): Promise<void> => {
    const reason = error instanceof Error ? error.message : String(error);
    const delayMs = Math.min(2 ** Math.min(message.attempts, 20) * 1000, longestDelayMs);
    const fields = { key: message.key, surface: message.to.surface, reason, attempts: message.attempts };
    if (error instanceof Refusal || message.attempts * delayMs > patienceMs) return giveUp(message, reason);
    logger.warn(fields, 'a message is tried again');
    const dueAt = error instanceof OutOfReach ? pauses.begin(message.to.surface, delayMs) : later(moment, delayMs);
    return store.postponed(message.key, dueAt, reason);
  };

  /** Whoever said it is told first: a crash in between tells them again, and none leaves them untold. */
  const giveUp = async ({ key, wanted, to, attempts }: StoredMessage, reason: string): Promise<void> => {
    logger.warn({ key, surface: to.surface, reason, attempts }, 'a message was given up');
    for (const [prefix, tell] of givenUpHandlers) if (key.startsWith(prefix)) await tell(key, reason);
    await store.abandoned(key, wanted, reason);
  };

  /** Another instance may have the surface; one that nobody has is waited for as long as a platform that is down. */
  const withoutSurface = (message: StoredMessage, moment: Date): Promise<void> => {
    const reason = `${message.to.surface} is not connected.`;
    const delayMs = Math.min(message.attempts * 2000, longestDelayMs);
    return message.attempts * delayMs > patienceMs
      ? giveUp(message, reason)
      : store.postponed(message.key, later(moment, delayMs), reason);
  };

  const begin = (message: StoredMessage): void => {
    const done = deliver(message)
      .catch((error: unknown) => logger.error({ error, key: message.key }, 'a delivery was not recorded'))
      .finally(() => {
        underWay.delete(done);
        look();
      });
    underWay.add(done);
  };

  const lookOnce = async (): Promise<void> => {
    const room = maximumUnderWay - underWay.size;
    if (room <= 0) return;
    const moment = now();
    for (const message of await store.lease(moment, later(moment, leaseMs), room)) begin(message);
  };

  function look(): void {
    if (!isStarted) return;
    if (isLooking) {
      wantsAnotherLook = true;
      return;
    }
    isLooking = true;
    const done = lookOnce()
      .catch((error: unknown) => logger.error({ error }, 'the outbox could not be read'))
      .finally(() => {
        underWay.delete(done);
        isLooking = false;
        if (!wantsAnotherLook) return;
        wantsAnotherLook = false;
        look();
      });
    underWay.add(done);
  }

  return {
    say: async (message) => {
      await store.put(message, now());
      look();
    },
    onGivenUp: (keyPrefix, handler) => void givenUpHandlers.set(keyPrefix, handler),
    start: () => {
      isStarted = true;
      timer = setInterval(look, pollMs);
      look();
    },
    stop: async () => {
      clearInterval(timer);
      isStarted = false;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const bound = setTimeout(resolve, stopTimeoutMs);
      // A look under way may still begin deliveries, which then are under way too.
      while (underWay.size > 0 && (await Promise.race([Promise.all(underWay), late])) !== undefined);
      clearTimeout(bound);
    },
  };
}

/** What was posted may be gone by the time it is edited: what there is to say is said all the same. */
async function postOrEdit(surface: Surface, { posted, to, answer }: StoredMessage): Promise<string> {
  const standing = posted ?? (to.kind === 'place' ? to.replaces : undefined);
  if (standing === undefined) return surface.post(to, answer);
  try {
    return await surface.edit(standing, answer);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'message-gone') throw error;
    return surface.post(to, answer);
  }
}

/** @throws OutOfReach where it takes too long; whether it was posted after all is then not known */
async function inTime<Result>(delivery: Promise<Result>, surface: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new OutOfReach(`${surface} did not answer in time`, true)), deliveryTimeoutMs);
  try {
    return await Promise.race([delivery, late]);
  } finally {
    clearTimeout(timer);
  }
}

const later = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);
