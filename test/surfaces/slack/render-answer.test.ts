import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Button, Frame, Line, PressButton } from '#callboard/core/answers/answer.ts';
import { splitAnswer } from '#callboard/core/answers/split-answer.ts';
import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { renderAnswer, slackRoom } from '#callboard/surfaces/slack/render-answer.ts';
import { longAnswers } from '../../fixtures/long-answers.ts';

const noFrame: Frame = { buttons: [] };

/** The messages of an answer, a page each; Slack takes all of their blocks. */
function messagesOf(answer: Answer, frame = noFrame) {
  return splitAnswer(answer, slackRoom).map((page) => {
    const message = renderAnswer({ ...frame, answer: page }, standIn);
    expect(checkBlocks(message.blocks, 'message', '/blocks')).toEqual([]);
    return message;
  });
}

const blocksOf = (answer: Answer, frame?: Frame) => messagesOf(answer, frame).flatMap(({ blocks }) => blocks);

/** Every text at a key of that name, wherever it stands. */
function textsIn(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : textsIn(inner, key),
  );
}

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const card = (more: { title?: Line; lines?: readonly Line[]; buttons?: readonly Button[] }): Answer => ({
  kind: 'card',
  title: 'payments',
  lines: [],
  fields: [],
  buttons: [],
  ...more,
});

/** A button that asks for as many characters as Slack is to carry. */
const press = (label: string, length: number): PressButton => {
  const frame = JSON.stringify({ command: 'show', values: { name: '' } }).length;
  return { label, press: { command: 'show', values: { name: 'x'.repeat(length - frame) } } };
};

/** What an answer says, without what stands in buttons. */
const textOf = (answer: Answer): string =>
  textsIn(
    blocksOf(answer).filter(({ type }) => type !== 'actions'),
    'text',
  ).join('');

describe('buttons below an answer', () => {
  const rowsOf = (buttons: readonly Button[]) =>
    blocksOf(card({ buttons })).flatMap((block) => (block.type === 'actions' ? [block.elements] : []));

  it.each([
    [25, [25]],
    [26, [25, 1]],
    [60, [25, 25, 10]],
  ])('are all there, on as many pages as they need: %i of them in rows of %j', (count, rows) => {
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
    expect(textOf(card({ buttons }))).toBe(`payments\nRunbook: ${url}`);
  });

  it('and those of a choice have ids of their own, with those that stand with it', () => {
    const options = times(3, (index) => ({ label: `${index}`, press: { command: 'show', values: {} } }));
    const frame = { buttons: [{ label: 'Next', press: { command: 'turn-page', values: {} } }] };
    const ids = textsIn(blocksOf({ kind: 'choice', question: 'Which?', options }, frame), 'action_id');
    expect(ids).toEqual(['press:0', 'press:1', 'press:2', 'press:3']);
  });
});

describe('what an answer says', () => {
  it('is shown as it stands: no text of it is markup, a mention or an emoji of Slack’s', () => {
    const text = '*a* _b_ ~c~ `d` <!channel> <@U1> :x: &amp; <https://evil.example|docs>';
    for (const line of [text, { kind: 'strong', text }, { kind: 'code', text }] as const) {
      const blocks = blocksOf(card({ title: 'payments', lines: [line] }));
      expect(textsIn(blocks, 'text').join('')).toBe(`payments\n${text}`);
      expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
    }
  });

  it('is notified of in as many characters as an edited message may have, and no escape is cut', () => {
    for (const count of [10, 700, 5_000]) {
      for (const { text } of messagesOf(card({ lines: ['&<>'.repeat(count)] }))) {
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(text.replaceAll(/&(?:amp|lt|gt);/g, '')).toMatch(/^payments\s*…?$/);
      }
    }
  });

  it('leads nowhere else than a link says', () => {
    const shown = (text: string) => textOf(card({ lines: [{ kind: 'link', text, url: 'https://evil.example/x' }] }));
    expect(shown('docs')).toBe('payments\ndocs');
    expect(shown('evil.example/x')).toBe('payments\nevil.example/x');
    expect(shown('https://acme.example')).toBe('payments\nhttps://acme.example (https://evil.example/x)');
    expect(shown('docs.acme.example')).toBe('payments\ndocs.acme.example (https://evil.example/x)');
  });

  it('is a link only where a browser opens it as a page', () => {
    const line = { kind: 'link', text: 'docs', url: 'javascript:alert(1)' } as const;
    expect(JSON.stringify(blocksOf(card({ lines: [line] })))).not.toContain('javascript');
  });

  it('hides nothing and turns nothing: characters that take no room are left out', () => {
    expect(textOf(card({ lines: ['pay\u200bments \u202eexe.gnp\u202c 👩‍🚒'] }))).toBe('payments\npayments exe.gnp 👩‍🚒');
  });

  it('names people, and mentions who is paged alone', () => {
    const person = (notify: boolean) =>
      ({ kind: 'person', name: 'Jane Doe', accounts: { slack: 'U1' }, notify }) as const;
    expect(JSON.stringify(blocksOf(card({ lines: [person(false)] })))).not.toContain('U1');
    expect(JSON.stringify(blocksOf(card({ lines: [person(true)] })))).toContain('{"type":"user","user_id":"U1"}');
  });

  it.each([
    [5900, 1],
    [6100, 2],
    [30_000, 8],
  ])('is whole: a line of %i characters takes %i pages', (length, count) => {
    const answer = card({ lines: ['x'.repeat(length)] });
    expect(messagesOf(answer)).toHaveLength(count);
    expect(textOf(answer).replaceAll(/[^x]/g, '')).toHaveLength(length);
  });

  it.each([
    [10, 1],
    [11, 2],
    [45, 5],
  ])('lists %i things on %i pages, the buttons of the first five of each below it', (count, pages) => {
    const items = times(count, (index) => ({ title: `thing ${index}`, button: press(`Show ${index}`, 100) }));
    const messages = messagesOf({ kind: 'list', title: 'Things', items, omitted: 3, buttons: [] });
    expect(messages).toHaveLength(pages);
    expect(messages.map(({ text }) => text.includes('… and 3 more'))).toEqual(
      times(pages, (page) => page === pages - 1),
    );
    expect(textsIn(messages[0], 'action_id')).toHaveLength(5);
  });

  it.each([
    [20, 1],
    [21, 2],
  ])('offers %i options to choose from on %i pages', (count, pages) => {
    const options = times(count, (index) => ({ label: `${index}`, press: { command: 'show', values: {} } }));
    expect(messagesOf({ kind: 'choice', question: 'Which one?', options })).toHaveLength(pages);
  });

  it('has a form behind a button', () => {
    const form = {
      title: 'Make a thing',
      submitLabel: 'Make',
      pages: [{ id: '0', title: 'One', fields: [] }],
    } as const;
    const blocks = blocksOf({ kind: 'form', form, submit: { command: 'make', values: {} } });
    expect(blocks).toMatchObject([{ type: 'rich_text' }, { elements: [{ text: { text: 'Open the form' } }] }]);
  });
});

/** Slack says `msg_blocks_too_long` from some 12,000 characters on: https://github.com/slackapi/bolt-js/issues/2509 */
const longestBlocks = 12_000;

describe('an answer of any kind and length', () => {
  it('is within every limit of Slack’s, mentions nobody, and says in plain text what it says', () => {
    fc.assert(
      fc.property(longAnswers, (answer) => {
        for (const { text, blocks } of messagesOf(answer, { note: 'Shared by jane', buttons: [press('Share', 100)] })) {
          expect(blocks.length).toBeLessThanOrEqual(50);
          expect(text.length).toBeLessThanOrEqual(40_000);
          expect(text.trim()).not.toBe('');
          const addresses = textsIn(
            blocks.filter(({ type }) => type !== 'actions'),
            'url',
          );
          expect([...textsIn(blocks, 'text'), ...addresses].join('').length).toBeLessThanOrEqual(longestBlocks);
          expect(text).not.toMatch(/<[!@#]/);
          expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:broadcast|usergroup|user|channel|mrkdwn)"/);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is told from its first word to its last', () => {
    const words = times(3000, (index) => `word${index}`);
    const answer = card({
      title: words.slice(0, 1000).join(' '),
      lines: [words.slice(1000, 2000).join(' '), ...words.slice(2000)],
    });
    const said = textOf(answer);
    expect(words.filter((word) => !said.includes(word))).toEqual([]);
  });
});

describe('the sign before a refusal', () => {
  it.each([
    ['no-such-entity', 'mag'],
    ['not-understood', 'mag'],
    ['not-allowed', 'no_entry_sign'],
    ['nobody-to-page', 'no_entry_sign'],
  ])('for %s is %s: what was only not found is not forbidden', (code, sign) => {
    const [message] = messagesOf({ kind: 'refusal', code, message: 'There is none.' });
    expect(textsIn(message?.blocks, 'name')).toEqual([sign]);
  });
});
