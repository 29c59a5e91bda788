import { parentPort } from 'node:worker_threads';
import type { Picture } from '#callboard/core/answers/picture.ts';
import { drawPicture } from './draw-picture.ts';

/** The thread in which pictures are drawn: a picture comes in, its PNG or the reason why there is none goes out. */
parentPort?.on('message', (picture: Picture) => {
  drawPicture(picture).then(
    (png) => parentPort?.postMessage({ png }),
    (error: unknown) => parentPort?.postMessage({ reason: error instanceof Error ? error.message : String(error) }),
  );
});
