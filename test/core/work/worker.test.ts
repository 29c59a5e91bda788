import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { instanceName } from '#callboard/core/work/instance-name.ts';
import type { WorkStore } from '#callboard/core/work/work.ts';
import { createWorker, type Worker } from '#callboard/core/work/worker.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

let now = new Date('2026-03-01T12:00:00Z');
let started: StartedCore;
let worker: Worker;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  started = await startCore({ now: () => now });
});
afterEach(async () => {
  await worker.stop();
  await started.stop();
  vi.useRealTimers();
});

const startWorker = (store: WorkStore) => {
  worker = createWorker({ store, instance: 'one', now: () => now, logger: started.logger, metrics: createMetrics() });
  return worker;
};
const later = (ms: number) => new Date(now.getTime() + ms);

it('ends work whose lease another instance has by now, and leaves that alone', async () => {
  const { work } = started.store;
  const { promise: taken, resolve: take } = Promise.withResolvers<AbortSignal>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { handle, add, start } = startWorker(work);
  handle('long', async (_work, signal) => {
    take(signal);
    await once(signal, 'abort');
    end();
    signal.throwIfAborted();
    return 'done';
  });
  await add({ key: 'a', kind: 'long', payload: {}, dueAt: now });
  start();
  const signal = await taken;
  now = later(31_000);
  expect(await work.lease(['long'], 'two', now, later(30_000), 1)).toMatchObject([{ key: 'a', attempts: 2 }]);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(10_000);
  await ended;
  await worker.stop();
  expect(await work.renew('a', 'two', later(30_000))).toBe(true);
  expect(started.logger.lines).toEqual([]);
});

it('keeps the lease of work that takes long', async () => {
  const { work } = started.store;
  const { promise: taken, resolve: take } = Promise.withResolvers<AbortSignal>();
  const { promise: renewed, resolve: note } = Promise.withResolvers<boolean>();
  const { promise: finish, resolve: finishIt } = Promise.withResolvers<'done'>();
  const renew: WorkStore['renew'] = async (...asked) => {
    const isKept = await work.renew(...asked);
    note(isKept);
    return isKept;
  };
  const { handle, add, start } = startWorker({ ...work, renew });
  handle('long', (_work, signal) => {
    take(signal);
    return finish;
  });
  await add({ key: 'a', kind: 'long', payload: {}, dueAt: now });
  start();
  const signal = await taken;
  now = later(20_000);
  vi.advanceTimersByTime(10_000);
  expect(await renewed).toBe(true);
  now = later(20_000);
  expect(await work.lease(['long'], 'two', now, later(30_000), 1)).toEqual([]);
  expect(signal.aborted).toBe(false);
  finishIt('done');
  await worker.stop();
  expect(await work.renew('a', 'one', now)).toBe(false);
});

it('does work once more that is put again while it is being done', async () => {
  const taken: number[] = [];
  const { promise: again, resolve } = Promise.withResolvers<void>();
  const { handle, put, start } = startWorker(started.store.work);
  const item = { key: 'a', kind: 'short', payload: {}, dueAt: now };
  handle('short', async ({ attempts }) => {
    taken.push(attempts);
    if (taken.length === 1) await put(item);
    else resolve();
    return 'done';
  });
  await put(item);
  start();
  await again;
  await worker.stop();
  expect(taken).toEqual([1, 1]);
  expect(await started.store.work.lease(['short'], 'two', later(60_000), later(90_000), 1)).toEqual([]);
});

it('takes at once what a process had that is gone from this machine, and leaves the others theirs', async () => {
  const { work } = started.store;
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const nameOf = (pid: number) => instanceName('x').replace(`|${process.pid}|`, `|${pid}|`);
  for (const [key, instance] of [
    ['of-gone', nameOf(gone)],
    ['of-living', nameOf(process.ppid)],
    ['of-elsewhere', 'somewhere else|1|x'],
  ] as const) {
    await work.add({ key, kind: 'short', payload: {}, dueAt: now });
    await work.lease(['short'], instance, now, later(30_000), 1);
  }
  const taken: string[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const { handle, start } = startWorker(work);
  handle('short', async ({ key }) => {
    taken.push(key);
    resolve();
    return 'done';
  });
  start();
  await done;
  await worker.stop();
  expect(taken).toEqual(['of-gone']);
  expect(await work.instances()).toHaveLength(2);
});

it('begins one piece of work after the other, so that many at once leave time to answer in between', async () => {
  const { work } = started.store;
  const begun: number[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const { handle, start } = startWorker(work);
  handle('short', async () => {
    begun.push(performance.now());
    if (begun.length === 3) resolve();
    return 'done';
  });
  for (const key of ['a', 'b', 'c']) await work.add({ key, kind: 'short', payload: {}, dueAt: now });
  start();
  await done;
  const [first = 0, second = 0, third = 0] = begun;
  // Timers may be a millisecond early.
  expect(Math.min(second - first, third - second)).toBeGreaterThan(45);
});
