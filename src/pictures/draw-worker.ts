import { parentPort } from 'node:worker_threads';
import type { Picture } from '#callboard/core/answers/picture.ts';
import { drawPicture } from './draw-picture.ts';

/** The thread in which pictures are drawn: a picture comes in, its PNG or the reason why there is none goes out. */
parentPort?.on('message', async (picture: Picture) => {
  try {
    parentPort?.postMessage({ png: await drawPicture(picture) });
  } catch (error) {
    parentPort?.postMessage({ reason: error instanceof Error ? error.message : String(error) });
  }
});
