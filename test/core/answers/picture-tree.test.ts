import { expect, test } from 'vitest';
import type { Picture, PictureNode } from '#callboard/core/answers/picture.ts';
import { pictureTree } from '#callboard/core/answers/picture-tree.ts';

const node = (id: string, mark: PictureNode['mark'] = 'plain'): PictureNode => ({
  id,
  label: id.toUpperCase(),
  word: 'service',
  shape: 'box',
  mark,
});
const picture = (ids: string, arrows: readonly string[], omitted = 0): Picture => ({
  alt: 'Letters',
  nodes: Array.from(ids, (id, index) => node(id, index === 0 ? 'subject' : 'plain')),
  arrows: arrows.map(([from = '', to = '']) => ({ from, to })),
  arrowWords: ['needs', 'is needed by'],
  omitted,
});

test('a picture is two trees: along the arrows, and against them', () => {
  expect(pictureTree(picture('abcd', ['ab', 'bc', 'da']))).toEqual([
    'A needs:',
    '└─ B (service)',
    '   └─ C (service)',
    'A is needed by:',
    '└─ D (service)',
  ]);
});

test('what stands there twice leads on where it is nearest, and a circle ends', () => {
  expect(pictureTree(picture('abc', ['ab', 'ac', 'bc', 'cb']))).toEqual([
    'A needs:',
    '├─ B (service)',
    '│  └─ C (service) …',
    '└─ C (service)',
    '   └─ B (service) …',
  ]);
});

test('what has no room is counted, and a long tree is cut', () => {
  expect(pictureTree(picture('ab', ['ab'], 7)).at(-1)).toBe('… and 7 more');
  const letters = Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
  const arrows = Array.from(letters.slice(1), (letter) => `${letters[0]}${letter}`);
  expect(pictureTree(picture(letters, arrows))).toHaveLength(81);
});
