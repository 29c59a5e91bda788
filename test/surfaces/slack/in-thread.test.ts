import { afterEach, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const more: Command = {
  name: 'more',
  summary: 'Says more in the thread',
  parameters: [],
  examples: [],
  phrases: [/^more$/],
  effect: 'reads',
  run: async ({ values }) => ({
    answer: {
      kind: 'card',
      title: values['depth'] === 1 ? 'More of it' : 'There is more',
      lines: [],
      fields: [],
      buttons: [{ label: 'Log', press: { command: 'more', values: { depth: 1 }, seen: 'in-thread' } }],
    },
  }),
};

it('what a button shows in the thread of its message is there for everyone, also from within the thread', async () => {
  const { core, workspace, refused } = await startBot({ commands: [more] });
  const { answer } = await more.run({
    id: '1',
    command: 'more',
    values: {},
    asker: { surface: 'slack', personId: 'U1' },
    address: { surface: 'slack', kind: 'person', personId: 'U1' },
  });
  await core.additions.surfaces.get('slack')?.post({ surface: 'slack', kind: 'place', conversation: 'C1' }, answer);
  const message = await workspace.nextMessage(({ text }) => text === 'There is more');
  await workspace.as('U2').click(message, 'press:0');
  const first = await workspace.nextMessage(({ text }) => text === 'More of it');
  expect(first).toMatchObject({ threadTs: message.ts, isEphemeral: false });
  await workspace.as('U1').click(first, 'press:0');
  const second = await workspace.nextMessage(({ text, ts }) => text === 'More of it' && ts !== first.ts);
  expect(second.threadTs).toBe(message.ts);
  expect(refused).toEqual([]);
});

it('stays with the one who asked where only they see the message, which has no thread', async () => {
  const { workspace, refused } = await startBot({ commands: [more] });
  const person = workspace.as('U1');
  await person.slash('C1', '/more');
  const message = await workspace.nextMessage(({ text }) => text === 'There is more');
  await person.click(message, 'press:0');
  const answer = await workspace.nextMessage(({ text }) => text === 'More of it');
  expect(answer.visibleTo).toBe('U1');
  expect(refused).toEqual([]);
});
