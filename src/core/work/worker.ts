import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { isGone } from './instance-name.ts';
import type { LeasedWork, Work, WorkHandler, WorkStore } from './work.ts';

/** How long a piece of work is this instance's before it must be renewed. */
const leaseMs = 30_000;
const renewalMs = 10_000;
/** How often work is looked for that another instance left, or that has come due. */
const pollMs = 1000;
const maximumConcurrency = 16;
/** So far apart is work begun: to read and plan it takes a moment each, and questions are answered in between. */
const beginIntervalMs = 50;
/** How long stopping waits for what is running before it hands it over. */
const stopTimeoutMs = 5000;

export interface WorkerContext {
  readonly store: WorkStore;
  /** The name of this instance, unique among those on the database. */
  readonly instance: string;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Does due work, this instance's and what others left. */
export interface Worker extends Work {
  readonly start: () => void;
  /** Takes no more work, waits for what is running up to 5 s, then hands the rest over. */
  readonly stop: () => Promise<void>;
}

/** A worker on a store; several instances may share one. */
export function createWorker({ store, instance, now, logger, metrics }: WorkerContext): Worker {
  const handlers = new Map<string, WorkHandler>();
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let isStarted = false;
  let looking: Promise<void> | undefined;
  let wantsAnotherLook = false;
  let takingBack = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const perform = async (work: LeasedWork): Promise<void> => {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const renew = async (): Promise<void> => {
      try {
        if (!(await store.renew(work.key, instance, new Date(now().getTime() + leaseMs)))) lost.abort();
      } catch (error) {
        logger.warn({ error, key: work.key }, 'a lease could not be renewed');
      }
    };
    const renewal = setInterval(() => void renew(), renewalMs);
    const started = performance.now();
    try {
      const outcome = await handlerOf(handlers, work)(work, signal);
      if (outcome === 'done') await store.finish(work.key, instance);
      else await store.postpone(work.key, instance, outcome.dueAt);
    } catch (error) {
      if (signal.aborted) return;
      const dueAt = new Date(now().getTime() + retryDelayMs(work.attempts));
      logger.error(
        { error, key: work.key, kind: work.kind, attempts: work.attempts, dueAt },
        'work failed; it is tried again',
      );
      await store.postpone(work.key, instance, dueAt);
    } finally {
      clearInterval(renewal);
      metrics.observeSeconds(
        'work_duration_seconds',
        'Time a piece of work takes',
        (performance.now() - started) / 1000,
        {
          kind: work.kind,
        },
      );
    }
  };

  const run = (work: LeasedWork): void => {
    const done = perform(work)
      .catch((error: unknown) =>
        logger.error({ error, key: work.key }, 'work could not be put back; its lease ends by itself'),
      )
      .finally(() => {
        running.delete(work.key);
        look();
      });
    running.set(work.key, done);
  };

  const lookOnce = async (): Promise<void> => {
    const room = maximumConcurrency - running.size;
    if (room <= 0 || handlers.size === 0) return;
    const leaseUntil = new Date(now().getTime() + leaseMs);
    const taken = await store.lease([...handlers.keys()], instance, now(), leaseUntil, room);
    for (const work of taken) {
      // What was leased and not begun is released with the rest.
      if (stopping.signal.aborted) return;
      run(work);
      await pause(beginIntervalMs);
    }
  };

  /** What a process had that was killed here need not wait for its lease to end. */
  const takeBack = async (): Promise<void> => {
    try {
      for (const other of await store.instances())
        if (other !== instance && isGone(other)) await store.release(other, now());
    } catch (error) {
      logger.warn({ error }, 'leases of processes that are gone could not be ended; they end by themselves');
    }
  };

  function look(): void {
    if (!isStarted || stopping.signal.aborted) return;
    if (looking) {
      wantsAnotherLook = true;
      return;
    }
    looking = lookOnce()
      .catch((error: unknown) => logger.error({ error }, 'due work could not be read'))
      .finally(() => {
        looking = undefined;
        if (!wantsAnotherLook) return;
        wantsAnotherLook = false;
        look();
      });
  }

  return {
    add: async (item) => {
      const isNew = await store.add(item);
      look();
      return isNew;
    },
    put: async (item) => {
      await store.put(item);
      look();
    },
    handle: (kind, handler) => {
      if (handlers.has(kind)) throw new Error(`two handlers for work of the kind ${kind}`);
      handlers.set(kind, handler);
    },
    start: () => {
      isStarted = true;
      timer = setInterval(look, pollMs);
      takingBack = takeBack().finally(look);
    },
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await takingBack;
      await looking;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const bound = setTimeout(resolve, stopTimeoutMs);
      await Promise.race([Promise.all(running.values()), late]);
      clearTimeout(bound);
      await store.release(instance, now());
    },
  };
}

function handlerOf(handlers: ReadonlyMap<string, WorkHandler>, work: LeasedWork): WorkHandler {
  const handler = handlers.get(work.kind);
  if (!handler) throw new Error(`no handler for work of the kind ${work.kind}`);
  return handler;
}

/** 2 s after the first failure, twice as long after each, 10 minutes at most. */
function retryDelayMs(attempts: number): number {
  return Math.min(2 ** Math.min(attempts, 20) * 1000, 600_000);
}
