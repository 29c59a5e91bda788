import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMarkdown, root } from './markdown.ts';

it('each dependency has its line that says why it is one, and no line is about another', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  const lines = readMarkdown('docs/decisions/0001-dependencies.md').prose.matchAll(/^- ((?:`[^`]+`(?:, )?)+):/gm);
  const named = [...lines].flatMap(([, list = '']) => list.replaceAll('`', '').split(', '));
  expect(named.toSorted()).toEqual(names.toSorted());
});
