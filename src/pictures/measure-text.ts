import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type FontMetrics, readFontMetrics } from './read-font.ts';

const require = createRequire(import.meta.url);
const fontFolder = require.resolve('dejavu-fonts-ttf/package.json').replace(/package\.json$/, 'ttf/');

/** The family's name, and the files of its two weights. */
export const fontFamily = 'DejaVu Sans';
export const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => fontFolder + name);

export type Weight = 'regular' | 'bold';

/** Texts in the font of the pictures. */
export interface Measure {
  /** The width of a text at a font size, both in pixels. */
  readonly width: (text: string, size: number, weight: Weight) => number;
  /** Whether the font has all letters of a text. */
  readonly canDraw: (text: string) => boolean;
}

/** Reads the fonts. @throws Error where they are not there */
export async function createMeasure(): Promise<Measure> {
  const [regular, bold] = await Promise.all(fontFiles.map(async (file) => readFontMetrics(await readFile(file))));
  if (!regular || !bold) throw new Error('a font has two weights');
  const fonts: Readonly<Record<Weight, FontMetrics>> = { regular, bold };
  return {
    width: (text, size, weight) =>
      Array.from(text).reduce((sum, character) => sum + (fonts[weight].widthOf(character) ?? 1), 0) * size,
    canDraw: (text) =>
      Array.from(text).every(
        (character) => !/\p{C}/u.test(character) && regular.widthOf(character) && bold.widthOf(character),
      ),
  };
}
