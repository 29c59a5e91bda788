import { expect, test } from 'vitest';
import { whose } from '#callboard/core/commands/whose.ts';

const asker = { surface: 'slack', personId: 'U1', name: 'Ada' };

test.each([
  [{ asker }, 'Your latest runs'],
  [{ asker, seen: 'in-place' }, 'Your latest runs'],
  [{ asker, seen: 'by-everyone' }, 'Latest runs of Ada'],
  [{ asker: { surface: 'slack', personId: 'U1' }, seen: 'by-everyone' }, 'Latest runs of whoever shared this'],
] as const)('the title of what is the asker’s own says so to them alone: %j', (invocation, title) => {
  expect(whose('latest runs', invocation)).toBe(title);
});
