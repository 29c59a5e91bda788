import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Work } from '#callboard/core/work/work.ts';

export interface RefreshContext {
  readonly work: Work;
  readonly syncAll: (signal: AbortSignal) => Promise<void>;
  readonly syncOne: (sourceId: string, signal: AbortSignal) => Promise<void>;
  readonly refreshSeconds: number;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  readonly now: () => Date;
}

export interface RefreshWork {
  /** Sees to it that all sources are synced again and again; `atOnce` adds one time as soon as somebody is free. */
  readonly schedule: (atOnce: boolean) => Promise<void>;
  /** Has one source synced within seconds, however often that is asked for meanwhile. */
  readonly request: (sourceId: string) => Promise<void>;
  /** The same for all sources. */
  readonly requestAll: () => Promise<void>;
}

const kind = 'catalog.refresh';

/** What is asked for within this time is one sync, at its end: none is lost that is asked for during a sync. */
const requestWindowMs = 1000;

/** Instances that were started together, and bots of many, do not ask a host all at once. */
const jitterShare = 0.1;

/** Syncing as due work, so that of several instances one does it. */
export function refreshWork(context: RefreshContext): RefreshWork {
  const { work, syncAll, syncOne, refreshSeconds, random, now } = context;
  const next = () => {
    const share = 1 + jitterShare * (2 * random() - 1);
    return new Date(now().getTime() + refreshSeconds * 1000 * share);
  };
  const add = async (name: string, payload: Json) => {
    const window = Math.floor(now().getTime() / requestWindowMs) + 1;
    await work.add({ key: `${kind}:${name}:${window}`, kind, payload, dueAt: new Date(window * requestWindowMs) });
  };
  work.handle(kind, async ({ payload }, signal) => {
    const { sourceId, isOnce } = isJsonObject(payload) ? payload : {};
    if (typeof sourceId === 'string') {
      await syncOne(sourceId, signal);
      return 'done';
    }
    await syncAll(signal);
    return isOnce === true ? 'done' : { dueAt: next() };
  });
  return {
    schedule: async (atOnce) => {
      await work.add({ key: kind, kind, payload: {}, dueAt: next() });
      if (atOnce) await work.add({ key: `${kind}:at-start`, kind, payload: { isOnce: true }, dueAt: now() });
    },
    request: (sourceId) => add(sourceId, { sourceId }),
    requestAll: () => add('all', { isOnce: true }),
  };
}
