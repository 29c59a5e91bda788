import { describe, expect, it } from 'vitest';
import type { Button } from '#callboard/core/answers/answer.ts';
import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { renderAnswer } from '#callboard/surfaces/slack/render-answer.ts';

/** What the blocks below a card say and offer. */
const shownWith = (buttons: readonly Button[]) => {
  const { blocks } = renderAnswer({ kind: 'card', title: 'payments', lines: [], fields: [], buttons });
  expect(checkBlocks(blocks, 'message', '/blocks')).toEqual([]);
  const actions = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return { count: actions.length, text: JSON.stringify(blocks.filter(({ type }) => type === 'context')) };
};

const press = (label: string, length: number): Button => {
  const frame = JSON.stringify({ command: 'show', values: { name: '' } }).length;
  return { label, press: { command: 'show', values: { name: 'x'.repeat(length - frame) } } };
};

describe('buttons below an answer', () => {
  it('are all there where Slack takes them', () => {
    const buttons = Array.from({ length: 25 }, (_, index) => press(`Show ${index}`, 2000));
    expect(shownWith(buttons)).toEqual({ count: 25, text: '[]' });
  });

  it('are named in words where they are one too many', () => {
    const buttons = Array.from({ length: 26 }, (_, index) => press(`Show ${index}`, 100));
    const shown = shownWith(buttons);
    expect(shown.count).toBe(25);
    expect(shown.text).toContain('Show 25: does not fit a button of Slack');
  });

  it('are named in words where they carry more than Slack keeps', () => {
    expect(shownWith([press('Show', 2001)])).toMatchObject({ count: 0, text: expect.stringContaining('Show: does') });
  });

  it.each([
    ['over Slack’s limit', `https://acme.example/${'x'.repeat(2980)}`],
    ['that no browser opens', 'file:///etc/hosts'],
  ])('that lead to an address %s show it in words', (_, url) => {
    const shown = shownWith([{ label: 'Runbook', url }]);
    expect(shown.count).toBe(0);
    expect(shown.text).toContain(`Runbook: ${url.slice(0, 1000)}`);
  });
});
