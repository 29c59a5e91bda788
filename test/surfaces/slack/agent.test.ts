import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { greet } from '../../fixtures/sample-commands.ts';
import { startBot, stopBots } from './start-bot.ts';
import { startWithDouble, stopAtDouble } from './start-with-double.ts';

afterEach(async () => {
  await stopBots();
  await stopAtDouble();
});

/** A command whose question is about what the channel beside is bound to. */
const asks: Command = {
  ...greet,
  name: 'asks',
  phrases: [],
  question: async ({ subject }) => `Who owns ${subject ?? 'payments'}?`,
};

describe('where somebody opens the conversation with the bot', () => {
  it('questions are suggested, and those of the channel that they go to', async () => {
    const { workspace, store, refused } = await startBot({ commands: [asks] });
    await store.records.namespace('bindings').put('slack C2', 'component:default/orders');
    const person = workspace.as('U1');
    const suggested = (question: string) => ({
      title: 'Ask, for example',
      prompts: [{ title: question, message: question }],
    });
    const place = await person.openAgent('general');
    await expect.poll(() => workspace.agent(place.channel).prompts).toEqual(suggested('Who owns payments?'));
    const changed = once(workspace.events, 'agentChanged');
    await person.lookAt(place, 'without-bot');
    await changed;
    expect(workspace.agent(place.channel).prompts).toEqual(suggested('Who owns component:default/orders?'));
    expect(refused).toEqual([]);
  });

  it('what they ask without a name is about what that channel is bound to', async () => {
    const { workspace, store } = await startBot({
      commands: [
        {
          ...greet,
          name: 'tell',
          parameters: [{ name: 'name', description: 'A name', isRequired: true, isSubject: true }],
          phrases: [/^tell$/i],
        },
      ],
    });
    await store.records.namespace('bindings').put('slack C2', 'orders');
    const person = workspace.as('U1');
    const { channel } = await person.openAgent('without-bot');
    person.say(channel, 'tell');
    expect((await workspace.nextMessage(({ isBot }) => isBot)).text).toContain('Hello orders');
  });

  it('in the older form of agents they are suggested in its thread, and again only where they differ', async () => {
    const { double, store, tell } = await startWithDouble({ commands: [asks] });
    await store.records.namespace('bindings').put('slack C2', 'orders');
    const event = (type: string, beside: string) => ({
      type,
      assistant_thread: {
        user_id: 'U1',
        channel_id: 'D1',
        thread_ts: '1729999327.187299',
        context: { channel_id: beside, team_id: 'T123ABC456', enterprise_id: null },
      },
      event_ts: '1729999327.187300',
    });
    const prompts = () => double.calls.filter(({ method }) => method === 'assistant.threads.setSuggestedPrompts');
    await tell(event('assistant_thread_started', 'C1'));
    await double.called('assistant.threads.setSuggestedPrompts');
    await tell(event('assistant_thread_context_changed', 'C3'));
    await tell(event('assistant_thread_context_changed', 'C2'));
    await double.called('assistant.threads.setSuggestedPrompts', (body) => JSON.stringify(body).includes('orders'));
    expect(prompts().map(({ body }) => body)).toMatchObject([
      { channel_id: 'D1', thread_ts: '1729999327.187299', prompts: [{ title: 'Who owns payments?' }] },
      { channel_id: 'D1', thread_ts: '1729999327.187299', prompts: [{ title: 'Who owns orders?' }] },
    ]);
  });

  it('a command that cannot say what is worth asking leaves the others', async () => {
    const fails: Command = { ...asks, name: 'fails', question: () => Promise.reject(new Error('no database')) };
    const { workspace, logger } = await startBot({ commands: [fails, asks] });
    const { channel } = await workspace.as('U1').openAgent();
    await expect.poll(() => workspace.agent(channel).prompts?.prompts).toMatchObject([{ title: 'Who owns payments?' }]);
    expect(logger.lines.map(({ message }) => message)).toContain('a command could not say what is worth asking');
  });
});

it('the title of a thread names people, not their ids', async () => {
  const { workspace } = await startBot();
  const person = workspace.as('U1');
  const direct = person.openDirectMessage();
  const { ts } = person.say(direct, 'what does @omar own?');
  await expect.poll(() => workspace.agent(direct).titles[ts]).toBe('what does @Omar Haddad own?');
});

it('an answer that takes longer than a moment is said to be under way, until it is there', async () => {
  const { promise: enough, resolve: finish } = Promise.withResolvers<void>();
  const slow: Command = {
    ...greet,
    name: 'slow',
    phrases: [/^slow$/i],
    run: async (invocation) => {
      await enough;
      return greet.run(invocation);
    },
  };
  const { workspace, refused } = await startBot({ commands: [slow] });
  const person = workspace.as('U1');
  const direct = person.openDirectMessage();
  const statuses = () => workspace.agent(direct).statuses.map(({ threadTs, status }) => [threadTs, status]);
  const asked = person.say(direct, 'slow');
  await expect.poll(statuses).toEqual([[asked.ts, 'is looking it up…']]);
  finish();
  await workspace.nextMessage(({ text }) => text.includes('Hello'));
  await expect.poll(statuses).toEqual([]);
  expect(refused).toEqual([]);
});
