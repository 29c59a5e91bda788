import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, type StartedCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';
import { createGitHttpServer, type GitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';
import type { Answer, Button, Press } from '#callboard/core/answers/answer.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** The host of these repositories is this machine. */
const onLoopback = { allowedHosts: ['127.0.0.1'] };

let host: GitHttpServer;
beforeAll(async () => {
  host = await createGitHttpServer(() => 'read');
});
afterAll(() => host.close());

const component = (name: string, owner = 'team-a') => toYaml(buildEntity({ name, spec: { owner } }));

/** A repository at the host, with these files. @returns its address, and what commits again */
async function publish(name: string, files: Readonly<Record<string, string>>) {
  const bare = await makeBareRepository(host.folder, `acme/${name}`);
  const clone = join(temporaryFolder(), 'clone');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: clone });
  execFileSync('git', ['clone', '-q', bare, clone], { stdio: 'ignore' });
  const push = (changed: Readonly<Record<string, string>>) => {
    writeFiles(clone, changed);
    git('add', '.');
    git('commit', '-q', '-m', 'Files');
    git('push', '-q', 'origin', 'HEAD:main');
  };
  push(files);
  return { url: `${host.url}/acme/${name}.git`, bare, push };
}

const people = [
  toYaml(buildEntity({ kind: 'Group', name: 'team-a' })),
  toYaml(buildEntity({ kind: 'Group', name: 'team-b' })),
  toYaml(buildEntity({ kind: 'User', name: 'ada', metadata: account('UADA'), spec: { memberOf: ['team-a'] } })),
  toYaml(buildEntity({ kind: 'User', name: 'bob', metadata: account('UBOB'), spec: { memberOf: ['team-b'] } })),
].join('---\n');

function account(id: string) {
  return { annotations: { 'slack.com/user-id': id } };
}

/** The catalog with Ada of team a and Bob of team b, from a file that callboard.yaml names, and a platform. */
async function startChat(catalog: Readonly<Record<string, Json>> = {}, everyoneIsAdministrator = false) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'people.yaml': people });
  const started = await setUpCatalog(folder, { sources: [{ file: 'people.yaml' }], ...onLoopback, ...catalog });
  const shown: { answer: Answer }[] = [];
  let tell = (): void => {};
  const surface: Surface = {
    id: 'slack',
    userAnnotation: 'slack.com/user-id',
    everyoneIsAdministrator,
    post: async (_, answer) => {
      shown.push({ answer });
      tell();
      return String(shown.length - 1);
    },
    edit: async (posted, answer) => {
      shown[Number(posted)] = { answer };
      tell();
      return posted;
    },
    profile: async () => undefined,
    findByEmail: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  const plugin = {
    id: 'slack',
    kind: 'standalone' as const,
    setup: (context: { addSurface: (added: Surface) => void }) => context.addSurface(surface),
  };
  await started.core.setUp([{ plugin, isRequired: true }], () => ({}));
  await started.service.ingest(undefined, folder);
  let events = 0;
  const said = (person: string) => ({
    id: `event ${(events += 1)}`,
    asker: { surface: 'slack', personId: person, name: person },
    address: { surface: 'slack', kind: 'place' as const, conversation: 'C1' },
  });
  const { conversation } = started.core;
  return {
    ...started,
    folder,
    ask: async (text: string, person = 'UADA') =>
      (await conversation.answerNow({ ...said(person), kind: 'sentence', text })).answer,
    press: async (press: Press, person = 'UADA') =>
      (await conversation.answerNow({ ...said(person), kind: 'press', press })).answer,
    /** As a platform has it: kept, then answered through the outbox. */
    take: (press: Press, person = 'UADA') => conversation.take({ ...said(person), kind: 'press', press }),
    shownThat: (fits: (text: string) => boolean): Promise<string> =>
      new Promise((resolve) => {
        tell = () => {
          const text = shown.map(({ answer }) => toPlainText(answer)).find(fits);
          if (text !== undefined) resolve(text);
        };
        tell();
      }),
  };
}

function buttonOf(answer: Answer, label: string): Extract<Button, { press: Press }> {
  const buttons = 'buttons' in answer ? answer.buttons : [];
  const found = buttons.find((button) => button.label === label);
  if (!found || !('press' in found)) throw new Error(`no button ${label} in: ${toPlainText(answer)}`);
  return found;
}

const labelsOf = (answer: Answer) => ('buttons' in answer ? answer.buttons.map(({ label }) => label) : []);
const idsOf = async ({ store }: StartedCatalog) =>
  (await store.catalog.sources()).filter(({ origin }) => origin !== 'configured').map(({ id }) => id);

describe('register', () => {
  test('shows what would come in and keeps nothing of it', async () => {
    const { url } = await publish('preview', {
      'catalog-info.yaml': `${component('shop')}---\n${component('till')}---\nkind: Component\n`,
    });
    const chat = await startChat();
    const answer = await chat.ask(`register <${url}|the shop>`);
    const text = toPlainText(answer);
    expect(text).toContain('3 documents in 1 file. 2 entities would come in.');
    expect(text).toContain('Component: 2: shop, till');
    expect(text).toContain('Branch: the default one');
    expect(text).toMatch(/catalog-info\.yaml:\d+:\d+ .*metadata/);
    expect(buttonOf(answer, 'Register')).toMatchObject({ style: 'primary' });
    expect(chat.service.directory.get('component:default/shop')).toBeUndefined();
    expect(await idsOf(chat)).toEqual([]);
  });

  test('by its button answers with what came in, twice with the same source', async () => {
    const { url } = await publish('button', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    const { press } = buttonOf(await chat.ask(`add ${url} to the catalog`), 'Register');
    expect(toPlainText(await chat.press(press))).toContain('1 added');
    expect(toPlainText(await chat.press(press))).toContain('nothing has changed');
    expect(await idsOf(chat)).toHaveLength(1);
    expect(chat.service.directory.get('component:default/shop')).toBeDefined();
  });

  test('is a row before it is acknowledged, and answered where it was asked', async () => {
    const { url } = await publish('kept', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    const { press } = buttonOf(await chat.ask(`register ${url}`), 'Register');
    await chat.core.open();
    expect(await Promise.all([chat.take(press), chat.take(press)])).toMatchObject([{ kind: 'kept' }, { kind: 'kept' }]);
    expect(await chat.shownThat((text) => text.includes('1 added'))).toContain('is a source of the catalog');
    expect(await idsOf(chat)).toHaveLength(1);
  });

  test('of a place that is a source says so and offers to refresh it, however its address is written', async () => {
    const { url } = await publish('again', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    const answer = await chat.ask(`register ${url.replace(/\.git$/, '/')}`);
    expect(toPlainText(answer)).toContain('is a source of the catalog already');
    expect(labelsOf(answer)).toEqual(['Refresh']);
  });

  test('tells which names another source has, and which it would take over', async () => {
    const { url } = await publish('claims', {
      'catalog-info.yaml': `${component('theirs')}---\n${component('left')}---\n${component('new')}`,
    });
    const chat = await startChat();
    writeFiles(chat.folder, { 'other/a.yaml': component('theirs'), 'other/b.yaml': component('left') });
    await chat.service.ingest(['other'], chat.folder);
    rmSync(join(chat.folder, 'other/b.yaml'));
    await chat.service.ingest(['other'], chat.folder);
    const text = toPlainText(await chat.ask(`register ${url}`));
    expect(text).toContain('Is elsewhere already: component:default/theirs (other)');
    expect(text).toContain('Changes hands: component:default/left (other)');
    expect(text).toContain('2 entities would come in');
    expect(text).not.toContain('problem');
  });

  test('of a repository without the file says what to do', async () => {
    const { url } = await publish('empty', { 'README.md': '# Nothing\n' });
    const answer = await (await startChat()).ask(`register ${url}`);
    expect(answer).toMatchObject({ kind: 'refusal', code: 'nothing-to-read' });
    expect(toPlainText(answer)).toContain('register the address of the page');
  });

  test('of a repository that is not there is refused', async () => {
    const answer = await (await startChat()).ask(`register ${host.url}/acme/nowhere.git`);
    expect(answer).toMatchObject({ kind: 'refusal' });
  });

  test.each(['file:///etc', '/etc', './catalog.yaml', 'orders.git'])(
    'refuses %s, with where it belongs',
    async (text) => {
      const answer = await (await startChat()).ask(`register ${text}`);
      expect(answer).toMatchObject({ kind: 'refusal', code: 'no-address' });
      expect(toPlainText(answer)).toContain('callboard.yaml');
    },
  );

  test.each(['register', 'unregister', 'refresh', 'sources'])('%s repeats no credentials', async (command) => {
    const answer = await (await startChat()).ask(`${command} https://ada:s3cret@git.acme.example/acme/orders`);
    expect(answer).toMatchObject({ kind: 'refusal', code: 'credentials-in-address' });
    expect(toPlainText(answer)).not.toContain('s3cret');
  });
});

describe('who may', () => {
  test('by default is everyone whom the catalog knows; others are told how it gets to know them', async () => {
    const chat = await startChat();
    const refused = await chat.ask('register https://github.com/acme/orders', 'USTRANGER');
    expect(refused).toMatchObject({ kind: 'refusal', code: 'not-allowed' });
    expect(toPlainText(refused)).toContain('link @you user:default/NAME');
    expect(await chat.ask('register /etc')).toMatchObject({ code: 'no-address' });
  });

  test.each([
    [{ register: 'administrators' }, 'UADA', false],
    [{ register: ['team-a'] }, 'UADA', true],
    [{ register: ['group:default/team-a'] }, 'UBOB', false],
  ])('with %j: %s may: %s', async (configuration, person, may) => {
    const chat = await startChat(configuration);
    expect(await chat.ask('register /etc', person)).toMatchObject({ code: may ? 'no-address' : 'not-allowed' });
  });

  test('is always administrators', async () => {
    const chat = await startChat({ register: ['team-b'] }, true);
    expect(await chat.ask('register /etc', 'USTRANGER')).toMatchObject({ code: 'no-address' });
  });

  test('is asked again when the button is pressed', async () => {
    const { url } = await publish('pressed', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    const { press } = buttonOf(await chat.ask(`register ${url}`), 'Register');
    expect(await chat.press(press, 'USTRANGER')).toMatchObject({ code: 'not-allowed' });
    expect(await idsOf(chat)).toEqual([]);
  });

  test('unregisters is who belongs to every owner of what would go', async () => {
    const { url } = await publish('owners', {
      'catalog-info.yaml': `${component('a')}---\n${component('b', 'team-b')}`,
    });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    expect(await chat.ask(`unregister ${url}`)).toMatchObject({ code: 'not-allowed' });
    const [id = ''] = await idsOf(chat);
    const press = { command: 'unregister', values: { name: id, confirmed: true } };
    expect(await chat.press(press, 'UBOB')).toMatchObject({ code: 'not-allowed' });
    expect(await idsOf(chat)).toHaveLength(1);
  });
});

describe('unregister', () => {
  test('shows what would go, and by its button takes it out, twice without harm', async () => {
    const { url } = await publish('gone', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    const answer = await chat.ask('take shop out of the catalog');
    expect(toPlainText(answer)).toContain('1 entity would go from the catalog');
    const { press, style } = buttonOf(answer, 'Unregister');
    expect(style).toBe('danger');
    expect(chat.service.directory.get('component:default/shop')).toBeDefined();
    expect(toPlainText(await chat.press(press))).toContain('is out of the catalog, and with it 1 entity');
    expect(chat.service.directory.get('component:default/shop')).toBeUndefined();
    expect(toPlainText(await chat.press(press))).toContain('is out of the catalog');
    expect(await idsOf(chat)).toEqual([]);
  });

  test('stays done when the source is being read meanwhile, here or by another instance', async () => {
    const { url, push } = await publish('meanwhile', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    const [id = ''] = await idsOf(chat);
    const other = await setUpCatalog(chat.folder, onLoopback, join(chat.folder, 'callboard.db'));
    push({ 'catalog-info.yaml': `${component('shop')}---\n${component('till')}` });
    await Promise.all([
      other.service.ingest([url], chat.folder),
      chat.press({ command: 'refresh', values: { name: id } }),
      chat.press({ command: 'unregister', values: { name: id, confirmed: true } }),
    ]);
    await chat.service.load();
    expect(await idsOf(chat)).toEqual([]);
    expect(chat.service.directory.ofKind('component')).toEqual([]);
  });

  test('of what callboard.yaml names says to take it out there', async () => {
    const answer = await (await startChat({}, true)).ask('unregister ada');
    expect(answer).toMatchObject({ code: 'configured-source' });
    expect(toPlainText(answer)).toContain('people.yaml is a source because callboard.yaml says so');
  });

  test('takes the example company out', async () => {
    const chat = await startChat({}, true);
    writeFiles(chat.folder, { 'examples/catalog.yaml': component('example') });
    await chat.service.bringInExamples(join(chat.folder, 'examples'));
    const { press } = buttonOf(await chat.ask('unregister example'), 'Unregister');
    await chat.press(press);
    expect(await idsOf(chat)).toEqual([]);
  });
});

describe('refresh', () => {
  test('reads the source of an entity again and says what came of it', async () => {
    const { url, push, bare } = await publish('fresh', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    expect(toPlainText(await chat.ask('refresh shop'))).toContain('nothing has changed');
    push({ 'catalog-info.yaml': `${component('shop')}---\n${component('till')}` });
    expect(toPlainText(await chat.ask(`reload the catalog file of ${url}`))).toContain('1 added');
    rmSync(bare, { recursive: true });
    expect(toPlainText(await chat.ask('refresh shop'))).toContain(
      'could not be read; what the catalog has of it stays',
    );
  });

  test('of everything is for administrators', async () => {
    expect(await (await startChat()).ask('refresh everything')).toMatchObject({ code: 'not-allowed' });
    const chat = await startChat({}, true);
    expect(toPlainText(await chat.ask('refresh'))).toContain('The one source is being read again');
    await chat.core.open();
    writeFiles(chat.folder, { 'people.yaml': `${people}---\n${component('late')}` });
    await chat.ask('refresh all');
    await expect.poll(() => chat.service.directory.get('component:default/late'), { timeout: 10_000 }).toBeDefined();
  });
});

describe('sources', () => {
  test('are listed with why they are sources and what came of them, the worst first', async () => {
    const { url } = await publish('bad', { 'catalog-info.yaml': `${component('shop')}---\nkind: 3\n` });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    const answer = await chat.ask('where does the catalog come from?');
    const text = toPlainText(answer);
    expect(text).toContain('The catalog comes from 2 sources');
    expect(text).toMatch(
      /acme\/bad · registered\n {2}1 entity, \d+ problems?\n• people\.yaml · callboard\.yaml\n {2}4/,
    );
    expect(labelsOf(answer)).not.toContain('Refresh all');
  });

  test('are shown one by one, with buttons for what the asker may do', async () => {
    const { url } = await publish('one', { 'catalog-info.yaml': component('shop') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    expect(labelsOf(await chat.ask('which source does shop come from?'))).toEqual(['Refresh', 'Unregister']);
    expect(labelsOf(await chat.ask('sources shop', 'UBOB'))).toEqual(['Refresh']);
    expect(labelsOf(await chat.ask('sources shop', 'USTRANGER'))).toEqual([]);
    expect(labelsOf(await chat.ask('sources people.yaml'))).toEqual(['Refresh']);
  });

  test('that read one repository are told apart', async () => {
    const { url } = await publish('two', { 'catalog-info.yaml': component('a'), 'other.yaml': component('b') });
    const chat = await startChat();
    await chat.service.ingest([url], chat.folder);
    await chat.point.register({ kind: 'git', url, paths: ['other.yaml'] }, 'run-1');
    const answer = await chat.ask(`sources ${url}`);
    if (answer.kind !== 'choice') throw new Error(toPlainText(answer));
    expect(answer.options.map(({ label }) => label)).toEqual([
      expect.stringMatching(/acme\/two$/),
      expect.stringMatching(/acme\/two \(other\.yaml\)$/),
    ]);
    const [, other] = answer.options;
    expect(toPlainText(await chat.press(other?.press ?? { command: 'sources', values: {} }))).toContain(
      'Component: 1: b',
    );
  });
});

test('what people say is understood', async () => {
  const chat = await startChat();
  const understood = async (text: string) => {
    const said = { id: text, asker: { surface: 'slack', personId: 'UADA' } };
    const address = { surface: 'slack', kind: 'place', conversation: 'C1' } as const;
    return (await chat.core.conversation.answerNow({ ...said, address, kind: 'sentence', text })).command;
  };
  expect(await understood('please register the repository git@127.0.0.1.invalid/x')).toBe('register');
  expect(await understood('add file:///etc')).toBe('register');
  expect(await understood('forget https://github.com/acme/x')).toBe('unregister');
  expect(await understood('remove ada from the catalog')).toBe('unregister');
  expect(await understood('reload ada')).toBe('refresh');
  expect(await understood("reload ada's catalog file")).toBe('refresh');
  expect(await understood('list the sources')).toBe('sources');
  expect(await understood('list resources')).toBe('find');
});
