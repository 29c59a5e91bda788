import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cleanUp,
  type Finished,
  runProcess,
  type ServingProcess,
  startServing,
  temporaryFolder,
} from '../fixtures/start-process.ts';
import { writeCompany } from './company.ts';
import { openPage, type PageMessage, type Person } from './open-page.ts';

/** A line of a stack trace, as Node prints it, or within a line of the log. */
const stackTrace = /(?:^|\\n) +at .+:\d+:\d+/m;

afterAll(cleanUp);

describe('what keeps the bot from starting is told in a sentence, and exits with 1', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  /** A start that is refused. @returns what it told */
  const refused = async (
    environment: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<string> => {
    const { code, stdout, stderr } = await runProcess(['start', ...args], { folder, environment });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toMatch(stackTrace);
    return stderr;
  };

  test.concurrent('every problem of callboard.yaml, with its line and column', async () => {
    await writeFile(
      join(folder, 'broken.yaml'),
      'server:\n  port: seventy\ndatabse: file:x\nlog: loud\nslack:\n  botToken: ${NO_SUCH_VARIABLE}\n',
    );
    const told = await refused({}, '--config', 'broken.yaml');
    expect(told.match(/^(?:callboard: )?broken\.yaml:.+$/gm)).toEqual([
      'callboard: broken.yaml:2:9: server.port must be a whole number.',
      expect.stringMatching(/^broken\.yaml:3:\d+: databse is not known here\. Known are: .*database/),
      expect.stringMatching(/^broken\.yaml:4:6: log must be one of /),
      'broken.yaml:6:13: The environment variable NO_SUCH_VARIABLE is not set.',
    ]);
    expect(told).toContain('Mend the file and start again.');
  });

  test.concurrent('a database that is a text, or a folder', async () => {
    await writeFile(join(folder, 'notes.txt'), 'buy milk\n');
    await mkdir(join(folder, 'empty'));
    const asText = await refused({ DATABASE_URL: `file:${join(folder, 'notes.txt')}` });
    expect(asText).toMatch(/^callboard: The database file:\S+notes\.txt is not an SQLite database.*\n.+\n$/);
    const asFolder = await refused({ DATABASE_URL: `file:${join(folder, 'empty')}` });
    expect(asFolder).toMatch(/^callboard: The database file:\S+empty could not be opened.*\n.+\n$/);
  });

  test.concurrent('a PostgreSQL server that does not answer, without its password', async () => {
    const port = await closedPort();
    const told = await refused({ DATABASE_URL: `postgresql://bot:opensesame@127.0.0.1:${port}/callboard` });
    expect(told).toMatch(
      /^callboard: The database postgresql:\/\/bot:\*+@127\.0\.0\.1:\d+\/callboard does not answer\.\n/,
    );
    expect(told).not.toContain('opensesame');
  });

  test.concurrent('a port in use', async () => {
    const other = await listen(createServer());
    const told = await refused({ PORT: String(portOf(other)) });
    expect(told).toContain(`callboard: Port ${portOf(other)} on 127.0.0.1 is in use by another program.\n`);
    other.close();
  });

  test.concurrent('a required plugin that can not be loaded, named with its reason', async () => {
    await writeFile(join(folder, 'required.yaml'), 'plugins:\n  - use: ./absent.ts\n    required: true\n');
    const told = await refused({}, '--config', 'required.yaml');
    expect(told).toMatch(
      /^callboard: required\.yaml:2:10: The plugin \.\/absent\.ts could not be loaded: there is no file \S+absent\.ts\. .+\n.+\n$/,
    );
  });
});

describe('a wrong Slack token does not stop the bot', () => {
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong' };

  test.concurrent.each([
    ['a server that refuses it', async () => portOf(await listen(refusingSlack()))],
    ['a server that does not answer', closedPort],
  ])('with %s it is told without the token, and health is served', async (_, findPort) => {
    const folder = await temporaryFolder();
    const environment = { ...tokens, SLACK_API_URL: `http://127.0.0.1:${await findPort()}/api/` };
    const bot = await startServing({ folder, environment });
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    await bot.printed('Slack');
    expect((await fetch(`${bot.url}/workspace/api/boot`)).status).toBe(404);
    expect(await bot.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const told = bot.stdout() + bot.stderr();

    expect(told).toMatch(/Slack/);
    expect(told).not.toContain('xoxb-wrong');
    expect(told).not.toContain('xapp-wrong');
    expect(told).not.toMatch(stackTrace);
  });
});

describe('a bot with bad neighbours', () => {
  let folder: string;
  let bot: ServingProcess;
  let mira: Person;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeCompany(folder);
    await mkdir(join(folder, 'broken', 'skeleton'), { recursive: true });
    await Promise.all([
      writeFile(join(folder, 'callboard.yaml'), configuration.replace('PORT', String(await closedPort()))),
      writeFile(join(folder, 'throws.ts'), "throw new Error('no key for the door');\n"),
      writeFile(join(folder, 'catalog', 'broken.yaml'), 'kind: Location\n'),
      writeFile(join(folder, 'broken', 'template.yaml'), brokenTemplate),
      writeFile(join(folder, 'broken', 'skeleton', 'README.md'), '# A title\n\nBy ${{ values.nmae }}\n'),
    ]);
    bot = await startServing({ folder });
    mira = await openPage(bot.url, 'mira');
  });

  const answerTo = async (text: string): Promise<PageMessage> => {
    const from = mira.happened().length;
    await mira.say(mira.channel('desk'), text);
    return mira.message(({ isBot }) => isBot, from);
  };

  test('says which plugin failed and why, and answers without it', async () => {
    await bot.printed('The plugin ./throws.ts threw while it was loaded: no key for the door.');
    expect((await answerTo('/roll-call')).shown).toMatch(/^All are here/);
    const checked = await runProcess(['config', 'check'], { folder });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('callboard.yaml:10:10: The plugin ./throws.ts threw while it was loaded: no key');
  });

  test('says which Git host is down and which document is wrong, and knows the others', async () => {
    await bot.printed('/harbour.git:1:1: ');
    await bot.printed(`${join(folder, 'catalog', 'broken.yaml')}:1:1: metadata is missing`);
    expect((await answerTo('/who-owns till')).shown).toContain('Till (Component) is owned by Desk');
    const report: Finished = await runProcess(['ingest', '--json'], { folder });
    expect(report.code).toBe(1);
    expect(JSON.parse(report.stdout)).toHaveProperty(
      'problems',
      expect.arrayContaining([
        expect.objectContaining({ file: expect.stringContaining('/harbour.git') }),
        expect.objectContaining({ file: join(folder, 'catalog', 'broken.yaml'), line: 1, path: 'metadata' }),
      ]),
    );
    expect(report.stderr).not.toMatch(stackTrace);
  });

  test('a template with a missing variable is told with file and line, and nothing is published', async () => {
    const from = mira.happened().length;
    await mira.say(mira.channel('desk'), '/create broken');
    const form = await mira.view(({ title }) => title === 'Broken thing', from);
    await mira.submit(form, { 'field:repoUrl.repo': { text: 'wreck' } });
    await mira.submit(form, {});
    const told = await mira.message(({ shown }) => shown.startsWith('Could not create'), from);
    expect(told.shown).toMatch(/✗ Write the files: .*README\.md:3.*nmae/);
    expect(told.shown).toContain('○ Publish it');
    expect(await readdir(join(folder, 'data', 'local-git'))).not.toContain('callboard');
  });

  test('a person without a catalog user asks and pages like anybody', async () => {
    const asked = await runProcess(['ask', 'who owns till', '--as', 'user:default/stowaway'], { folder });
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('owned by Desk') });
    const noor = await openPage(bot.url, 'noor');
    const paged = await runProcess(['ask', 'page till: all wet', '--as', 'user:default/stowaway'], { folder });
    expect(paged).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Paged Noor Ali/) });
    const page = await noor.message(({ shown }) => shown.startsWith('Page about Till'));
    expect(page.shown).toContain('all wet');
    noor.leave();
  });

  test('somebody in chat whom the catalog does not know is answered all that is open, and told how to be linked', async () => {
    const response = await fetch(`${bot.url}/workspace/api/person/add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Zoe' }),
    });
    expect(response.status).toBe(200);
    const zoe = await openPage(bot.url, 'zoe');
    const answer = async (text: string): Promise<string> => {
      const from = zoe.happened().length;
      await zoe.say(zoe.channel('desk'), text);
      return (await zoe.message(({ isBot }) => isBot, from)).shown;
    };
    const open = ['/who-owns till', '/where-is till', '/show till', '/depends till', '/find till', '/owned-by desk'];
    const more = ['/problems', '/stale', '/sources', '/runs', '/runs mine', '/actions', '/on-call till', '/help'];
    for (const line of [...open, ...more]) {
      expect([line, await answer(line)]).toEqual([line, expect.not.stringMatching(/known to be you|went wrong/)]);
    }
    for (const line of ['/mine', '/problems mine', '/stale mine', '/on-call mine']) {
      expect([line, await answer(line)]).toEqual([
        line,
        expect.stringMatching(/^Nobody in the catalog is known to be you\.\nAn administrator .*link @you NAME/),
      ]);
    }
    zoe.leave();
  });

  test('ends like any other', async () => {
    expect(await bot.end('SIGTERM')).toEqual({ code: 0, signal: null });

    expect(bot.stdout() + bot.stderr()).not.toMatch(stackTrace);
  });
});

const configuration = `
catalog:
  sources:
    - git: http://127.0.0.1:PORT/harbour.git
    - file: catalog/*.yaml
    - file: broken/template.yaml
on-call:
  rotations: [on-call.yaml]
plugins:
  - use: ./throws.ts
  - use: ./slow-action.ts
slow-action:
  greeting: All are here
`;

const brokenTemplate = `
apiVersion: callboard.dev/v1
kind: Template
metadata: { name: broken, title: Broken thing }
spec:
  type: service
  parameters:
    - title: About it
      required: [repoUrl]
      properties:
        repoUrl: { title: Repository, type: string, ui:field: RepoUrlPicker }
  steps:
    - { id: fetch, name: Write the files, action: 'fetch:template', input: { url: ./skeleton, values: { name: it } } }
    - { id: publish, name: Publish it, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}' } }
`;

/** A Slack that knows no token. */
function refusingSlack(): Server {
  return createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: false, error: 'invalid_auth' }));
  });
}

async function listen(server: Server): Promise<Server> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve).unref();
  await promise;
  return server;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = await listen(createServer());
  const port = portOf(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  await promise;
  return port;
}
