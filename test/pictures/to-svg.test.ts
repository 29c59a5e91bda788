import { beforeAll, describe, expect, test } from 'vitest';
import { createMeasure, type Measure } from '#callboard/pictures/measure-text.ts';
import { planPicture } from '#callboard/pictures/plan-picture.ts';
import { toSvg } from '#callboard/pictures/to-svg.ts';
import type { Picture, PictureNode } from '#callboard/core/answers/picture.ts';
import { sampleNode, samplePicture } from './sample-picture.ts';

let measure: Measure;
beforeAll(async () => {
  measure = await createMeasure();
});
const draw = (picture: Picture) => toSvg(planPicture(picture, measure), picture.arrowWords[0], measure);

/** Relative luminance, by WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const shapes: readonly PictureNode['shape'][] = ['box', 'pill', 'cylinder', 'frame'];
const marks: readonly PictureNode['mark'][] = ['subject', 'plain', 'fading', 'missing'];

describe('a picture as SVG', () => {
  test.each(shapes.flatMap((shape) => marks.map((mark) => [shape, mark] as const)))(
    'a %s that is %s has text in a contrast of at least 4.5 to 1',
    (shape, mark) => {
      const svg = draw({ ...samplePicture([]), nodes: [sampleNode('payments', { shape, mark })] });
      const [, outline = ''] = svg.split('<g ');
      const fill = /fill="(#[0-9a-f]{6})"/.exec(outline)?.[1] ?? '';
      const texts = [...(outline.split('</g>')[0]?.matchAll(/<text[^>]*fill="(#[0-9a-f]{6})"/g) ?? [])].map(
        ([, color]) => color ?? '',
      );
      expect(texts).toHaveLength(2);
      for (const color of texts) expect(contrast(color, fill)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('stands on an opaque card of its own, on which its caption can be read', () => {
    const svg = draw(samplePicture());
    const [card = '', caption = ''] = [
      /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg)?.[1],
      /<text[^>]*fill="(#[0-9a-f]{6})">A → B/.exec(svg)?.[1],
    ];
    expect(svg.indexOf('<rect')).toBeLessThan(svg.indexOf('<g '));
    expect(contrast(card, caption)).toBeGreaterThanOrEqual(4.5);
    expect(svg).toContain('A → B: A needs B');
  });

  test('dashes what is deprecated, and nothing else', () => {
    expect(draw(samplePicture([sampleNode('old', { mark: 'fading' })]))).toContain('stroke-dasharray');
    expect(draw(samplePicture())).not.toContain('stroke-dasharray');
  });

  test('has no markup but its own, and leads nowhere', () => {
    const evil = '<image href="http://evil.example/x.png"/>&amp;"\'><script>';
    const svg = draw(samplePicture([sampleNode('x', { label: evil, word: '</text><a href="x">' })]));
    expect(svg).not.toMatch(/<image|<script|<a |href=["']/);
    expect(svg).toContain('&lt;image');
    expect(svg.match(/="[^"]*:\/\/[^"]*"/g)).toEqual(['="http://www.w3.org/2000/svg"']);
  });

  test('tells an arrow that closes a circle from the others, in colour and in words', () => {
    const picture = samplePicture();
    const circle = draw({ ...picture, arrows: [...picture.arrows, { from: 'ledger', to: 'payments' }] });
    expect(circle.match(/marker-end="url\(#back\)"/g)).toHaveLength(1);
    expect(circle).toContain('red: closes a circle');
    expect(draw(picture)).not.toMatch(/url\(#back\)|red/);
  });

  test('says how many are left out', () => {
    expect(draw({ ...samplePicture(), omitted: 1 })).toContain('1 more is left out');
    expect(draw({ ...samplePicture(), omitted: 12 })).toContain('12 more are left out');
  });
});
