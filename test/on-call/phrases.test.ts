import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/core/commands/command.ts';
import { readSentence } from '../../src/core/commands/read-sentence.ts';
import { onCallPhrases, pagePhrases } from '../../src/on-call/phrases.ts';

const parameter = (name: string) => ({ name, description: name, isRequired: false });
const command = (name: string, phrases: readonly RegExp[], parameters: readonly string[]): Command => ({
  name,
  summary: name,
  parameters: parameters.map(parameter),
  examples: [],
  phrases,
  effect: 'reads',
  run: () => Promise.reject(new Error('only its phrases are read')),
});
const commands = [command('on-call', onCallPhrases, ['name']), command('page', pagePhrases, ['name', 'message'])];

const understood = (text: string) => {
  const read = readSentence(text, commands);
  return read && { command: read.command.name, ...read.values };
};

describe('asking who is on call', () => {
  test.each([
    'who is on call for payments',
    'Who is on call for payments?',
    'who’s on call for payments?',
    "who's on-call for the payments?",
    'whos oncall for payments',
    'who is currently on call for payments',
    'who is on call for payments right now?',
    'who is on call now for payments',
    'who is on call for payments tonight?',
    'who is on call at payments',
    'who is on duty for payments?',
    'who is the on-call person for payments?',
    'who is the on-call for payments?',
    'who is the on call engineer of payments?',
    'who has the pager for payments?',
    'who should I call for payments?',
    'is anybody on call for payments?',
    'on call payments',
    'on-call payments',
    'oncall for payments',
    'on call for payments please',
    'hey, can you tell me who is on call for payments?',
  ])('%s', (text) => {
    expect(understood(text)).toEqual({ command: 'on-call', name: 'payments' });
  });
  test.each(['who is on call', 'who is on call right now?'])('%s, of which nothing is said', (text) => {
    expect(understood(text)).toEqual({ command: 'on-call' });
  });
  test('a name of several words is taken whole', () => {
    expect(understood('who is on call for the billing api')).toEqual({ command: 'on-call', name: 'billing api' });
  });
});

describe('paging', () => {
  test.each([
    'page payments',
    'Page payments!',
    'please page payments',
    'can you page payments?',
    'could you please page payments',
    'page the owner of payments',
    'page the owners of payments',
    'page the team behind payments',
    'page whoever is on call for payments',
    'page whoever is on duty for payments',
    'page the on-call for payments',
    'page the on-call engineer for payments',
    'page on call for payments',
    'page someone about payments',
    'page somebody from payments',
    'page someone who owns payments',
    'call out payments',
    'call out the owner of payments',
    'call out whoever is on call for payments',
  ])('%s', (text) => {
    expect(understood(text)).toEqual({ command: 'page', name: 'payments' });
  });
  test.each([
    'page payments: it is down',
    'page payments - it is down',
    'page payments, it is down',
    'page payments because it is down',
    'page payments saying that it is down',
    'page payments saying "it is down"',
    'page payments and tell them it is down',
    'page payments with the message "it is down"',
    'page payments it is down',
    'page the owner of payments: it is down',
    'page whoever is on call for payments: it is down',
    'page the on-call for payments because it is down',
    'page someone about payments: it is down',
    'call out payments: it is down',
    'call out payments it is down',
  ])('%s', (text) => {
    expect(understood(text)).toEqual({ command: 'page', name: 'payments', message: 'it is down' });
  });
  test.each([
    ['page the billing api: 500s: everywhere', 'billing api', '500s: everywhere'],
    ['page component:default/pay-ments: it is down', 'component:default/pay-ments', 'it is down'],
    ['page payments about the outage', 'payments', 'the outage'],
  ])('%s', (text, name, message) => {
    expect(understood(text)).toEqual({ command: 'page', name, message });
  });
  test('a ref is a name', () => {
    expect(understood('page component:default/payments')).toEqual({
      command: 'page',
      name: 'component:default/payments',
    });
  });
});
