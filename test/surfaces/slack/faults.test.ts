import { afterEach, expect, it, vi } from 'vitest';
import type { Progress } from '#callboard/core/answers/answer.ts';
import type { Invocation } from '#callboard/core/commands/command.ts';
import type { Form } from '#callboard/core/forms/form.ts';
import type { Outbox } from '#callboard/core/messages/outbox.ts';
import { replyKey } from '#callboard/core/messages/reply-key.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import type { Fault } from '#callboard/local-workspace/faults.ts';
import type { Message } from '#callboard/local-workspace/message.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

const channels = ['C11', 'C12', 'C13', 'C14', 'C15'];
const steps = ['Fetch', 'Render', 'Publish', 'Register'];

/** What messages are sent and edited with. */
const methods = ['chat.postMessage', 'chat.update', 'response_url'];
const onEach = (fault: (method: string) => Fault): readonly Fault[] => methods.map(fault);

/** What goes wrong, and how often where it would go on for ever. */
const cases: readonly { readonly name: string; readonly faults: readonly Fault[]; readonly times?: number }[] = [
  {
    name: 'takes no more for a second, again and again',
    faults: onEach((method) => ({ kind: 'rateLimited', method, retryAfterSeconds: 1 })),
    times: 2,
  },
  { name: 'fails', faults: onEach((method) => ({ kind: 'failing', method, status: 500 })), times: 2 },
  { name: 'is slow to answer', faults: onEach((method) => ({ kind: 'slow', method, delayMs: 700 })) },
  { name: 'breaks the connections', faults: [{ kind: 'disconnecting', everyMs: 5 }], times: 3 },
  { name: 'sends every event twice', faults: [{ kind: 'duplicateEvents' }] },
  { name: 'sends events out of their order', faults: [{ kind: 'unorderedEvents' }] },
];

const form: Form = {
  title: 'Build',
  submitLabel: 'Build',
  pages: [
    {
      id: '0',
      title: 'Build',
      fields: [{ kind: 'text', name: 'name', label: 'Name', isRequired: true, isMultiline: false }],
    },
  ],
};

/** Work of which so many steps are done. */
const work = (done: number): Progress => ({
  kind: 'progress',
  title: 'Building',
  status: done === steps.length ? 'done' : 'running',
  steps: steps.map((name, index) => ({ name, status: index < done ? 'done' : 'running' })),
  lines: [],
  buttons: [],
});

/** How many steps a message says are done; undefined where it is of no work. */
function stepsDone({ blocks }: Message): number | undefined {
  const [, done] = /"title":"(\d+) (?:of \d+ )?steps? done"/.exec(JSON.stringify(blocks) ?? '') ?? [];
  return done === undefined ? undefined : Number(done);
}

/** A command with a form whose work is told in one message, step by step. */
function createBuilding() {
  const begun: Invocation[] = [];
  let messages: Outbox | undefined;
  const plugin: Plugin = {
    id: 'building',
    kind: 'standalone',
    setup: (context) => {
      messages = context.messages;
      context.addCommand({
        name: 'build',
        summary: 'Builds',
        parameters: [],
        examples: ['build'],
        phrases: [],
        effect: 'changes',
        isQuestion: ({ values }) => values['name'] === undefined,
        run: async (invocation) => {
          if (invocation.values['name'] === undefined)
            return { answer: { kind: 'form', form, submit: { command: 'build', values: {} } } };
          begun.push(invocation);
          await tell(0);
          return { answer: work(0) };
        },
      });
    },
  };
  const tell = async (done: number): Promise<void> => {
    for (const { id, address } of begun) await messages?.say({ key: replyKey(id), to: address, answer: work(done) });
  };
  return { plugin, begun, tell };
}

async function start() {
  const building = createBuilding();
  const bot = await startBot({
    channels,
    plugins: [building.plugin],
    eventRetryDelaysMs: [0, 500, 1000, 2000],
  });
  const { workspace } = bot;
  const person = workspace.as('U1');
  let isConnected = true;
  workspace.events.on('botConnection', (connection) => ({ isConnected } = connection));
  const connected = () => expect.poll(() => isConnected, { timeout: 10_000 }).toBe(true);
  const posted = () =>
    channels.flatMap((channel) => workspace.messages(channel)).filter(({ userId }) => userId === workspace.bot.userId);
  return {
    ...bot,
    ...building,
    person,
    answersTo: (name: string) => posted().filter(({ text }) => text.includes(`Hello ${name}`)).length,
    works: () => posted().filter((message) => stepsDone(message) !== undefined),
    /** As a person does whom Slack tells that it failed: asks again. @returns how often it was asked */
    command: async (channel: string, line: string) => {
      let times = 1;
      while ((await person.slash(channel, line)) === 'unacknowledged') {
        times += 1;
        await connected();
      }
      return times;
    },
    submit: async (viewId: string) => {
      while ((await person.submitView(viewId, { 'field:name': { value: { text: 'shop' } } })).outcome === 'kept')
        await connected();
    },
  };
}

it.each(cases)(
  'while Slack $name, each question is answered once, a form is done once, and work is shown as it is in the end',
  async ({ faults, times }) => {
    const { workspace, person, command, submit, begun, tell, answersTo, works } = await start();
    await person.slash('C11', '/callboard build');
    const { id } = await workspace.nextView('U1');
    const struck = vi.spyOn(workspace.faults, 'strike');
    const states: number[] = [];
    /** The next step is done as soon as the one before it is seen. */
    const goOn = (message: Message) => {
      const done = stepsDone(message);
      if (done === undefined) return;
      states.push(done);
      if (done < steps.length) void tell(done + 1);
    };
    workspace.events.on('messagePosted', goOn).on('messageUpdated', goOn);
    for (const fault of faults) workspace.faults.switchOn(fault, times);

    const submitted = submit(id);
    const questions = Array.from({ length: 10 }, (_, index) => ({
      channel: channels[index % channels.length] ?? '',
      said: `said-${index}`,
      typed: `typed-${index}`,
    }));
    for (const { channel, said } of questions) person.say(channel, `@callboard greet ${said}`);
    const typed = questions.map(async (each) => ({
      name: each.typed,
      asked: await command(each.channel, `/greet ${each.typed}`),
    }));
    const commands = await Promise.all(typed);
    await submitted;

    const names = questions.flatMap((question) => [question.said, question.typed]);
    await expect.poll(() => names.filter((name) => answersTo(name) === 0), { timeout: 20_000 }).toEqual([]);
    await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe(steps.length);
    workspace.faults.switchOffAll();
    person.say('C15', '@callboard greet whoever-is-last');
    await workspace.nextMessage(({ text }) => text.includes('Hello whoever-is-last'));

    expect(questions.filter(({ said }) => answersTo(said) !== 1)).toEqual([]);
    expect(commands.filter(({ name, asked }) => answersTo(name) > asked)).toEqual([]);
    expect(begun.map(({ values }) => values)).toEqual([{ name: 'shop' }]);
    expect(states).toEqual([0, 1, 2, 3, 4]);
    expect(works().map(stepsDone)).toEqual([steps.length]);
    expect(struck.mock.results.some(({ value }) => value !== undefined)).toBe(true);
  },
  60_000,
);
