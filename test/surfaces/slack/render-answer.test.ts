import { describe, expect, it } from 'vitest';
import type { Answer, Button, Line } from '#callboard/core/answers/answer.ts';
import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { renderAnswer } from '#callboard/surfaces/slack/render-answer.ts';

/** The blocks of an answer, all of which Slack takes. */
function blocksOf(answer: Answer) {
  const { blocks } = renderAnswer(answer, standIn);
  expect(checkBlocks(blocks, 'message', '/blocks')).toEqual([]);
  return blocks;
}

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const card = (more: { lines?: readonly Line[]; buttons?: readonly Button[] }): Answer => ({
  kind: 'card',
  title: 'payments',
  lines: [],
  fields: [],
  buttons: [],
  ...more,
});

/** A button that asks for as many characters as Slack is to carry. */
const press = (label: string, length: number): Button => {
  const frame = JSON.stringify({ command: 'show', values: { name: '' } }).length;
  return { label, press: { command: 'show', values: { name: 'x'.repeat(length - frame) } } };
};

describe('buttons below an answer', () => {
  const rowsOf = (buttons: readonly Button[]) =>
    blocksOf(card({ buttons })).flatMap((block) => (block.type === 'actions' ? [block.elements] : []));

  it.each([
    [25, [25]],
    [26, [25, 1]],
    [60, [25, 25, 10]],
  ])('are all there: %i of them in rows of %j', (count, rows) => {
    const buttons = times(count, (index) => press(`Show ${index}`, 100));
    expect(rowsOf(buttons).map(({ length }) => length)).toEqual(rows);
  });

  it.each([
    [2000, /^\{"command":"show"/],
    [2001, /^long-text:/],
  ])('carry what they ask for in %i characters, or what stands in for it', (length, value) => {
    expect(rowsOf([press('Show', length)])).toMatchObject([[{ value: expect.stringMatching(value) }]]);
  });

  it.each([
    ['x'.repeat(75), 'x'.repeat(75)],
    ['x'.repeat(76), `${'x'.repeat(74)}…`],
    ['', '–'],
  ])('are called %j as %j', (label, shown) => {
    expect(rowsOf([press(label, 100)])).toMatchObject([[{ text: { text: shown } }]]);
  });

  const longest = `https://acme.example/${'x'.repeat(2979)}`;
  it('open an address of 3,000 characters', () => {
    expect(rowsOf([{ label: 'Runbook', url: longest }])).toMatchObject([[{ url: longest }]]);
  });

  it.each([`${longest}x`, 'file:///etc/hosts'])('that can’t open an address tell it in words', (url) => {
    const buttons = [{ label: 'Runbook', url }];
    expect(rowsOf(buttons)).toEqual([]);
    expect(textOf(card({ buttons }))).toBe(`*payments*\nRunbook: ${url}`);
  });
});

/** What an answer says, block by block, without the line breaks. */
const textOf = (answer: Answer): string =>
  blocksOf(answer)
    .flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []))
    .join('\n')
    .replaceAll(/(x)\n(?=x)/g, '$1');

describe('what an answer says', () => {
  it.each([
    [2989, 1],
    [2990, 2],
    [7000, 4],
  ])('is whole: a line of %i characters below a title takes %i blocks', (length, count) => {
    const answer = card({ lines: ['x'.repeat(length)] });
    expect(blocksOf(answer)).toHaveLength(count);
    expect(textOf(answer)).toBe(`*payments*\n${'x'.repeat(length)}`);
  });

  it('is cut in no escape and no link', () => {
    const link: Line = { kind: 'link', text: 'docs', url: 'https://acme.example/docs' };
    const answer = card({ lines: times(70, () => ['x'.repeat(2950), '&&', link]) });
    for (const block of blocksOf(answer)) {
      if (block.type === 'section') expect(block.text?.text).not.toMatch(/&(?!amp;)|<[^>]*$/);
    }
  });

  it('is as much as a message has blocks, and it is told that there is more', () => {
    const blocks = blocksOf(card({ lines: times(60, () => 'x'.repeat(2000)) }));
    expect(blocks).toHaveLength(50);
    expect(JSON.stringify(blocks.at(-1))).toContain('… and more');
  });

  it.each([
    [48, 49, undefined],
    [49, 50, '… and 1 more'],
  ])('offers %i options to choose from in %i blocks', (count, blockCount, more) => {
    const options = times(count, (index) => ({ label: `${index}`, press: { command: 'show', values: {} } }));
    const blocks = blocksOf({ kind: 'choice', question: 'Which one?', options });
    expect(blocks).toHaveLength(blockCount);
    const last = blocks.at(-1);
    expect(last?.type === 'context' ? JSON.stringify(last) : undefined).toEqual(more && expect.stringContaining(more));
  });

  it('has a form behind a button', () => {
    const form = {
      title: 'Make a thing',
      submitLabel: 'Make',
      pages: [{ id: '0', title: 'One', fields: [] }],
    } as const;
    const blocks = blocksOf({ kind: 'form', form, submit: { command: 'make', values: {} } });
    expect(blocks).toMatchObject([{ type: 'section' }, { elements: [{ text: { text: 'Open the form' } }] }]);
  });
});
