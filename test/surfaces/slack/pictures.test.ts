import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Message } from '#callboard/local-workspace/message.ts';
import { createPictures } from '#callboard/surfaces/slack/show-picture.ts';
import { createCallQueue } from '#callboard/surfaces/slack/calls/call-queue.ts';
import { createWorkspaceClients } from '#callboard/surfaces/slack/slack-clients.ts';
import { createMetrics } from '#callboard/core/telemetry/create-metrics.ts';
import { createSilentLogger } from '../../fixtures/silent-logger.ts';
import { samplePicture, sizeOfPng } from '../../pictures/sample-picture.ts';
import { type Bot, startBot, stopBots } from './start-bot.ts';

const picture = samplePicture();

/** A command whose answer has a picture; of nothing at all where it is asked for `nothing`. */
const draw: Command = {
  name: 'draw',
  summary: 'Draws something',
  parameters: [{ name: 'name', description: 'A name', isRequired: false }],
  examples: ['draw something'],
  phrases: [/^draw (?<name>.+)$/i],
  effect: 'reads',
  run: async ({ values }) => ({
    answer: {
      kind: 'card',
      title: `Drawn ${String(values['name'])}`,
      lines: ['A line.'],
      fields: [],
      buttons: [{ label: 'Docs', url: 'https://docs.example.com/' }],
      picture: values['name'] === 'nothing' ? { ...picture, nodes: [] } : picture,
    },
  }),
};

afterEach(stopBots);

const drawn = ({ workspace }: Bot) => workspace.nextMessage(({ text }) => text.includes('Drawn'));
const kinds = ({ blocks = [] }: Message) => blocks.map(({ type }) => type);
const imageOf = ({ blocks = [] }: Message) => blocks.find(({ type }) => type === 'image');
const servedImage = async ({ origin }: Bot, message: Message) => {
  const { slack_file: file } = { ...imageOf(message) };
  const { id } = { ...(typeof file === 'object' && file !== null && 'id' in file ? file : { id: '' }) };
  return new Uint8Array(await (await fetch(`${origin}/workspace/files/${String(id)}`)).arrayBuffer());
};
const shownText = (message: Message) => JSON.stringify(message.blocks);

describe('an answer with a picture', () => {
  it('to a mention shows it in the same message, with what it shows in words', async () => {
    const bot = await startBot({ commands: [draw] });
    bot.workspace.as('U1').say('C1', '@callboard draw payments');
    const message = await drawn(bot);
    expect(kinds(message)).toEqual(['rich_text', 'image', 'actions']);
    expect(imageOf(message)).toMatchObject({ alt_text: picture.alt });
    expect(sizeOfPng(await servedImage(bot, message)).width).toBeGreaterThan(800);
    expect(message.text).toContain('Payments needs:\n└─ ledger (service)');
    expect(bot.workspace.messages('C1').filter(({ isBot }) => isBot)).toHaveLength(1);
  });

  it('to a slash command, which one person alone sees, shows it in direct messages and says so', async () => {
    const bot = await startBot({ commands: [draw] });
    const person = bot.workspace.as('U1');
    await person.slash('C1', '/draw payments');
    const direct = person.openDirectMessage();
    const shown = await bot.workspace.nextMessage(({ channel }) => channel === direct);
    const answer = await bot.workspace.nextMessage(({ channel, text }) => channel === 'C1' && text.includes('Drawn'));
    expect(answer).toMatchObject({ isEphemeral: true });
    expect(shownText(answer)).toContain('The picture is in your direct messages with me');
    expect(kinds(shown)).toEqual(['rich_text', 'image']);
    expect(bot.refused).toEqual([]);
  });

  it('still comes, and says that the picture does not, where it can not be drawn', async () => {
    const bot = await startBot({ commands: [draw] });
    bot.workspace.as('U1').say('C1', '@callboard draw nothing');
    const message = await drawn(bot);
    expect(kinds(message)).toEqual(['rich_text', 'context', 'actions']);
    expect(shownText(message)).toContain('There is a picture of this, but it could not be shown.');
    expect(bot.logger.lines.map(({ message }) => message)).toContain('a picture could not be uploaded to Slack');
  });

  it('waits while Slack looks into the file, and goes without it where that takes too long', async () => {
    const soon = await startBot({ commands: [draw], fileProcessingMs: 700 });
    soon.workspace.as('U1').say('C1', '@callboard draw payments');
    expect(kinds(await drawn(soon))).toContain('image');
    expect(soon.refused.length).toBeGreaterThan(0);
    const never = await startBot({ commands: [draw], fileProcessingMs: 60_000 });
    never.workspace.as('U1').say('C1', '@callboard draw payments');
    expect(kinds(await drawn(never))).toEqual(['rich_text', 'context', 'actions']);
    expect(never.workspace.messages('C1').filter(({ isBot }) => isBot)).toHaveLength(1);
  });

  it('goes without it where the app has not the scope, and the log says how to get it', async () => {
    const slack = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":false,"error":"missing_scope"}');
    });
    await once(slack.listen(0, '127.0.0.1'), 'listening');
    const address = slack.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const logger = createSilentLogger();
    const pictures = createPictures({
      clients: createWorkspaceClients({
        token: () => 'xoxb-a-token',
        apiUrl: `http://127.0.0.1:${port}/api/`,
        queue: createCallQueue({ now: () => new Date(), logger, metrics: createMetrics() }),
        remedy: '',
        logger,
      }).answers,
      painter: { draw: async () => new Uint8Array(8) },
      logger,
      wait: () => new Promise(() => undefined),
      signal: new AbortController().signal,
    });
    const card = { kind: 'card', title: 'Drawn', lines: [], fields: [], buttons: [], picture } as const;
    expect(await pictures.upload(card)).toBeUndefined();
    expect(logger.lines).toContainEqual({
      level: 'warn',
      message: 'a picture could not be uploaded to Slack',
      fields: { error: expect.objectContaining({ hint: expect.stringContaining('npx callboard manifest slack') }) },
    });
    slack.close();
  });
});
