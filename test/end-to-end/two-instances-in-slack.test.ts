import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalWorkspace, type LocalWorkspace } from '#callboard/local-workspace/local-workspace.ts';
import { portOf } from '../fixtures/port-of.ts';
import { type Postgresql, startPostgresql } from '../fixtures/postgresql.ts';
import { cleanUp, runProcess, type ServingProcess, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { guarded, writeCompany } from './company.ts';

const mira = { id: 'U000000MIRA', handle: 'mira', name: 'Mira Sol' };
const noor = { id: 'U000000NOOR', handle: 'noor', name: 'Noor Ali' };
const signingSecret = 'a-signing-secret';

/** What a killed process was at is taken up by the other when its leases end, after at most 30 seconds. */
const patience = { timeout: 90_000 };

describe('two instances on one PostgreSQL database, to which Slack delivers the same', () => {
  let server: Postgresql | { readonly unavailable: string };
  let slack: FastifyInstance;
  let splitter: Server;
  let workspace: LocalWorkspace;
  let folder: string;
  let environment: Readonly<Record<string, string>>;
  let one: ServingProcess;
  let other: ServingProcess;
  /** Whom the next requests go to; what the first of them answers is answered. */
  let targets: readonly ServingProcess[];

  /** Sends a request on as it came. */
  const split = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const headers = Object.entries(request.headers).filter(([name]) => /^(?:content-type|x-slack-.*)$/.test(name));
    const answers = await Promise.all(
      targets.map(async ({ url }) => {
        const sent = {
          method: 'POST',
          body,
          headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
        };
        const answer = await fetch(`${url}/slack/events`, sent);
        return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
      }),
    );
    const [answer] = answers;
    response.writeHead(answer?.status ?? 503, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body);
  };

  beforeAll(async () => {
    server = await startPostgresql();
    if ('unavailable' in server) return;
    folder = await temporaryFolder();
    await writeCompany(folder);
    await writeFile(join(folder, 'catalog', 'guarded.yaml'), guarded);
    splitter = createServer(
      (request, response) => void split(request, response).catch(() => response.writeHead(503).end()),
    ).listen(0, '127.0.0.1');
    await once(splitter, 'listening');
    workspace = createLocalWorkspace({
      people: [mira, noor],
      channels: [{ id: 'C1', name: 'desk' }],
      commands: ['/create', '/page'].map((command) => ({ command, description: command })),
      delivery: { kind: 'http', url: `http://127.0.0.1:${portOf(splitter)}/`, signingSecret },
    });
    slack = fastify({ forceCloseConnections: true });
    await workspace.register(slack);
    const origin = await slack.listen({ host: '127.0.0.1', port: 0 });
    environment = {
      DATABASE_URL: await server.createDatabase(),
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_API_URL: `${origin}/api/`,
      SLACK_SIGNING_SECRET: signingSecret,
    };
    const start = async (): Promise<ServingProcess> => {
      const connected = new Promise<void>((resolve) =>
        workspace.events.on('requestAnswered', ({ method }) => method === 'auth.test' && resolve()),
      );
      const serving = await startServing({ folder, environment });
      await connected;
      return serving;
    };
    one = await start();
    other = await start();
    targets = [one, other];
  }, 60_000);

  afterAll(async () => {
    await cleanUp();
    if ('unavailable' in server) return;
    workspace.close();
    await slack.close();
    splitter.closeAllConnections();
    splitter.close();
    await server.stop();
  });

  const shown = (channel: string, part: string) =>
    workspace
      .messages(channel)
      .filter(({ text: said, userId }) => userId === workspace.bot.userId && said.includes(part));

  /** How many runs there are of the template of that name. */
  const runs = async (template: string): Promise<number> => {
    const { stdout } = await runProcess(['runs', 'list', '--json'], { folder, environment });
    const all: readonly object[] = JSON.parse(stdout);
    return all.filter((each) => JSON.stringify(each).includes(`template:default/${template}"`)).length;
  };

  /** Fills the form of the template `slow` at one instance, up to its review. @returns the id of the view */
  const fillForm = async (name: string): Promise<string> => {
    targets = [one];
    const person = workspace.as(mira.id);
    await person.slash('C1', '/create slow');
    const { id } = await workspace.nextView(mira.id);
    await person.submitView(id, {
      'field:name': { value: { text: name } },
      'field:waits': { value: { option: 'never' } },
      'field:repoUrl.repo': { value: { text: name } },
    });
    return id;
  };

  test('a question is answered once', async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    targets = [one, other];
    const person = workspace.as(mira.id);
    person.say('C1', '@callboard who owns till');
    await workspace.nextMessage(({ text: said }) => said.includes('Till (Component) is owned by Desk'));
    person.say('C1', '@callboard who owns group:desk');
    await workspace.nextMessage(({ text: said }) => said.includes('Desk'));
    expect(shown('C1', 'Till (Component) is owned by Desk')).toHaveLength(1);
  });

  test('a page reaches whoever is on call once', async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    targets = [one, other];
    await workspace.as(mira.id).slash('C1', '/page till it is stuck');
    const page = await workspace.nextMessage(({ text: said }) => said.startsWith('Page about Till'));
    await workspace.nextMessage(({ text: said }) => said.startsWith('Paged'));
    await workspace.as(noor.id).click(page, 'press:0');
    await workspace.nextMessage(({ text: said }) => said.includes('Acknowledged by'));
    expect(shown(page.channel, 'Page about Till')).toHaveLength(1);
  });

  test('an approval has a run go on once', patience, async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    targets = [one];
    const person = workspace.as(mira.id);
    await person.slash('C1', '/create guarded');
    const asked = await workspace.nextMessage(({ text: said }) => said.includes('asks for nothing'));
    targets = [one, other];
    await person.click(asked, 'press:0');
    const request = await workspace.nextMessage(({ blocks }) => JSON.stringify(blocks ?? []).includes('"Approve"'));
    expect(await workspace.as(noor.id).click(request, 'press:0')).toBe('acknowledged');
    await workspace.nextMessage(({ text: said }) => said.startsWith('Created from Guarded thing'));
    expect(shown('C1', 'Guarded thing').filter(({ text: said }) => said.startsWith('Created'))).toHaveLength(1);
    expect(await runs('guarded')).toBe(1);
  });

  test('a submitted form makes one run', patience, async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    const id = await fillForm('ember');
    targets = [one, other];
    await workspace.as(mira.id).submitView(id, {});
    await workspace.nextMessage(({ text: said }) => said.startsWith('Created from Slow thing'));
    expect(shown('C1', 'Slow thing')).toHaveLength(1);
    expect(await runs('slow')).toBe(1);
  });

  test('what one has acknowledged right before it is killed, the other does', patience, async ({ skip }) => {
    if ('unavailable' in server) return skip(server.unavailable);
    const id = await fillForm('fjord');
    expect(await workspace.as(mira.id).submitView(id, {})).toEqual({ outcome: 'closed' });
    await one.end('SIGKILL');
    targets = [other];
    const made = () => shown('C1', 'Created from Slow thing').length;
    await expect.poll(made, { timeout: 80_000 }).toBe(2);
    expect(shown('C1', 'Slow thing')).toHaveLength(2);
    expect(await runs('slow')).toBe(2);
  });
});
