import { describe, expect, it, test } from 'vitest';
import type { Command, Phrase } from '#callboard/core/commands/command.ts';
import { readLine } from '#callboard/core/commands/read-line.ts';
import { readCommandLine, readSentence } from '#callboard/core/commands/read-sentence.ts';

const command = (name: string, phrases: readonly Phrase[], more: Partial<Command> = {}): Command => ({
  name,
  summary: name,
  parameters: [{ name: 'name', description: 'A name', isRequired: true }],
  examples: [],
  phrases,
  effect: 'reads',
  run: () => Promise.reject(new Error('not run')),
  ...more,
});

const whoOwns = command('who-owns', [/^who owns (?<name>.+)$/i]);
const whereIs = command('where-is', [/^where is (?<name>.+)$/i, /^where is the api for (?<name>.+)$/i]);
const find = command('find', [/^find (?<name>.+)$/i], { catchAll: 'name' });
const page = command('page', [/^page (?<name>\S+): (?<message>.+)$/i], {
  parameters: [
    { name: 'name', description: 'Who', isRequired: true },
    { name: 'message', description: 'What', isRequired: false },
  ],
});
/** A parameter that knows two names. */
const known = {
  name: 'name',
  description: 'A name',
  isRequired: true,
  nameAtStart: (line: string) => /^"?payments(?: api)?\b"?/.exec(line)?.[0],
};
const table = [whoOwns, whereIs, find, page];
const read = (text: string) => {
  const understood = readSentence(text, table);
  return understood && { command: understood.command.name, ...understood.values };
};

describe('readSentence', () => {
  it.each([
    ['who owns payments', { command: 'who-owns', name: 'payments' }],
    ['Who owns payments?', { command: 'who-owns', name: 'payments' }],
    ['hey, can you tell me who owns payments please?', { command: 'who-owns', name: 'payments' }],
    ['so who   owns\npayments !?', { command: 'who-owns', name: 'payments' }],
    ['who owns "the big one"?', { command: 'who-owns', name: 'the big one' }],
    ['who-owns payments', { command: 'who-owns', name: 'payments' }],
    ['/who-owns payments', { command: 'who-owns', name: 'payments' }],
    ['page payments: checkout is down', { command: 'page', name: 'payments', message: 'checkout is down' }],
    ['page payments checkout is down', { command: 'page', name: 'payments', message: 'checkout is down' }],
  ])('takes %j as %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('prefers the phrase that names more words itself', () => {
    expect(read('where is the API for billing?')).toEqual({ command: 'where-is', name: 'billing' });
  });

  it('tries a sentence that no phrase fits as a name', () => {
    expect(read('payments api')).toEqual({ command: 'find', name: 'payments api' });
  });

  it('understands nothing in nothing', () => {
    expect(readSentence('  ?! ', table)).toBeUndefined();
  });
});

describe('a sentence with slips', () => {
  test.each([
    ['wo owns payments', { command: 'who-owns', name: 'payments' }],
    ['who ownss payments', undefined],
    ['wher is the api for billing', { command: 'where-is', name: 'billing' }],
    ['fidn invoices', { command: 'find', name: 'invoices' }],
    ['who onws wehre', { command: 'who-owns', name: 'wehre' }],
    ['who owns 4 payments', { command: 'who-owns', name: '4 payments' }],
    ['greet 4 payments', undefined],
    ['hwo owns payments', { command: 'who-owns', name: 'payments' }],
    ['fine invoices', undefined],
    ['pages payments: it is down', undefined],
  ])('%j is understood as %j', (text, expected) => {
    expect(read(text)).toEqual(expected ?? { command: 'find', name: text });
  });

  it('is mended where its name as it stands is not known, by as many letters as possible', () => {
    const show = command('show', [/^who is (?<name>.+)$/i], { parameters: [known] });
    const onCall = command('on-call', [/^who is on call for (?<name>.+)$/i], { parameters: [known] });
    const understood = readSentence('who is on cal for payments', [show, onCall]);
    expect([understood?.command.name, understood?.values]).toEqual(['on-call', { name: 'payments' }]);
  });
});

describe('a sentence that breaks off before the name', () => {
  test.each([
    ['who owns', 'who-owns'],
    ['wo owns', 'who-owns'],
    ['where is', 'where-is'],
  ])('%s asks for %s', (text, name) => {
    expect(read(text)).toEqual({ command: name });
  });

  it('is known by a name that is none', () => {
    const show = command('show', [/^who is (?<name>.+)$/i], { parameters: [known] });
    const onCall = command('on-call', [/^who is on call for (?<name>.+)$/i], { parameters: [known] });
    const understood = readSentence('who is on call for', [show, onCall]);
    expect([understood?.command.name, understood?.values]).toEqual(['on-call', {}]);
  });

  it('is no search for a word that is by itself', () => {
    expect(read('who')).toEqual({ command: 'find', name: 'who' });
  });

  it('may name what nobody can see', () => {
    const owns = command('who-owns', [/^who owns (?<name>.+)$/i], { parameters: [known] });
    expect(readSentence('who owns this?', [owns])).toMatchObject({ values: {} });
  });
});

describe('a name of several words before another value', () => {
  const call = command('page', [/^page (?<name>\S+) (?<message>.+)$/i, /^page (?<name>.+)$/i], {
    parameters: [known, { name: 'message', description: 'What', isRequired: false }],
  });

  test.each([
    ['page payments api is slow', 'payments api', 'is slow'],
    ['page "payments api" is slow', 'payments api', 'is slow'],
    ['page payments', 'payments', undefined],
    ['page payments api', 'payments api', undefined],
    ['page spaceship is slow', 'spaceship', 'is slow'],
  ])('is known in %j', (text, name, message) => {
    const expected = { name, ...(message === undefined ? {} : { message }) };
    expect(readSentence(text, [call])?.values).toEqual(expected);
    expect(readCommandLine(call, text.slice('page '.length))).toEqual(expected);
  });

  it('is parted from it by what people write between', () => {
    expect(readLine(call, 'payments: it is down')).toEqual({ name: 'payments', message: 'it is down' });
    expect(readLine(call, 'payments - it is down')).toEqual({ name: 'payments', message: 'it is down' });
    expect(readLine(call, '<https://x.example|a b> it is down')).toEqual({
      name: '<https://x.example|a b>',
      message: 'it is down',
    });
  });
});

describe('a phrase', () => {
  it('may make its values of its groups', () => {
    const owned: Phrase = {
      pattern: /^what does (?<owner>.+) own$/i,
      values: ({ owner = '' }) => ({ name: `of ${owner}` }),
    };
    expect(readSentence('what does the team own', [command('find', [owned])])?.values).toEqual({ name: 'of the team' });
  });
});

describe('a command’s line', () => {
  it('may be put as a sentence, unless it begins with a known name', () => {
    const owns = command('who-owns', [/^who owns (?<name>.+)$/i, /^(?<name>.+) owner$/i], { parameters: [known] });
    expect(readCommandLine(owns, 'who owns payments')).toEqual({ name: 'payments' });
    expect(readCommandLine(owns, 'payments owner')).toEqual({ name: 'payments' });
    expect(readCommandLine(owns, 'spaceship owner')).toEqual({ name: 'spaceship owner' });
    expect(readCommandLine(owns, '')).toEqual({});
  });
});

describe('readLine', () => {
  it('takes words in quotes as one, and the rest of the line last', () => {
    expect(readLine(page, '"team payments"  it is down  now')).toEqual({
      name: 'team payments',
      message: 'it is down  now',
    });
    expect(readLine(whoOwns, 'payments api')).toEqual({ name: 'payments api' });
    expect(readLine(whoOwns, '  ')).toEqual({});
  });
});
