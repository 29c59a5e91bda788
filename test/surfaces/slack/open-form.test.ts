import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { form } from '../../fixtures/sample-commands.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

/** A command that has a form, and asks for it, or answers, once it may. */
function createSlow(answer: Answer) {
  const { promise: mayAnswer, resolve: letGo } = Promise.withResolvers<void>();
  const command: Command = {
    name: 'slow',
    summary: 'Asks late',
    parameters: [],
    examples: [],
    phrases: [],
    effect: 'reads',
    form: async () => form,
    run: async () => {
      await mayAnswer;
      return { answer };
    },
  };
  return { command, letGo };
}

const asks: Answer = { kind: 'form', form, submit: { command: 'slow', values: {} } };
const says: Answer = { kind: 'card', title: 'No need to ask', lines: [], fields: [], buttons: [] };

const titled = (text: string) => (view: { content: Record<string, unknown> }) =>
  JSON.stringify(view.content['title']).includes(text);

describe('a form that takes long to be made', () => {
  it('has a modal at once, in which it comes', async () => {
    const { command, letGo } = createSlow(asks);
    const { workspace, refused } = await startBot({ commands: [command], triggerLifetimeMs: 1800 });
    const answered = workspace.as('U1').slash('C1', '/slow');
    const waiting = await workspace.nextView('U1', titled('One moment'));
    letGo();
    const shown = await workspace.nextView('U1', titled('Make a thing'));
    expect(shown.id).toBe(waiting.id);
    await answered;
    expect(refused).toEqual([]);
  });

  it('leaves no modal that waits for ever where the answer is none', async () => {
    const { command, letGo } = createSlow(says);
    const { workspace, refused } = await startBot({ commands: [command] });
    await workspace.as('U1').slash('C1', '/slow');
    await workspace.nextView('U1', titled('One moment'));
    letGo();
    const [, view] = await Promise.all([
      workspace.nextMessage(({ text }) => text.includes('No need to ask')),
      workspace.nextView('U1', titled('No form')),
    ]);
    expect(JSON.stringify(view.content)).toContain('The answer is in the conversation.');
    expect(refused).toEqual([]);
  });
});

describe('a form that Slack opens no more', () => {
  it('is told of in words, with a button that opens it', async () => {
    const bot = await startBot({ triggerLifetimeMs: -1 });
    const person = bot.workspace.as('U1');
    await person.slash('C1', '/make');
    const told = await bot.workspace.nextMessage(({ text }) => text.includes('Slack opens a form only within three'));
    expect(told.visibleTo).toBe('U1');
    expect(bot.refused).toEqual(['views.open expired_trigger_id ']);
    expect(JSON.stringify(told.blocks)).toContain('Open the form');
  });
});
