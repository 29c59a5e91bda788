import { Worker } from 'node:worker_threads';
import type { Picture } from '#callboard/core/answers/picture.ts';

/** A picture that takes longer is given up: whoever asked waits for the text. */
const drawingTimeoutMs = 4000;
/** The thread ends after so long without work: fonts and layout take some 70 MB while it lives. */
const idleMs = 30_000;
/** More pictures than these are not waited for. */
const waitingLimit = 20;
/** What a thread may use for a layout, in MiB. */
const memoryLimitMb = 128;

/** Draws pictures in a thread of their own, which is started when it is needed. */
export interface Painter {
  /**
   * Draws a picture as a PNG.
   * @throws Error where it takes longer than 4 s, or can't be drawn
   */
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
}

interface Job {
  readonly picture: Picture;
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

type Drawn = { readonly png: Uint8Array } | { readonly reason: string };

/** A painter that has no thread until the first picture, and none any more some time after the last. */
export function createPainter(): Painter {
  const waiting: Job[] = [];
  let current: Job | undefined;
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(timer);
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
  };

  const settle = (outcome: Uint8Array | Error): void => {
    clearTimeout(timer);
    const job = current;
    current = undefined;
    if (outcome instanceof Error) job?.reject(outcome);
    else job?.resolve(outcome);
    next();
  };

  const start = (): Worker => {
    const started = new Worker(new URL('draw-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 16 },
    });
    // The thread is no reason to keep the process.
    started.unref();
    started.on('message', (drawn: Drawn) => {
      // What was given up says nothing any more.
      if (worker !== started) return;
      settle('png' in drawn ? drawn.png : new Error(`the picture could not be drawn: ${drawn.reason}`));
    });
    started.on('error', (error) => {
      if (worker !== started) return;
      worker = undefined;
      settle(new Error('the thread that draws pictures failed', { cause: error }));
    });
    return started;
  };

  const next = (): void => {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      timer = setTimeout(end, idleMs).unref();
      return;
    }
    clearTimeout(timer);
    worker ??= start();
    worker.postMessage(current.picture);
    timer = setTimeout(() => {
      end();
      settle(new Error(`the picture took longer than ${drawingTimeoutMs} ms`));
    }, drawingTimeoutMs);
  };

  return {
    draw: (picture) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= waitingLimit) {
          reject(new Error('too many pictures are being drawn'));
          return;
        }
        waiting.push({ picture, resolve, reject });
        next();
      }),
  };
}
