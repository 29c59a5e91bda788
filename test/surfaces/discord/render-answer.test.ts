import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Press } from '#callboard/core/answers/answer.ts';
import { splitAnswer } from '#callboard/core/answers/split-answer.ts';
import { pressId } from '#callboard/surfaces/discord/press-id.ts';
import { discordRoom, pressesOf, renderAnswer } from '#callboard/surfaces/discord/render-answer.ts';
import { createRequestCheck, fieldsOf } from '../../fixtures/discord/check-request.ts';
import { buttonsOf, selectsOf, textOf } from '../../fixtures/discord/shown.ts';
import { longAnswers } from '../../fixtures/long-answers.ts';

const check = createRequestCheck();
const press = (name: string): Press => ({ command: 'show', values: { name } });

/** The rendered message, which Discord's description lets pass. */
function render(answer: Answer) {
  const message = fieldsOf(JSON.parse(JSON.stringify(renderAnswer(answer))));
  expect(check('POST', '/channels/1/messages', message)).toEqual([]);
  return message;
}

const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('render-answer', () => {
  it('a card is a heading, its lines, its fields and its buttons', () => {
    const message = render({
      kind: 'card',
      title: 'payments',
      lines: ['Takes money', [{ kind: 'strong', text: 'Live' }, ' since ', { kind: 'code', text: '2024' }]],
      fields: [{ label: 'Docs', value: { kind: 'link', text: 'read', url: 'https://docs.example.com/a' } }],
      buttons: [
        { label: 'Repository', url: 'https://git.example.com/payments' },
        { label: 'Page', press: { command: 'page', values: { target: 'payments' } }, style: 'danger' },
      ],
    });
    expect(textOf(message)).toBe(
      '### payments\nTakes money\n**Live** since `2024`\n**Docs**: [read](https://docs.example.com/a)',
    );
    expect(buttonsOf(message)).toEqual([
      { label: 'Repository', id: 'undefined', url: 'https://git.example.com/payments' },
      { label: 'Page', id: 'p1 ["page",{"target":"payments"}]', url: undefined },
    ]);
  });

  it('a list is an item a line, with the number of those left out', () => {
    const items = [{ title: 'payments', detail: 'team-a' }, { title: 'billing' }];
    const message = render({ kind: 'list', title: 'Found', items, omitted: 12, buttons: [] });
    expect(textOf(message)).toBe('### Found\n- payments — team\\-a\n- billing\n… and 12 more'.replace('\\-', '-'));
  });

  it('a list that is longer than a message counts what does not fit', () => {
    const items = many(300, (index) => ({ title: `component ${index}`, detail: 'x'.repeat(40) }));
    const text = textOf(render({ kind: 'list', title: 'Found', items, omitted: 5, buttons: [] }));
    const shown = text.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(text.endsWith(`… and ${300 - shown + 5} more`)).toBe(true);
    expect(shown).toBeGreaterThan(50);
  });

  it('up to 25 options are buttons, with their details in words', () => {
    const options = many(25, (index) => ({
      label: `one ${index}`,
      detail: `detail ${index}`,
      press: press(`${index}`),
    }));
    const message = render({ kind: 'choice', question: 'Which one?', options });
    expect(buttonsOf(message)).toHaveLength(25);
    expect(textOf(message)).toContain('Which one?\n**one 0** — detail 0\n');
  });

  it('more than 25 options are selects of 25', () => {
    const options = many(60, (index) => ({ label: `one ${index}`, press: press(`${index}`) }));
    const selects = selectsOf(render({ kind: 'choice', question: 'Which one?', options }));
    expect(selects.map((select) => select.options.length)).toEqual([25, 25, 10]);
    expect(selects[2]?.options[9]?.['value']).toBe('p59 ["show",{"name":"59"}]');
  });

  it('of more than 125 options the rest is counted', () => {
    const options = many(130, (index) => ({ label: `one ${index}`, press: press(`${index}`) }));
    expect(textOf(render({ kind: 'choice', question: 'Which one?', options }))).toBe('Which one?\n… and 5 more');
  });

  it('progress shows where each step stands', () => {
    const text = textOf(
      render({
        kind: 'progress',
        title: 'Creating shop',
        status: 'running',
        steps: [
          { name: 'Fetch', status: 'done' },
          { name: 'Publish', status: 'failed', detail: 'the name is taken' },
          { name: 'Register', status: 'waiting' },
        ],
        lines: ['Started by Ada'],
        buttons: [],
      }),
    );
    expect(text).toBe('### 🔵 Creating shop\n✅ Fetch\n❌ Publish — the name is taken\n⚪ Register\nStarted by Ada');
  });

  it('a refusal is its message and what to do', () => {
    expect(textOf(render({ kind: 'refusal', code: 'no', message: 'There is no shop.', hint: 'Look for it.' }))).toBe(
      'There is no shop.\nLook for it.',
    );
  });

  it('a form without a person to fill it is a button that asks for it', () => {
    const form = {
      title: 'New service',
      submitLabel: 'Create',
      pages: [{ id: '0', title: 'One', fields: [] }],
    } as const;
    const message = render({ kind: 'form', form, submit: { command: 'create', values: { template: 'node' } } });
    expect(buttonsOf(message)).toEqual([{ label: 'Fill in', id: 'p0 ["create",{"template":"node"}]', url: undefined }]);
  });

  it('a person is notified only where told so, and by the account alone', () => {
    const person = (id: string, notify: boolean) =>
      ({ kind: 'person', name: 'Ada', accounts: { discord: id }, notify }) as const;
    const lines = [
      [person('2000000000000000002', true)],
      [person('2000000000000000003', false)],
      [person('everyone', true)],
    ];
    const message = render({ kind: 'card', title: 'On call', lines, fields: [], buttons: [] });
    expect(textOf(message)).toBe('### On call\n<@2000000000000000002>\n<@2000000000000000003>\nAda');
    expect(message['allowed_mentions']).toEqual({ parse: [], users: ['2000000000000000002'], replied_user: false });
  });

  it.each([
    [
      '@everyone <@&123> <#1> <@2000000000000000002>',
      '\\@everyone \\<\\@&123\\> \\<\\#1\\> \\<\\@2000000000000000002\\>',
    ],
    ['[log in](https://evil.example)', '\\[log in\\]\\(https\\://evil.example\\)'],
    [
      '**bold** _it_ ~~no~~ ||spoiler|| `code`',
      '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\|\\|spoiler\\|\\| \\`code\\`',
    ],
    ['> quote', '\\> quote'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['one\n# two', 'one \\# two'],
    ['gpj\u202Eexe', 'gpjexe'],
    ['back\\slash', 'back\\\\slash'],
  ])('the text %j formats nothing, links nowhere and pings nobody', (text, expected) => {
    const message = render({ kind: 'card', title: 'A', lines: [text], fields: [], buttons: [] });
    expect(textOf(message)).toBe(`### A\n${expected}`);
    expect(message['allowed_mentions']).toEqual({ parse: [], users: [], replied_user: false });
  });

  it.each([
    [
      { text: 'https://bank.example', url: 'https://evil.example/' },
      'https\\://bank.example (<https://evil.example/>)',
    ],
    [{ text: 'https://bank.example/', url: 'https://bank.example/' }, '<https://bank.example/>'],
    [{ text: 'a](b) [c', url: 'https://x.example/(1)' }, '[a\\]\\(b\\) \\[c](https://x.example/%281%29)'],
    [{ text: 'run', url: 'javascript:alert(1)' }, 'run'],
    [
      { text: 'a](https://evil.example) [b', url: 'https://x.example/(1)' },
      'a\\]\\(https\\://evil.example\\) \\[b (<https://x.example/%281%29>)',
    ],
  ])('the link %j does not disguise where it leads', (link, expected) => {
    const message = render({ kind: 'card', title: 'A', lines: [{ kind: 'link', ...link }], fields: [], buttons: [] });
    expect(textOf(message)).toBe(`### A\n${expected}`);
  });

  it('code stays code whatever is in it', () => {
    const lines = [[{ kind: 'code', text: 'a`@everyone`b' } as const]];
    expect(textOf(render({ kind: 'card', title: 'A', lines, fields: [], buttons: [] }))).toBe('### A\n`aˋ@everyoneˋb`');
  });

  it('a button whose address is none of the web becomes a line', () => {
    const buttons = [{ label: 'Open', url: 'file:///etc/passwd' }];
    const message = render({ kind: 'card', title: 'A', lines: [], fields: [], buttons });
    expect(buttonsOf(message)).toEqual([]);
    expect(textOf(message)).toBe('### A\nOpen: `file:///etc/passwd`');
  });

  it('texts and buttons beyond the limits are cut where one sees it', () => {
    const lines = many(20, () => '<@everyone>'.repeat(400));
    const fields = many(30, (index) => ({ label: `label ${index} ${'x'.repeat(200)}`, value: 'y'.repeat(2000) }));
    const buttons = many(30, (index) => ({ label: `button ${index} ${'z'.repeat(100)}`, press: press(`${index}`) }));
    const message = render({ kind: 'card', title: 'x'.repeat(3000), lines, fields, buttons });
    expect(textOf(message)).toMatch(/… and \d+ more$/u);
    expect(buttonsOf(message)).toHaveLength(25);
    expect(buttonsOf(message)[0]?.label).toHaveLength(80);
  });

  it('an answer of any kind and length is told page by page, each as Discord takes it, and pings nobody', () => {
    const turn = { label: 'Next', press: { command: 'turn-page', values: { of: 'x'.repeat(32), number: 2 } } };
    const frame = { note: 'Page 1 of 2', buttons: [turn, turn, turn] };
    fc.assert(
      fc.property(longAnswers, (answer) => {
        for (const page of splitAnswer(answer, discordRoom)) {
          const message = fieldsOf(JSON.parse(JSON.stringify(renderAnswer(page, false, frame))));
          expect(check('POST', '/channels/1/messages', message)).toEqual([]);
          expect(textOf(message).length).toBeLessThanOrEqual(4000);
          expect(textOf(message)).not.toMatch(/… and \d+ more buttons/u);
          expect(message['allowed_mentions']).toMatchObject({ parse: [], users: [] });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a press that is longer than an id of Discord is named by a key, the same each time', () => {
    const long = press('x'.repeat(200));
    const buttons = [{ label: 'Show', press: long }];
    const answer: Answer = { kind: 'card', title: 'A', lines: [], fields: [], buttons };
    const [button] = buttonsOf(render(answer));
    expect(button?.id).toBe(pressId(long, 0));
    expect(button?.id).toMatch(/^k0 [\w-]{32}$/u);
    expect(pressesOf({ answer, buttons: [] })).toEqual([long]);
  });
});
