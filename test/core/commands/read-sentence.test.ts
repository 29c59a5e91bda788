import { describe, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { readLine } from '#callboard/core/commands/read-line.ts';
import { readSentence } from '#callboard/core/commands/read-sentence.ts';

const command = (name: string, phrases: RegExp[], more: Partial<Command> = {}): Command => ({
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
