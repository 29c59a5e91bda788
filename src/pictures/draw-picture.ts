import { Resvg } from '@resvg/resvg-js';
import type { Picture } from '#callboard/core/answers/picture.ts';
import { createMeasure, fontFamily, fontFiles } from './measure-text.ts';
import { planPicture } from './plan-picture.ts';
import { toSvg } from './to-svg.ts';

/** Twice as many points as pixels, for screens that have as many. */
const scale = 2;

let measure: ReturnType<typeof createMeasure> | undefined;

/** Draws a picture. @returns the bytes of a PNG @throws Error where nothing is in it */
export async function drawPicture(picture: Picture): Promise<Buffer> {
  if (picture.nodes.length === 0) throw new Error('nothing is in it');
  const measured = await (measure ??= createMeasure());
  const svg = toSvg(planPicture(picture, measured), picture.arrowWords[0], measured);
  return new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: fontFamily },
    fitTo: { mode: 'zoom', value: scale },
    logLevel: 'off',
  })
    .render()
    .asPng();
}
