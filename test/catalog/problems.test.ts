import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProblems } from '#callboard/catalog/commands/problems.ts';
import { tellBroken } from '#callboard/catalog/commands/tell-broken.ts';
import { createShow } from '#callboard/catalog/commands/show.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { readSentence } from '#callboard/core/commands/read-sentence.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const component = (name: string, spec: { readonly [key: string]: Json } = {}) => toYaml(buildEntity({ name, spec }));
const group = (name: string, spec = {}, annotations = {}) =>
  toYaml(buildEntity({ kind: 'Group', name, spec, metadata: { annotations } }));
const user = (name: string, memberOf: readonly string[]) =>
  toYaml(buildEntity({ kind: 'User', name, spec: { memberOf } }));

/** A catalog of two teams: the files are written, synced, changed and synced again. */
async function startCatalog(changes: Readonly<Record<string, string | undefined>>, configuration: Json = {}) {
  const folder = temporaryFolder();
  const people = [
    group('team-a', {}, { 'slack.com/channel': '#team-a' }),
    group('team-b', { parent: 'team-a' }, { 'callboard.dev/lead': 'ada' }),
    group('team-c'),
    user('ada', ['team-b']),
  ];
  writeFiles(folder, {
    'c/people.yaml': people.join('---\n'),
    'c/a.yaml': component('alpha', { owner: 'team-a' }),
    'c/b.yaml': component('beta', { owner: 'team-b' }),
    'c/c.yaml': component('gamma', { owner: 'team-c' }),
  });
  const { service, store } = await setUpCatalog(folder, configuration);
  await service.ingest(['c'], folder);
  const change = async (files: Readonly<Record<string, string | undefined>>) => {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(folder, path));
      else writeFiles(folder, { [path]: text });
    }
    return service.ingest(['c'], folder);
  };
  await change(changes);
  const { directory } = service;
  const commands = [
    createProblems({
      directory,
      problems: store.catalog.problems,
      userOf: async ({ personId }) => (personId === 'ada' ? 'user:default/ada' : undefined),
    }),
    tellBroken(createShow({ directory, entityNotes: [] }), { directory, problems: store.catalog.problems }),
  ];
  const ask = async (text: string, personId = 'stranger') => {
    const understood = readSentence(text, commands);
    if (!understood) throw new Error(`nothing understands: ${text}`);
    const { command, values } = understood;
    const asker = { surface: 'terminal', personId };
    const address = { surface: 'terminal', kind: 'person', personId } as const;
    return command.run({ id: '1', command: command.name, values, asker, address });
  };
  const askText = async (text: string, personId?: string) => toPlainText((await ask(text, personId)).answer);
  return { ask, askText, change, directory, store };
}

const bad = (name: string, owner: string) => component(name, { owner, lifecycle: 3 });

describe('problems', () => {
  const changes = { 'c/a.yaml': bad('alpha', 'team-a'), 'c/b.yaml': bad('beta', 'team-b'), 'c/c.yaml': 'kind: [\n' };

  test('of everyone are all there are, with their place, their remedy and what answers meanwhile', async () => {
    const { askText } = await startCatalog(changes);
    const text = await askText('problems');
    expect(text).toContain('There are 3 problems with the catalog');
    expect(text).toMatch(
      /c\/a\.yaml:\d+:\d+ component:default\/alpha\n\s+spec\.lifecycle must be a string, not the number 3: say where/,
    );
    expect(text).toContain('Until then its last good version answers.');
    expect(text).toContain('c/c.yaml:');
  });

  test.each([
    ['my problems', ['beta']],
    ["what's wrong with my team's files?", ['beta']],
    ['problems of team-b', ['beta']],
    ['problems of team-a', ['alpha', 'beta']],
    ["team-a's problems", ['alpha', 'beta']],
    ['what is wrong with alpha?', ['alpha']],
    ['problems of everyone', ['alpha', 'beta', 'c.yaml']],
    ['what is broken?', ['beta']],
  ])('“%s” by somebody of a team are %j', async (question, names) => {
    const { askText } = await startCatalog(changes);
    const text = await askText(question, 'ada');
    for (const name of ['alpha', 'beta', 'c.yaml'])
      expect([name, text.includes(name)]).toEqual([name, names.includes(name)]);
  });

  test('of a file that cannot be parsed are those of whoever owned what was in it', async () => {
    const { askText } = await startCatalog(changes);
    expect(await askText('problems of team-c')).toContain('c/c.yaml:');
    expect(await askText('problems of gamma')).toContain('c/c.yaml:');
  });

  test('of a name that two files claim are told to the owners of both', async () => {
    const late = component('alpha', { owner: 'team-c' });
    const { askText } = await startCatalog({ 'c/z.yaml': late });
    expect(await askText('problems of team-a')).toMatch(/also named in c\/z\.yaml; this one is kept/);
    expect(await askText('problems of team-c')).toMatch(/named in c\/a\.yaml already, and that one is kept/);
  });

  test('of what has not been good yet are told to whoever asks about it', async () => {
    const { ask, askText } = await startCatalog({ 'c/z.yaml': component('omega-two', { owner: 3 }) });
    for (const name of ['omega-two', 'the Omega two', 'component:default/omega-two']) {
      const text = await askText(`show ${name}`);
      expect(text).toMatch(/is not in the catalog: its file is not valid\n.*c\/z\.yaml:\d+:\d+/);
      expect(text).toContain('spec.owner must be a string, not the number 3: name the team that owns it');
    }
    await expect(ask('show upsilon')).rejects.toMatchObject({ code: 'no-such-entity' });
  });

  test('of somebody who is not known are refused with how to be', async () => {
    const { ask } = await startCatalog(changes);
    await expect(ask('my problems')).rejects.toMatchObject({ code: 'not-linked' });
  });

  test('that are none are said to be none', async () => {
    const { askText } = await startCatalog({});
    expect(await askText('problems')).toBe('There is nothing wrong with the catalog');
  });

  test('of what has lost its file say until when it stays', async () => {
    const { askText, directory } = await startCatalog({ 'c/a.yaml': undefined });
    const standing = directory.get('component:default/alpha')?.standing;
    expect(standing?.kind).toBe('orphaned');
    const day = standing?.kind === 'orphaned' ? standing.removedAfter.slice(0, 10) : '';
    expect(await askText('problems')).toContain(`c/a.yaml has been gone since`);
    expect(await askText('problems of team-a')).toContain(`this is removed from the catalog after ${day}`);
    expect(await askText('problems of team-c')).toContain('There is nothing wrong with what team-c owns');
  });

  test('of an entity are told in its answer, with what it said before', async () => {
    const { ask } = await startCatalog(changes);
    const { answer } = await ask('show alpha');
    const lines = answer.kind === 'card' ? answer.lines.map(String) : [];
    expect(lines[0]).toMatch(/c\/a\.yaml has not been valid since \d{4}-\d\d-\d\d: this is what it said before\./);
    expect(answer.kind === 'card' && answer.buttons[0]).toEqual({
      label: 'What is wrong',
      press: { command: 'problems', values: { of: 'component:default/alpha' } },
    });
  });

  test('of a name that several things fit ask which, and take the choice', async () => {
    const { ask } = await startCatalog({ 'c/x.yaml': `${component('ledger-one')}---\n${component('ledger-two')}` });
    const { answer } = await ask('problems of ledger');
    expect(answer.kind === 'choice' && answer.options.map(({ press }) => press)).toContainEqual({
      command: 'problems',
      values: { of: 'component:default/ledger-two' },
    });
  });
});

describe('owners', () => {
  /** What was put into the outbox while files were changed, step by step. */
  async function toldOf(...steps: readonly Readonly<Record<string, string | undefined>>[]) {
    const { change, store } = await startCatalog({}, { tellOwnersOn: 'slack' });
    for (const step of steps) await change(step);
    const messages = await store.messages.lease(new Date(), new Date(), 100);
    return messages.map(({ to, answer }) => ({
      to: to.kind === 'place' ? to.conversation : '',
      text: toPlainText(answer),
    }));
  }

  test('are told in their channel of a file that breaks, once, and again when it is mended', async () => {
    const messages = await toldOf(
      { 'c/a.yaml': bad('alpha', 'team-a') },
      { 'c/x.yaml': component('other') },
      { 'c/a.yaml': component('alpha') },
    );
    expect(messages).toMatchObject([
      { to: '#team-a', text: expect.stringContaining('A catalog file that you own is not valid any more\n') },
      { to: '#team-a', text: expect.stringContaining('A catalog file that you own is valid again') },
    ]);
    expect(messages[0]?.text).toContain('spec.lifecycle must be a string');
  });

  test('hear of several files in one message', async () => {
    const files = { 'c/a.yaml': bad('alpha', 'team-a'), 'c/d.yaml': bad('delta', 'team-a') };
    expect(await toldOf(files)).toMatchObject([{ to: '#team-a', text: expect.stringMatching(/alpha[^]*delta/) }]);
  });

  test('hear of each file that comes in broken, also where nothing else of the catalog changes', async () => {
    const messages = await toldOf({ 'c/d.yaml': bad('delta', 'team-a') }, { 'c/e.yaml': bad('epsilon', 'team-a') });
    expect(messages.map(({ text }) => /delta|epsilon/.exec(text)?.[0])).toEqual(['delta', 'epsilon']);
  });

  test('without a channel or a lead who has an account are not told, and nothing else is held up', async () => {
    expect(await toldOf({ 'c/b.yaml': bad('beta', 'team-b'), 'c/c.yaml': bad('gamma', 'team-c') })).toEqual([]);
  });

  test('are told nothing of a file that is gone', async () => {
    expect(await toldOf({ 'c/a.yaml': bad('alpha', 'team-a') }, { 'c/a.yaml': undefined })).toHaveLength(1);
  });

  test('are told nothing unless that is configured', async () => {
    const { store } = await startCatalog({ 'c/a.yaml': bad('alpha', 'team-a') });
    expect(await store.messages.lease(new Date(), new Date(), 100)).toEqual([]);
  });
});
