import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Work } from '#callboard/core/work/work.ts';

export interface RefreshContext {
  readonly work: Work;
  readonly sync: (signal: AbortSignal) => Promise<void>;
  readonly refreshSeconds: number;
  readonly now: () => Date;
}

const kind = 'catalog.refresh';

/** Syncing again and again as due work, so that of several instances one does it. */
export function refreshWork({ work, sync, refreshSeconds, now }: RefreshContext): {
  /** Sees to it that it goes on; `atOnce` adds one sync as soon as somebody is free. */
  readonly schedule: (atOnce: boolean) => Promise<void>;
} {
  const next = () => new Date(now().getTime() + refreshSeconds * 1000);
  work.handle(kind, async ({ payload }, signal) => {
    await sync(signal);
    return isJsonObject(payload) && payload['isOnce'] === true ? 'done' : { dueAt: next() };
  });
  return {
    schedule: async (atOnce) => {
      await work.add({ key: kind, kind, payload: {}, dueAt: next() });
      if (atOnce) await work.add({ key: `${kind}:at-start`, kind, payload: { isOnce: true }, dueAt: now() });
    },
  };
}
