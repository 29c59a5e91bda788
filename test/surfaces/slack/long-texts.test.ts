import { afterEach, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Field, Option } from '#callboard/core/forms/form.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const command = (name: string, run: Command['run'], more: Partial<Command> = {}): Command => ({
  name,
  summary: `Tries ${name}`,
  parameters: [],
  examples: [name],
  phrases: [],
  effect: 'reads',
  run,
  ...more,
});

const longName = 'n'.repeat(300);
const longValue = (index: number) => `${index}-${'v'.repeat(200)}`;
const options: readonly Option[] = Array.from({ length: 101 }, (_, index) => ({
  label: `Size ${index}`,
  value: longValue(index),
}));

/** A command whose form has what Slack's ids and values can't hold; what was given is pushed onto `given`. */
const stretch = (given: object[]): Command =>
  command(
    'stretch',
    async ({ values }) => {
      if (values['few'] !== undefined) {
        given.push(values);
        return { answer: { kind: 'card', title: 'Stretched', lines: [], fields: [], buttons: [] } };
      }
      const base = { label: 'Size', isRequired: true };
      const fields: readonly Field[] = [
        { ...base, kind: 'choice', name: 'few', options: options.slice(0, 3) },
        { ...base, kind: 'choice', name: 'many', options },
        { ...base, kind: 'choices', name: 'several', options },
        { ...base, kind: 'lookup', name: longName, lookup: 'sizes', filter: '' },
      ];
      const form = { title: 'Stretch', submitLabel: 'Go', pages: [{ id: '0', title: 'All', fields }] } as const;
      return { answer: { kind: 'form', form, submit: { command: 'stretch', values: {} } } };
    },
    { effect: 'changes', isQuestion: ({ values }) => values['few'] === undefined },
  );

it('a form gives back whole what is too long for Slack', async () => {
  const given: object[] = [];
  const sizes = async () => [{ label: 'Looked up', value: longValue(7) }];
  const { workspace, refused } = await startBot({ commands: [stretch(given)], lookups: { sizes } });
  const person = workspace.as('U1');
  await person.slash('C1', '/stretch');
  const view = await workspace.nextView('U1');
  const few = JSON.stringify(view.content).match(/long-text:[\w-]+/)?.[0] ?? '';
  const { options: many } = await person.suggest(view, 'lookup:many', 'size 100');
  const { options: several } = await person.suggest(view, 'lookup:several', '');
  const blocks = JSON.stringify(view.content);
  const longBlock = /field:(long-text:[\w-]+)/.exec(blocks)?.[1] ?? '';
  const { options: looked } = await person.suggest(view, `lookup:${longBlock}`, '');
  expect(several).toHaveLength(100);
  const submitted = await person.submitView(view.id, {
    'field:few': { value: { option: few } },
    'field:many': { 'lookup:many': { option: many[0] ?? null } },
    'field:several': { 'lookup:several': { options: several.slice(1, 3) } },
    [`field:${longBlock}`]: { [`lookup:${longBlock}`]: { option: looked[0] ?? null } },
  });
  expect(submitted).toMatchObject({ outcome: 'closed' });
  await workspace.nextMessage(({ text: shown }) => shown.includes('Stretched'));
  expect(given).toEqual([
    { few: longValue(0), many: longValue(100), several: [longValue(1), longValue(2)], [longName]: longValue(7) },
  ]);
  expect(refused).toEqual([]);
});

it('a button asks for all that it was given, however long', async () => {
  const offer = command('offer', async () => {
    const press = { command: 'greet', values: { name: 'y'.repeat(2500) } };
    return { answer: { kind: 'card', title: 'Offered', lines: [], fields: [], buttons: [{ label: 'Greet', press }] } };
  });
  const { workspace, refused } = await startBot({ commands: [offer] });
  const person = workspace.as('U1');
  await person.slash('C1', '/offer');
  await person.click(await workspace.nextMessage(({ text }) => text === 'Offered'), 'press:0');
  const greeted = await workspace.nextMessage(({ text }) => text.startsWith('Hello'));
  expect(JSON.stringify(greeted.blocks).match(/y/g)?.length).toBeGreaterThan(2500);
  expect(refused).toEqual([]);
});

it('a button whose text is kept no longer says so to whoever presses it', async () => {
  const { workspace, core, store } = await startBot();
  const press = { command: 'greet', values: { name: 'y'.repeat(2500) } };
  const answer = { kind: 'card', title: 'Old', lines: [], fields: [], buttons: [{ label: 'Greet', press }] } as const;
  await core.additions.surfaces.get('slack')?.post({ surface: 'slack', kind: 'place', conversation: 'C1' }, answer);
  const message = await workspace.nextMessage(({ text }) => text === 'Old');
  const records = store.records.namespace('slack');
  for (const key of (await records.all()).keys()) await records.remove(key);
  await workspace.as('U2').click(message, 'press:0');
  const told = await workspace.nextMessage(({ text }) => text.includes('does nothing any more'));
  expect(told).toMatchObject({ isEphemeral: true, visibleTo: 'U2' });
});
