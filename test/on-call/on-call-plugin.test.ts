import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Answer, PersonSpan, Press } from '../../src/core/answers/answer.ts';
import { lineText, toPlainText } from '../../src/core/answers/plain-text.ts';
import type { Answered } from '../../src/core/commands/conversation.ts';
import type { BotOptions } from './bot.ts';
import { startBot } from './bot.ts';
import { component, group, unreachable, user } from './company.ts';

const rotation = (owner: string, people: string) => `
  - owner: ${owner}
    timeZone: Europe/Berlin
    start: 2026-01-05
    handover: "09:00"
    length: 1 week
    people: ${people}
`;

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-rotations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'on-call.yaml');
  await writeFile(path, text);
  return path;
}

const links = [
  { url: 'https://grafana.example.com/d/1', title: 'Dashboard' },
  { url: 'https://wiki.example.com/runbook', title: 'Runbook' },
  { url: 'mailto:payments@example.com', title: 'Mail' },
];
const entities = [
  component('checkout', 'payments', { title: 'Checkout', links }),
  component('ledger', 'books'),
  component('orphan', 'nobody'),
  component('gadget', 'user:zoe'),
  group('payments', { 'slack.com/channel': '#payments' }),
  group('books', { 'callboard.dev/lead': 'cy' }),
  group('web'),
  group('web-shop', {}, 'web'),
  group('empty'),
  group('quiet', { 'slack.com/channel': '#quiet' }),
  user('ada', ['payments']),
  user('ben', ['payments']),
  user('cy', ['books']),
  user('dee', ['web-shop']),
  user('eli', ['web-shop']),
  user('zoe'),
  unreachable('max'),
];

/** The bot with that company; payments has a rotation of Ada and Ben. */
const start = async (given: Partial<BotOptions> = {}) => {
  const rotations = [await file(`rotations:${rotation('payments', '[ada, ben]')}`)];
  return startBot({ entities, rotations, ...given });
};

const answered = (said: Answered | 'kept'): Answered => {
  if (said === 'kept') throw new Error('the answer comes through the outbox');
  return said;
};
const textOf = (said: Answered | 'kept') => toPlainText(answered(said).answer);

const titleOf = (answer: Answer) => (answer.kind === 'card' ? lineText(answer.title) : answer.kind);

/** Every person in an answer who is notified. */
function notified(answer: Answer): readonly string[] {
  if (answer.kind !== 'card') return [];
  const spans = [answer.title, ...answer.lines, ...answer.fields.map(({ value }) => value)].flat();
  const isPerson = (span: (typeof spans)[number]): span is PersonSpan =>
    typeof span === 'object' && span.kind === 'person';
  return spans.filter(isPerson).flatMap(({ name, notify }) => (notify ? [name] : []));
}

function pressOf(answer: Answer, label: string): Press {
  const button = answer.kind === 'card' ? answer.buttons.find((one) => one.label === label) : undefined;
  if (!button || !('press' in button)) throw new Error(`there is no button ${label}`);
  return button.press;
}

const isPage = (text: string) => text.startsWith('Page about');

describe('on-call', () => {
  test('tells who is on call for a component, until when in words and with the zone, and who is next', async () => {
    const bot = await start();
    const said = await bot.say('who is on call for checkout?');
    expect(answered(said).subject).toBe('component:default/checkout');
    expect(textOf(said)).toBe(
      [
        'On call for Checkout',
        'Now: Ada',
        'Until: Monday 12 January 2026, 09:00 (Europe/Berlin)',
        'Next: Ben until Monday 19 January 2026, 09:00 (Europe/Berlin)',
        'Owner: payments',
      ].join('\n'),
    );
  });
  test('tells whom one would reach instead where there is no rotation', async () => {
    const bot = await start();
    expect(textOf(await bot.say('who is on call for ledger?'))).toBe(
      [
        'Nobody is on call for ledger',
        'No rotation names anybody for books at this time.',
        'A page would reach Cy, who leads books.',
        'Owner: books',
      ].join('\n'),
    );
  });
  test('says so where nobody could be reached', async () => {
    const bot = await start();
    expect(textOf(await bot.say('who is on call for empty?'))).toContain('So a page would reach nobody.');
  });
  test('says that the person on call is not in the catalog, and whom a page would reach', async () => {
    const bot = await start({ rotations: [await file(`rotations:${rotation('books', '[ghost]')}`)] });
    const text = textOf(await bot.say('who is on call for books?'));
    expect(text).toContain('user:default/ghost, who is on call for books, is not in the catalog.');
    expect(text).toContain('A page would reach Cy, who leads books.');
    expect(bot.logged).toContain('the person on call is not in the catalog');
  });
  test('says that nothing has a name, and offers the nearest', async () => {
    const bot = await start();
    const { answer } = answered(await bot.say('who is on call for chekkouts-xyz?'));
    expect(answer).toMatchObject({
      kind: 'choice',
      question: expect.stringContaining('Nothing in the catalog is called'),
    });
  });
  test('asks back where several fit', async () => {
    const bot = await start({ entities: [...entities, component('payments', 'books')] });
    const { answer } = answered(await bot.say('who is on call for payments?'));
    if (answer.kind !== 'choice') throw new Error('it does not ask back');
    expect(
      answer.options.map(({ press }) => String(press.values['name'])).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['component:default/payments', 'group:default/payments']);
    const chosen = answer.options.find(({ press }) => press.values['name'] === 'group:default/payments');
    if (!chosen) throw new Error('the group is not offered');
    expect(textOf(await bot.press(chosen.press, 'UASKER'))).toContain('Now: Ada');
  });
  test('asks the sources in their order, and passes over one that fails', async () => {
    const failing = { id: 'broken', whoIsOnCall: () => Promise.reject(new Error('down')) };
    const second = {
      id: 'second',
      whoIsOnCall: async () => ({
        userRef: 'user:default/zoe',
        until: new Date('2026-01-07T00:00Z'),
        isOverride: false,
      }),
    };
    const bot = await start({ sources: [failing, second] });
    expect(textOf(await bot.say('who is on call for checkout?'))).toContain('Now: Ada');
    expect(textOf(await bot.say('who is on call for ledger?'))).toContain(
      'Now: Zoe\nUntil: Wednesday 7 January 2026, 00:00 (UTC)',
    );
    expect(bot.logged).toContain('a schedule could not be asked');
  });
});

describe('a page', () => {
  test('goes to who is on call, with subject, asker, message, links and a button, and is confirmed', async () => {
    const bot = await start();
    expect(await bot.say('page checkout: cards are refused', 'UZOE')).toBe('kept');
    const page = await bot.seen(isPage);
    expect(page.to).toEqual({ surface: 'slack', kind: 'person', personId: 'UADA' });
    expect(toPlainText(page.answer)).toBe(
      [
        'Page about Checkout',
        'Zoe says:',
        'cards are refused',
        'Ada: you are on call for payments until Monday 12 January 2026, 09:00 (Europe/Berlin).',
        'About: component:default/checkout',
        'Runbook: https://wiki.example.com/runbook',
        'Dashboard: https://grafana.example.com/d/1',
      ].join('\n'),
    );
    expect(notified(page.answer)).toEqual(['Ada']);
    const confirmation = await bot.seen((text) => text.startsWith('Paged'));
    expect(confirmation.to).toMatchObject({ kind: 'place', conversation: 'C1' });
    expect(titleOf(confirmation.answer)).toBe(
      'Paged Ada (on call for payments until Monday 12 January 2026, 09:00 (Europe/Berlin))',
    );
    expect(toPlainText(confirmation.answer)).toContain('Message: cards are refused');
    expect(notified(confirmation.answer)).toEqual([]);
  });
  test('goes to the lead, the members of groups below, the channel or the user, as there are', async () => {
    const bot = await start();
    await bot.say('page ledger');
    expect(titleOf((await bot.seen((text) => text.startsWith('Paged Cy'))).answer)).toBe('Paged Cy, who leads books');
    await bot.say('page web');
    expect(titleOf((await bot.seen((text) => text.startsWith('Paged Dee'))).answer)).toBe('Paged Dee and Eli, of web');
    await bot.say('page quiet');
    await bot.seen((text) => text.startsWith('Paged #quiet'));
    await bot.say('page gadget');
    await bot.seen((text) => text.startsWith('Paged Zoe'));
    await bot.seen((text, { to }) => isPage(text) && to.kind === 'place' && to.conversation === '#quiet');
    await bot.seen((text, { to }) => isPage(text) && to.kind === 'person' && to.personId === 'UELI');
    await bot.seen((text, { to }) => isPage(text) && to.kind === 'person' && to.personId === 'UZOE');
  });
  test.each([
    ['page empty', 'group:default/empty names no'],
    ['page max', 'Max has no chat account.'],
  ])('"%s" is refused, with the reasons and the remedy', async (text, reason) => {
    const bot = await start();
    await bot.say(text);
    const { answer } = await bot.seen((shown) => shown.startsWith('Nobody could be reached'));
    expect(answer).toMatchObject({ kind: 'refusal', code: 'nobody-to-page' });
    expect(toPlainText(answer)).toContain(reason.replace('group:default/', ''));
    expect(toPlainText(answer)).toMatch(/Give group:default\/empty a rotation|Annotate user:default\/max/);
  });
  test('about an owner that is not in the catalog is refused', async () => {
    const bot = await start();
    await bot.say('page orphan');
    const { answer } = await bot.seen((text) => text.startsWith('Nobody could be reached'));
    expect(toPlainText(answer)).toContain('group:default/nobody');
  });
  test('asks back where several fit, and keeps the message', async () => {
    const bot = await start({ entities: [...entities, component('payments', 'books')] });
    const { answer } = answered(await bot.say('page payments: help'));
    if (answer.kind !== 'choice') throw new Error('it does not ask back');
    expect(answer.options.map(({ press }) => press.values['message'])).toEqual(['help', 'help']);
  });
  test('is sent once where the same event comes twice', async () => {
    const bot = await start();
    await bot.say('page checkout', 'UZOE', 'one event');
    const confirmation = await bot.seen((text) => text.startsWith('Paged'));
    bot.clock.now = new Date('2026-01-14T12:00Z');
    await bot.say('page checkout', 'UZOE', 'one event');
    await bot.seen((_, message) => message === confirmation && message.history.length === 2);
    expect(titleOf(confirmation.answer)).toContain('Paged Ada');
    const pings = bot.shown.filter(({ answer }) => isPage(toPlainText(answer)));
    expect(pings.map(({ to }) => to)).toEqual([{ surface: 'slack', kind: 'person', personId: 'UADA' }]);
  });
});

describe('a page that the platform does not deliver', () => {
  const gone = ['UADA'];

  test('goes to whoever comes next, and whoever paged is told why', async () => {
    const bot = await start({ undeliverable: gone });
    await bot.say('page checkout: help', 'UZOE');
    const page = await bot.seen(isPage);
    expect(page.to).toMatchObject({ personId: 'UBEN' });
    expect(toPlainText(page.answer)).toContain('Ben: you are of payments, and neither');
    const told = await bot.seen((text) => text.startsWith('Paged Ben, of payments'));
    expect(told.to).toMatchObject({ kind: 'place', conversation: 'C1' });
    expect(toPlainText(told.answer)).toContain(
      'Ada, who is on call for payments, could not be reached: The account is gone.',
    );
    await bot.press(pressOf(page.answer, 'Acknowledge'), 'UBEN');
    await bot.seen((text) => text.includes('Ben acknowledged your page about Checkout'));
  });
  test('goes on to the channel where no member is reached', async () => {
    const bot = await start({ undeliverable: [...gone, 'UBEN'] });
    await bot.say('page checkout');
    const page = await bot.seen(isPage);
    expect(page.to).toMatchObject({ conversation: '#payments' });
    const told = await bot.seen((text) => text.startsWith('Paged #payments'));
    expect(toPlainText(told.answer)).toContain('None of the 2 members of payments could be reached.');
  });
  test('reaches nobody in the end, and whoever paged is told so', async () => {
    const bot = await start({ undeliverable: [...gone, 'UBEN', '#payments'] });
    await bot.say('page checkout');
    const told = await bot.seen((text) => text.startsWith('Your page about Checkout reached nobody'));
    expect(told.to).toMatchObject({ kind: 'place', conversation: 'C1' });
    expect(toPlainText(told.answer)).toContain('#payments, the channel of payments: The account is gone.');
    expect(toPlainText(told.answer)).toContain('Ask around: nobody was told.');
  });
  test('stays with those of several whom it does reach', async () => {
    const bot = await start({ undeliverable: ['UDEE'] });
    await bot.say('page web', 'UZOE');
    const page = await bot.seen(isPage);
    expect(page.to).toMatchObject({ personId: 'UELI' });
    await bot.press(pressOf(page.answer, 'Acknowledge'), 'UELI');
    await bot.seen((text) => text.includes('Eli acknowledged your page'));
    expect(bot.shown.filter(({ answer }) => toPlainText(answer).startsWith('Paged'))).toHaveLength(1);
  });
});

describe('acknowledging', () => {
  const paged = async () => {
    const bot = await start();
    await bot.say('page checkout: help', 'UZOE');
    const page = await bot.seen(isPage);
    return { bot, page, press: pressOf(page.answer, 'Acknowledge') };
  };

  test('is told where it was asked, is told to who did, and takes the button from the page', async () => {
    const { bot, page, press } = await paged();
    bot.clock.now = new Date('2026-01-06T12:45Z');
    await bot.press(press, 'UADA');
    const notice = await bot.seen((text) => text.includes('acknowledged your page'));
    expect(toPlainText(notice.answer)).toBe(
      'Ada acknowledged your page about Checkout, Tuesday 6 January 2026, 13:45 (Europe/Berlin).',
    );
    expect(notice.to).toEqual({ surface: 'slack', kind: 'place', conversation: 'C1' });
    await bot.seen((text) => text.startsWith('You acknowledged the page about Checkout'));
    await bot.seen((text) => isPage(text) && text.includes('Acknowledged by Ada'));
    expect(page.history).toHaveLength(2);
    expect(toPlainText(page.answer)).toContain('Acknowledged by Ada, Tuesday 6 January 2026, 13:45 (Europe/Berlin).');
    expect(() => pressOf(page.answer, 'Acknowledge')).toThrow('no button');
    expect(notified(page.answer)).toEqual([]);
  });
  test('second is told who was first, and changes nothing', async () => {
    const { bot, page, press } = await paged();
    // A message is edited a second after it was posted at the earliest.
    bot.clock.now = new Date('2026-01-06T12:01Z');
    await bot.press(press, 'UADA');
    await bot.seen((text) => isPage(text) && text.includes('Acknowledged by Ada'));
    await bot.press(press, 'UBEN');
    await bot.seen((text) => text.startsWith('Ada acknowledged the page about Checkout before you'));
    expect(toPlainText(page.answer)).toContain('Acknowledged by Ada');
    expect(bot.shown.filter(({ answer }) => toPlainText(answer).includes('your page'))).toHaveLength(1);
  });
  test('of a page from the command line is told to who did alone, since nobody waits there', async () => {
    const bot = await start();
    expect(textOf(await bot.ask('page checkout'))).not.toContain('You are told here');
    const page = await bot.seen(isPage);
    await bot.press(pressOf(page.answer, 'Acknowledge'), 'UADA');
    await bot.seen((text) => /^You acknowledged the page about Checkout, .* \(Europe\/Berlin\)\.$/.test(text));
  });
  test('a page that is not known is refused', async () => {
    const bot = await start();
    await bot.press({ command: 'acknowledge', values: { page: 'unknown' } }, 'UADA');
    const { answer } = await bot.seen((text) => text.startsWith('This page is not known'));
    expect(answer).toMatchObject({ kind: 'refusal', code: 'no-such-page' });
  });
  test('is reached by a button alone', async () => {
    const bot = await start();
    expect(bot.commands().find(({ name }) => name === 'acknowledge')?.isHidden).toBe(true);
  });
});

describe('rotations', () => {
  test('of the configuration go before the default, relative to its folder', async () => {
    const text = `rotations:${rotation('payments', '[zoe]')}`;
    const path = await file(text);
    const bot = await start({ configuration: { rotations: [path] } });
    expect(textOf(await bot.say('who is on call for checkout?'))).toContain('Now: Zoe');
  });
  test('that are broken are logged at start, and hold no other back', async () => {
    const text = `rotations:${rotation('books', '[cy]').replace('1 week', '1 fortnight')}${rotation('payments', '[ada]')}`;
    const path = await file(text);
    const bot = await start({ rotations: [path] });
    expect(bot.logged).toContain(
      `${path}:6:13: rotations[0].length must be a length such as 1 day, 3 days or 2 weeks.`,
    );
    expect(textOf(await bot.say('who is on call for checkout?'))).toContain('Now: Ada');
  });
  test('that are changed are followed within half a minute, without a restart', async () => {
    const path = await file(`rotations:${rotation('payments', '[ada]')}`);
    const bot = await start({ rotations: [path] });
    await writeFile(path, `rotations:${rotation('payments', '[ben]')}`);
    expect(textOf(await bot.say('who is on call for checkout?'))).toContain('Now: Ada');
    bot.clock.now = new Date(bot.clock.now.getTime() + 30_000);
    expect(textOf(await bot.say('who is on call for checkout?'))).toContain('Now: Ben');
  });
});

describe('the note on an owner', () => {
  test('names who is on call and until when', async () => {
    const bot = await start();
    const [note] = await Promise.all(bot.notes.map((say) => say('group:default/payments')));
    expect(note?.map(({ label, value }) => `${label}: ${lineText(value)}`)).toEqual([
      'On call: Ada until Monday 12 January 2026, 09:00 (Europe/Berlin)',
    ]);
  });
  test('is empty where nobody is on call', async () => {
    const bot = await start();
    expect(await Promise.all(bot.notes.map((say) => say('group:default/books')))).toEqual([[]]);
  });
});

describe('who is on call for my teams', () => {
  test('tells it for each team that the catalog has the asker in', async () => {
    const bot = await start();
    const mine = answered(await bot.say('who is on call for my team?', 'UBEN'));
    expect(toPlainText(mine.answer)).toMatch(/^On call for your teams\n• payments.*Ada.*until Monday 12 January/s);
    const others = answered(await bot.say('on-call mine', 'UCY'));
    expect(toPlainText(others.answer)).toContain('Nobody is on call.');
  });

  test('is refused in words to somebody whom the catalog does not know', async () => {
    const bot = await start();
    expect(answered(await bot.say('on-call mine', 'UNOBODY')).answer).toMatchObject({ code: 'not-linked' });
  });
});
