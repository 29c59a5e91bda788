import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanUp, type ServingProcess, startServing, temporaryFolder } from '../fixtures/start-process.ts';
import { openPage, type PageMessage, type PageView, type Person } from './open-page.ts';

const run = promisify(execFile);

/** What git needs to be nobody in particular, with nobody to ask. */
const gitEnvironment = {
  PATH: process.env['PATH'],
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Elif Kaya',
  GIT_AUTHOR_EMAIL: 'elif@brightwave.example',
  GIT_COMMITTER_NAME: 'Elif Kaya',
  GIT_COMMITTER_EMAIL: 'elif@brightwave.example',
};

/** In the order of a person's first minutes: what one makes, the next asks for. */
describe('the first run, without any configuration', () => {
  let folder: string;
  let bot: ServingProcess;
  let elif: Person;
  let general: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    bot = await startServing({ folder });
    elif = await openPage(bot.url, 'elif.kaya');
    general = elif.channel('general');
  });

  afterAll(cleanUp);

  /** What the bot answers to a text, in the channel unless told. */
  const answerTo = async (text: string, channel = general): Promise<PageMessage> => {
    const from = elif.happened().length;
    await elif.say(channel, text);
    return elif.message(({ isBot }) => isBot, from);
  };

  test('a misspelt name gives the owner, who is on call and the links, to the asker alone', async () => {
    const ada = await openPage(bot.url, 'ada.moreno');
    const answer = await answerTo('/who-owns paymnts');
    expect(answer.isEphemeral).toBe(true);
    expect(answer.shown).toContain('Payments (Component) is owned by Payments team');
    expect(answer.shown).toMatch(/On call: (Ada Moreno|Ben Okafor|Chloé Laurent) until /);
    expect(answer.shown).toContain('https://runbooks.brightwave.example/payments');
    // What Ada sees later was not kept from her by the time alone.
    await elif.say(general, 'thanks');
    await ada.message(({ shown }) => shown === 'thanks');
    expect(ada.happened().filter((each) => each.kind === 'message' && each.message.isBot)).toEqual([]);
    ada.leave();
  });

  test('a sentence that mentions the bot is answered in its thread', async () => {
    const from = elif.happened().length;
    await elif.say(general, '@callboard where is the API for billing?');
    const asked = await elif.message(({ isBot }) => !isBot, from);
    const answer = await elif.message(({ isBot }) => isBot, from);
    expect(answer.threadTs).toBe(asked.ts);
    expect(answer.isEphemeral).toBe(false);
    expect(answer.shown).toMatch(/^Billing API api:default\/billing-api\n/);
    expect(answer.shown).toContain('Provided by: Billing component:default/billing');
  });

  test('a slash command takes an address, any character, and the mention of a person', async () => {
    const owned = await answerTo(
      '/who-owns https://github.com/brightwave/payments/blob/main/src/index.ts?plain=1&a=b#L1',
    );
    expect(owned.shown).toContain('Payments (Component) is owned by Payments team');
    const sought = await answerTo('/find R&D <labs>');
    expect(sought.shown).toContain('Nothing in the catalog fits “R&amp;D &lt;labs&gt;”.');
    const linked = await answerTo('/link @ben.okafor user:default/ben.okafor');
    expect(linked.shown).toMatch(/^Ben Okafor is user:default\/ben\.okafor from now on\./);
  });

  describe('a service made from a template', () => {
    let page: PageView;
    let created: PageMessage;
    const cloneUrl = () => `${bot.url}/git/callboard/refund-desk.git`;

    test('the template is chosen, and its form opens on its first page', async () => {
      const choice = await answerTo('/create');
      expect(choice.shown).toContain('What do you want to create?');
      const from = elif.happened().length;
      await elif.press(choice, 'Node service');
      page = await elif.view(() => true, from);
      expect(page.title).toBe('Node service');
      expect(page.shown).toContain('(1 of 2)');
    });

    test('a wrong value is told at its field, and the rest is kept', async () => {
      const offered = await elif.suggest(page, 'field:owner', 'paymnt');
      expect(offered.map(({ value }) => value)).toContain('group:default/team-payments');
      const values = {
        'field:name': { text: 'Refund Desk' },
        'field:description': { text: 'Takes refunds' },
        'field:owner': { option: 'group:default/team-payments' },
      };
      const refused = await elif.submit(page, values);
      expect(refused).toMatchObject({ outcome: 'kept', errors: { 'field:name': expect.stringContaining('Name') } });
      const from = elif.happened().length;
      expect(await elif.submit(page, { 'field:name': { text: 'refund-desk' } })).toEqual({ outcome: 'updated' });
      page = await elif.view(() => true, from);
      expect(page.shown).toContain('(2 of 2)');
    });

    test('all of it is shown once more before anything is done', async () => {
      const from = elif.happened().length;
      expect(await elif.submit(page, { 'field:repoUrl.repo': { text: 'refund-desk' } })).toEqual({
        outcome: 'updated',
      });
      page = await elif.view(() => true, from);
      expect(page.shown).toContain('Name: refund-desk');
      expect(page.shown).toContain('Description: Takes refunds');
    });

    test('its run ticks off every step in one message', async () => {
      const from = elif.happened().length;
      expect(await elif.submit(page, {})).toEqual({ outcome: 'closed' });
      created = await elif.message(({ shown }) => shown.startsWith('Created from Node service'), from);
      expect(created.shown.match(/^✓ \S.*$/gm)).toEqual([
        '✓ Write the files',
        '✓ Publish the repository',
        '✓ Register it in the catalog',
      ]);
      const told = elif.happened().slice(from);
      expect(told.filter((each) => each.kind === 'message' && each.isNew)).toHaveLength(1);
      expect(created.shown).toContain(`git clone ${cloneUrl()}`);
    });

    test('its repository is cloned with git, and a push to it is refused', async () => {
      const clone = join(folder, 'clone');
      await run('git', ['clone', cloneUrl(), clone], { env: gitEnvironment });
      expect(await readFile(join(clone, 'catalog-info.yaml'), 'utf8')).toContain('name: "refund-desk"');
      await writeFile(join(clone, 'mine.txt'), 'mine\n');
      const git = (...args: readonly string[]) => run('git', ['-C', clone, ...args], { env: gitEnvironment });
      await git('add', 'mine.txt');
      await git('commit', '--message', 'Mine');
      await expect(git('push')).rejects.toThrow(/403|not permitted|denied|access/i);
      const { stdout } = await git('ls-remote', '--heads', 'origin');
      const { stdout: first } = await git('rev-parse', 'HEAD~1');
      expect(stdout).toContain(first.trim());
    });

    test('who owns it, and where its repository is, is known at once', async () => {
      const answer = await answerTo('/who-owns refund desk');
      expect(answer.shown).toContain('refund-desk (Component) is owned by Payments team');
      expect(answer.shown).toContain(`${bot.url}/git/callboard/refund-desk`);
    });

    test('its name is told to be taken at the field of the next form', async () => {
      let from = elif.happened().length;
      await elif.say(general, '/create node-service');
      page = await elif.view(() => true, from);
      await elif.suggest(page, 'field:owner', 'payments');
      from = elif.happened().length;
      await elif.submit(page, {
        'field:name': { text: 'another' },
        'field:description': { text: 'Takes refunds too' },
        'field:owner': { option: 'group:default/team-payments' },
      });
      page = await elif.view(() => true, from);
      expect(await elif.submit(page, { 'field:repoUrl.repo': { text: 'refund-desk' } })).toMatchObject({
        outcome: 'kept',
        errors: { 'field:repoUrl.repo': 'There is a repository callboard/refund-desk on local already.' },
      });
    });
  });

  test('a page reaches whoever is on call, and their acknowledgement is told where it was asked for', async () => {
    const people = await Promise.all(
      ['ada.moreno', 'ben.okafor', 'chloe.laurent'].map((each) => openPage(bot.url, each)),
    );
    const from = elif.happened().length;
    const paged = await answerTo('/page refund-desk refunds are stuck');
    const [, name = ''] = /^Paged (.+?) \(on call for Payments team/.exec(paged.shown) ?? [];
    expect(name).not.toBe('');
    const isPage = ({ shown }: PageMessage): boolean => shown.startsWith('Page about refund-desk');
    const { person, page } = await Promise.any(
      people.map(async (each) => ({ person: each, page: await each.message(isPage) })),
    );
    expect(page.channel).toBe(await person.direct());
    expect(page.shown).toContain('refunds are stuck');
    await person.press(page, 'Acknowledge');
    const told = await elif.message(({ shown }) => shown.includes('acknowledged your page'), from);
    expect(told.channel).toBe(general);
    expect(told.shown).toContain('acknowledged your page about refund-desk');
    expect(told.shown).toMatch(/\d\d:\d\d/);
    const edited = await person.message(({ shown }) => shown.includes('Acknowledged by'));
    expect(edited.ts).toBe(page.ts);
    expect(() => person.press(edited, 'Acknowledge')).toThrow('no button Acknowledge');
    for (const each of people) each.leave();
  });

  test('what was made outlives a restart', async () => {
    await bot.end('SIGTERM');
    elif.leave();
    bot = await startServing({ folder });
    elif = await openPage(bot.url, 'elif.kaya');
    const answer = await answerTo('/who-owns refund-desk');
    expect(answer.shown).toContain('refund-desk (Component) is owned by Payments team');
    await run('git', ['ls-remote', '--exit-code', `${bot.url}/git/callboard/refund-desk.git`], { env: gitEnvironment });
  });

  test('a request for the page that names a foreign host or origin is refused', async () => {
    const path = `${bot.url}/workspace/api/boot`;
    const foreign = await fetch(path, { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    const say = { as: elif.id, channel: general, text: '/help' };
    const posted = await fetch(`${bot.url}/workspace/api/say`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify(say),
    });
    expect(posted.status).toBe(403);
    // fetch sets Host by itself: curl's way is a raw request.
    expect(await statusWithHost(bot.url, 'evil.example')).toBe(403);
    expect(await statusWithHost(bot.url, new URL(bot.url).host)).toBe(200);
  });
});

async function statusWithHost(url: string, host: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  get(`${url}/workspace/api/boot`, { headers: { host } }, (response) => {
    response.resume().once('end', () => resolve(response.statusCode));
  }).once('error', reject);
  return promise;
}
