import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const component = (name: string, spec = {}) => toYaml(buildEntity({ name, spec }));

function makeRepository(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'repository');
  mkdirSync(folder);
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  commit(folder, files);
  return folder;
}

function commit(folder: string, files: Readonly<Record<string, string>>): void {
  writeFiles(folder, files);
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  execFileSync('git', ['add', '.'], { cwd: folder });
  execFileSync('git', [...identity, 'commit', '-q', '-m', 'Files'], { cwd: folder });
}

describe('ingesting a path', () => {
  test('keeps it as a source and counts what came in', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'catalog/a.yaml': component('a'), 'catalog/b.yaml': `${component('b')}---\nkind: 3\n` });
    const { service, store } = await setUpCatalog(folder);
    const report = await service.ingest(['catalog'], folder);
    expect(report).toMatchObject({ files: 2, documents: 3, added: 2, changed: 0, removed: 0, unchanged: 0 });
    expect(report.refs).toEqual(['component:default/a', 'component:default/b']);
    expect(report.problems[0]).toMatchObject({ file: join(folder, 'catalog/b.yaml'), document: 1 });
    expect(service.directory.get('component:default/a')?.origin.document).toBe(0);
    expect(await store.catalog.sources()).toMatchObject([{ origin: 'registered' }]);
  });

  test('again changes only what changed', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a'), 'c/b.yaml': component('b'), 'c/c.yaml': component('c') });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['c'], folder);
    writeFiles(folder, { 'c/b.yaml': component('b', { owner: 'team-b' }), 'c/d.yaml': component('d') });
    rmSync(join(folder, 'c/c.yaml'));
    expect(await service.ingest(['c'], folder)).toMatchObject({ added: 1, changed: 1, orphaned: 1, unchanged: 2 });
    expect(service.directory.related('component:default/b', 'ownedBy')).toEqual(['group:default/team-b']);
    expect(service.directory.get('component:default/c')?.standing?.kind).toBe('orphaned');
  });

  test('again with nothing changed writes nothing', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a'), 'c/b.yaml': `${component('b')}---\nkind: 3\n` });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['c'], folder);
    const log = () => statSync(join(folder, 'callboard.db-wal'));
    const { size, mtimeMs } = log();
    expect(await service.ingest(['c'], folder)).toMatchObject({ documents: 3, unchanged: 2, problems: [{}, {}, {}] });
    expect(log()).toMatchObject({ size, mtimeMs });
  });

  test('parses a file again that has a name which became free', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a'), 'c/b.yaml': component('a', { owner: 'second' }) });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['c'], folder);
    writeFiles(folder, { 'c/a.yaml': component('other') });
    expect(await service.ingest(['c'], folder)).toMatchObject({ added: 1, changed: 1, problems: [] });
    expect(service.directory.related('component:default/a', 'ownedBy')).toEqual(['group:default/second']);
  });

  test('that is not there is refused, and not kept', async () => {
    const folder = temporaryFolder();
    const { service, store } = await setUpCatalog(folder);
    await expect(service.ingest(['nowhere'], folder)).rejects.toMatchObject({ code: 'nothing-to-read' });
    expect(await store.catalog.sources()).toEqual([]);
  });

  test('that went away is one problem, and what came from it is orphaned until it is back', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a') });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['c'], folder);
    rmSync(join(folder, 'c'), { recursive: true });
    const report = await service.ingest(['c'], folder);
    expect(report).toMatchObject({ removed: 0, orphaned: 1, problems: [{ file: join(folder, 'c'), path: '' }] });
    const standing = () => service.directory.get('component:default/a')?.standing;
    expect(standing()).toMatchObject({ kind: 'orphaned' });
    writeFiles(folder, { 'c/a.yaml': component('a') });
    expect(await service.ingest(['c'], folder)).toMatchObject({ unchanged: 1, problems: [] });
    expect(standing()).toBeUndefined();
  });

  test('keeps the last good version of what turned bad', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a'), 'c/b.yaml': component('b') });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['c'], folder);
    writeFiles(folder, { 'c/a.yaml': component('a', { owner: 3 }), 'c/b.yaml': 'kind: [\n' });
    expect(await service.ingest(['c'], folder)).toMatchObject({ removed: 0, changed: 0, unchanged: 2 });
    expect(service.directory.get('component:default/a')?.entity.spec?.['owner']).toBe('team-a');
    expect(service.directory.get('component:default/b')).toBeDefined();
  });

  test('does not take a name from the source that has it', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'one.yaml': component('a'), 'two.yaml': component('a', { owner: 'thief' }) });
    const { service } = await setUpCatalog(folder);
    await service.ingest(['one.yaml'], folder);
    const report = await service.ingest(['two.yaml'], folder);
    expect(report.problems[0]?.message).toMatch(/ is named in [^/]+\/one\.yaml of another source already/);
    expect(service.directory.related('component:default/a', 'ownedBy')).toEqual(['group:default/team-a']);
  });
});

describe('a repository', () => {
  test('is read from its newest commit, and no clone is left', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { service } = await setUpCatalog(folder);
    await service.ingest([`file://${repository}`], folder);
    expect(service.directory.get('component:default/a')?.origin.file).toBe('catalog-info.yaml');
    commit(repository, { 'catalog-info.yaml': component('b') });
    expect(await service.ingest([`file://${repository}`], folder)).toMatchObject({ added: 1, removed: 1 });
    expect(readdirSync(join(folder, 'catalog', 'clones'))).toEqual([]);
  });

  test('is not cloned while it is at the same commit', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { service } = await setUpCatalog(folder);
    await service.ingest([`file://${repository}`], folder);
    rmSync(join(folder, 'catalog', 'clones'), { recursive: true });
    expect(await service.ingest([`file://${repository}`], folder)).toMatchObject({ documents: 1, unchanged: 1 });
    expect(existsSync(join(folder, 'catalog', 'clones'))).toBe(false);
  });

  test('is read from the branch that is named', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    execFileSync('git', ['checkout', '-q', '-b', 'next/one'], { cwd: repository });
    commit(repository, { 'catalog-info.yaml': component('b') });
    execFileSync('git', ['checkout', '-q', 'main'], { cwd: repository });
    const git = `file://${repository}`;
    const { service } = await setUpCatalog(folder, { sources: [{ git, branch: 'next/one' }] });
    await service.ingest(undefined, folder);
    expect(service.directory.ofKind('component').map(({ ref }) => ref)).toEqual(['component:default/b']);
    const gone = await setUpCatalog(folder, { sources: [{ git, branch: 'gone' }] });
    const { problems } = await gone.service.ingest(undefined, folder);
    expect(problems[0]?.message).toContain('has no branch and no tag gone. Check the name');
  });

  test('without the file is refused with what is missing', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'README.md': '# Nothing\n' });
    const { point } = await setUpCatalog(folder);
    const target = { kind: 'git', url: `file://${repository}`, paths: ['catalog-info.yaml'] } as const;
    await expect(point.register(target, 'run-1')).rejects.toThrow('the repository has no catalog-info.yaml');
  });

  test('that loses its file leaves orphans; one that does not answer keeps all as it is', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { service, store } = await setUpCatalog(folder);
    const [a, sync] = ['component:default/a', () => service.ingest([`file://${repository}`], folder)];
    await sync();
    commit(repository, { 'catalog-info.yaml': component('a', { owner: 3 }) });
    expect((await sync()).problems).toMatchObject([{ path: 'spec.owner' }]);
    renameSync(repository, `${repository}-gone`);
    expect(await sync()).toMatchObject({ orphaned: 0, unchanged: 1 });
    const [problems = []] = (await store.catalog.problems()).values();
    expect(problems.map(({ path }) => path)).toEqual(['', 'spec.owner']);
    expect(service.directory.get(a)?.standing?.kind).toBe('broken');
    renameSync(`${repository}-gone`, repository);
    rmSync(join(repository, 'catalog-info.yaml'));
    commit(repository, { 'README.md': '# Nothing' });
    expect(await sync()).toMatchObject({ orphaned: 1 });
    expect(service.directory.get(a)?.standing?.kind).toBe('orphaned');
  });

  test('is checked out beside an entity of it, as far as that is needed', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({
      'a/catalog-info.yaml': component('a'),
      'a/skeleton/README.md': '# New\n',
      'other/README.md': '# Other\n',
      'third.txt': '',
    });
    const { service, point } = await setUpCatalog(folder);
    await point.register({ kind: 'git', url: `file://${repository}`, paths: ['a/catalog-info.yaml'] }, 'run-1');
    const entry = service.directory.get('component:default/a');
    if (!entry) throw new Error('the component is not there');
    const { folder: checkout, commit: head } = await point.checkOut(entry, ['./skeleton/', '../../outside']);
    expect(head).toBe(execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository }).toString().trim());
    expect(readFileSync(join(checkout, 'a/skeleton/README.md'), 'utf8')).toBe('# New\n');
    expect(existsSync(join(checkout, 'a/catalog-info.yaml'))).toBe(false);
    expect(existsSync(join(checkout, 'other'))).toBe(false);
    expect(await point.checkOut(entry, ['.', '../other'])).toMatchObject({ folder: checkout, commit: head });
    expect(existsSync(join(checkout, 'a/catalog-info.yaml'))).toBe(true);
    expect(existsSync(join(checkout, 'other/README.md'))).toBe(true);
    expect(existsSync(join(checkout, 'third.txt'))).toBe(false);
    await point.checkOut(entry, ['/']);
    expect(existsSync(join(checkout, 'third.txt'))).toBe(true);
  });

  test('is checked out at an older commit, with the same fingerprint where what is needed has not changed', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'a/catalog-info.yaml': component('a'), 'a/b.txt': 'first' });
    const { service, point } = await setUpCatalog(folder);
    await point.register({ kind: 'git', url: `file://${repository}`, paths: ['a/catalog-info.yaml'] }, 'run-1');
    const entry = service.directory.get('component:default/a');
    if (!entry) throw new Error('the component is not there');
    const first = await point.checkOut(entry, ['.']);
    commit(repository, { 'other.txt': '' });
    const second = await point.checkOut(entry, ['.']);
    expect(second.commit).not.toBe(first.commit);
    expect(second.fingerprint).toBe(first.fingerprint);
    commit(repository, { 'a/b.txt': 'third' });
    const third = await point.checkOut(entry, ['.']);
    expect(third.fingerprint).not.toBe(first.fingerprint);
    rmSync(first.folder, { recursive: true });
    expect(await point.checkOut(entry, ['.'], first.commit)).toEqual(first);
    expect(readFileSync(join(first.folder, 'a/b.txt'), 'utf8')).toBe('first');
    await expect(point.checkOut(entry, ['.'], '0'.repeat(40))).rejects.toThrow();
  });

  test('keeps a checkout that was asked for again, and not one that nobody asked for in an hour', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { service, point } = await setUpCatalog(folder);
    await service.ingest([`file://${repository}`], folder);
    const entry = service.directory.get('component:default/a');
    if (!entry) throw new Error('the component is not there');
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    const { folder: first } = await point.checkOut(entry, ['.']);
    utimesSync(first, longAgo, longAgo);
    await point.checkOut(entry, ['.']);
    commit(repository, { 'second.txt': '' });
    const { folder: second } = await point.checkOut(entry, ['.']);
    expect(existsSync(first)).toBe(true);
    utimesSync(first, longAgo, longAgo);
    expect((await point.checkOut(entry, ['.'])).folder).toBe(second);
    expect(existsSync(first)).toBe(false);
  });

  test('is checked out by two processes at once', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const both = [await setUpCatalog(folder), await setUpCatalog(folder)];
    await both[0]?.service.ingest([`file://${repository}`], folder);
    const [one, other] = await Promise.all(
      both.map(async ({ service, point }) => {
        await service.load();
        const entry = service.directory.get('component:default/a');
        if (!entry) throw new Error('the component is not there');
        return point.checkOut(entry, ['.']);
      }),
    );
    expect(one).toEqual(other);
  });

  test('is registered once, and is in the directory then', async () => {
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { point, store } = await setUpCatalog(temporaryFolder());
    const target = { kind: 'git', url: `file://${repository}`, paths: ['catalog-info.yaml'] } as const;
    expect((await point.register(target, 'run-1')).refs).toEqual(['component:default/a']);
    expect(await point.register(target, 'run-1')).toMatchObject({ added: 0, unchanged: 1 });
    expect(await store.catalog.sources()).toHaveLength(1);
  });

  test('is unregistered by the run that registered it, and by no other', async () => {
    const repository = makeRepository({ 'catalog-info.yaml': component('a') });
    const { point, service } = await setUpCatalog(temporaryFolder());
    const target = { kind: 'git', url: `file://${repository}`, paths: ['catalog-info.yaml'] } as const;
    await point.register(target, 'run-1');
    await point.register(target, 'run-2');
    expect(await point.isRegisteredBy(target, 'run-2')).toBe(false);
    await point.unregister(target, 'run-2');
    expect(service.directory.ofKind('component')).toHaveLength(1);
    expect(await point.isRegisteredBy(target, 'run-1')).toBe(true);
    await point.unregister(target, 'run-1');
    expect(service.directory.ofKind('component')).toEqual([]);
    expect(await point.isRegisteredBy(target, 'run-1')).toBe(false);
  });

  test('of which further files are registered is a source once more', async () => {
    const folder = temporaryFolder();
    const repository = makeRepository({ 'catalog-info.yaml': component('a'), 'other.yaml': component('b') });
    const { service, point } = await setUpCatalog(folder);
    const url = `file://${repository}`;
    await service.ingest([url], folder);
    expect(await point.register({ kind: 'git', url, paths: ['other.yaml'] }, 'run-1')).toMatchObject({ added: 1 });
    expect(service.directory.ofKind('component')).toHaveLength(2);
  });
});

describe('the configuration', () => {
  test('names sources relative to its folder; those that left it go with their entities', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.yaml': component('a'), 'b.yaml': component('b'), 'c.yaml': component('c') });
    const first = await setUpCatalog(folder, { sources: [{ file: 'a.yaml' }, { file: './b.yaml' }] });
    await first.service.ingest(['c.yaml'], folder);
    expect(await first.service.ingest(undefined, folder)).toMatchObject({ files: 2, added: 2 });
    const second = await setUpCatalog(folder, { sources: [{ file: 'b.yaml' }] });
    expect(await second.service.ingest(undefined, folder)).toMatchObject({ files: 1, unchanged: 1 });
    expect(second.service.directory.ofKind('component').map(({ ref }) => ref)).toEqual([
      'component:default/b',
      'component:default/c',
    ]);
  });

  test('without a source has nothing to ingest', async () => {
    const { service } = await setUpCatalog(temporaryFolder());
    await expect(service.ingest(undefined, '/')).rejects.toMatchObject({ code: 'no-sources' });
  });

  test('makes the examples go once it names a source', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'examples/catalog.yaml': component('example'), 'real.yaml': component('real') });
    const first = await setUpCatalog(folder);
    await first.service.bringInExamples(join(folder, 'examples'));
    expect(first.service.directory.get('component:default/example')).toBeDefined();
    const second = await setUpCatalog(folder, { sources: [{ file: 'real.yaml' }] });
    await second.core.start();
    expect(second.service.directory.get('component:default/example')).toBeUndefined();
  });
});

describe('starting', () => {
  test('on an empty database syncs before it is done', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.yaml': component('a') });
    const { service, core } = await setUpCatalog(folder, { sources: [{ file: 'a.yaml' }] });
    await core.start();
    expect(service.directory.get('component:default/a')).toBeDefined();
  });

  test('with a source that cannot be read starts all the same and lists the problem', async () => {
    const folder = temporaryFolder();
    const { core, store } = await setUpCatalog(folder, { sources: [{ file: 'gone.yaml' }] });
    await core.start();
    const [problems] = [...(await store.catalog.problems()).values()];
    expect(problems).toMatchObject([{ file: join(folder, 'gone.yaml') }]);
  });

  test('does not wait for a source that never answers, and a stop ends its sync', async () => {
    const asked: Socket[] = [];
    const silent = createServer((socket) => void asked.push(socket));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => {
      for (const socket of asked) socket.destroy();
      silent.close();
    });
    const address = silent.address();
    if (typeof address !== 'object' || !address) throw new Error('the server has no address');
    const folder = temporaryFolder();
    const configuration = { sources: [{ git: `http://127.0.0.1:${address.port}/a/b.git` }] };
    const { core } = await setUpCatalog(folder, configuration, undefined, 1);
    await core.start();
    await core.stop();
  });

  test('is not needed to answer from the database as it is', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.yaml': component('a') });
    const first = await setUpCatalog(folder);
    await first.service.ingest(['a.yaml'], folder);
    const second = await setUpCatalog(folder);
    expect(second.service.directory.size()).toBe(0);
    await second.service.load();
    expect(second.service.directory.get('component:default/a')).toBeDefined();
  });

  test('follows what another instance on the database changed and removed', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'c/a.yaml': component('a'), 'c/b.yaml': component('b') });
    const [first, second] = [await setUpCatalog(folder, { orphanDays: 0 }), await setUpCatalog(folder)];
    await first.service.ingest(['c'], folder);
    await second.service.load();
    rmSync(join(folder, 'c/a.yaml'));
    await first.service.ingest(['c'], folder);
    await second.service.load();
    expect(second.service.directory.ofKind('component').map(({ ref }) => ref)).toEqual(['component:default/b']);
  });
});
