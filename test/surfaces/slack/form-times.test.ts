import { afterEach, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Field } from '#callboard/core/forms/form.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const base = { kind: 'text', isRequired: true, isMultiline: false } as const;
const fields: readonly Field[] = [
  { ...base, name: 'date', label: 'Day', format: 'date', initial: '2026-11-30' },
  { ...base, name: 'time', label: 'Time', format: 'time', initial: '09:15:00Z' },
  { ...base, name: 'moment', label: 'Moment', format: 'date-time', initial: '2026-11-30T10:30:00Z' },
  { ...base, name: 'mail', label: 'Mail', format: 'email' },
  { ...base, name: 'page', label: 'Page', format: 'url' },
  { kind: 'number', name: 'count', label: 'Count', isRequired: true, isInteger: true },
];

/** A command with a field of each format; what was given is pushed onto `given`. */
const schedule = (given: object[]): Command => ({
  name: 'schedule',
  summary: 'Asks when',
  parameters: [],
  examples: [],
  phrases: [],
  effect: 'changes',
  isQuestion: ({ fromForm }) => !fromForm,
  run: async ({ fromForm, values }) => {
    const form = { title: 'When', submitLabel: 'Go', pages: [{ id: '0', title: 'When', fields }] } as const;
    if (!fromForm) return { answer: { kind: 'form', form, submit: { command: 'schedule', values: {} } } };
    given.push(values);
    return { answer: { kind: 'card', title: 'Scheduled', lines: [], fields: [], buttons: [] } };
  },
});

it('a day, a time, a moment, an address and a number are picked, and come as the formats of JSON Schema have them', async () => {
  const given: object[] = [];
  const { workspace, refused } = await startBot({ commands: [schedule(given)] });
  const person = workspace.as('U1');
  await person.slash('C1', '/schedule');
  const { id, content } = await workspace.nextView('U1');
  const shown = JSON.stringify(content);
  expect(shown).toContain('"initial_time":"09:15"');
  expect(shown).toContain(`"initial_date_time":${Date.UTC(2026, 10, 30, 10, 30) / 1000}`);
  expect(shown).toContain('The time is that of UTC.');
  const typed = {
    'field:date': { value: { date: '2026-12-24' } },
    'field:mail': { value: { text: 'ann@example.com' } },
    'field:page': { value: { text: 'https://example.com/' } },
    'field:count': { value: { text: '3' } },
  };
  expect(await person.submitView(id, typed)).toEqual({ outcome: 'closed' });
  await workspace.nextMessage(({ text }) => text.includes('Scheduled'));
  expect(given).toEqual([
    {
      date: '2026-12-24',
      time: '09:15:00Z',
      moment: '2026-11-30T10:30:00Z',
      mail: 'ann@example.com',
      page: 'https://example.com/',
      count: 3,
    },
  ]);
  expect(refused).toEqual([]);
});
