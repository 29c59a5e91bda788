import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import type { Credentials } from '#callboard/git/run-git.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { GitHost, RepositoryRequest } from '#callboard/scaffolder/git-host.ts';

/** A Git host and its other end, as the contract's tests need them. */
export interface GitHostUnderTest {
  readonly host: GitHost;
  /** An owner that repositories may be made under. */
  readonly owner: string;
  /** Whether owners are in owners, so that `a/b` can be one. */
  readonly ownersNest?: boolean;
  /** What a clone of a private repository takes, where the host asks. */
  readonly credentials?: Credentials;
  /** Makes a repository with a commit that no run made. */
  readonly makeStrangers: (owner: string, name: string) => Promise<void>;
  /** Pushes a commit of a person's to a branch of a repository that is there. */
  readonly pushAsPerson: (owner: string, name: string, branch: string) => Promise<void>;
  /** Publishes as far as a process gets that is killed when it begins to push. */
  readonly publishUntilPush: (request: RepositoryRequest, folder: string) => Promise<void>;
  /** Arranges that the host refuses what is pushed for the request. @returns the request to publish with */
  readonly refusePush: (request: RepositoryRequest) => Promise<RepositoryRequest>;
  readonly close: () => Promise<void>;
}

const run = promisify(execFile);
const never = new AbortController().signal;

/** Pushes a commit of a person's into a bare repository on this disk, on top of its branch or as a new one. */
export async function pushIntoBare(path: string, branch: string): Promise<void> {
  const clone = await mkdtemp(join(tmpdir(), 'callboard-person-'));
  const git = (...args: string[]) => run('git', ['-C', clone, ...args]);
  await run('git', ['clone', '--quiet', path, clone]);
  await git('checkout', '--quiet', branch).catch(() => git('checkout', '--quiet', '-b', branch));
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  await git(...person, 'commit', '--quiet', '--allow-empty', '-m', 'Begin to work');
  await git('push', '--quiet', 'origin', branch);
  await rm(clone, { recursive: true, force: true });
}

/** A request of run `run-1` for the repository `payments`. */
export function requestOf(owner: string, changes: Partial<RepositoryRequest> = {}): RepositoryRequest {
  return {
    owner,
    name: 'payments',
    description: 'Takes the money',
    visibility: 'private',
    defaultBranch: 'main',
    runId: 'run-1',
    ...changes,
  };
}

/** The contract of Git hosts: every implementation passes it. */
export function describeGitHost(name: string, create: () => Promise<GitHostUnderTest>): void {
  describe(`${name} is a Git host`, () => {
    let tested: GitHostUnderTest;
    let scratch: string;
    let files: string;

    beforeEach(async () => {
      tested = await create();
      scratch = await mkdtemp(join(tmpdir(), 'callboard-git-host-'));
      files = join(scratch, 'files');
      await mkdir(join(files, 'docs'), { recursive: true });
      await writeFile(join(files, 'catalog-info.yaml'), 'kind: Component\n');
      await writeFile(join(files, 'docs', 'Grüße ☃.md'), 'Grüße aus Łódź ☃\n');
      await writeFile(join(files, 'build.sh'), '#!/bin/sh\n');
      await chmod(join(files, 'build.sh'), 0o755);
    });

    afterEach(async () => {
      await tested.close();
      await rm(scratch, { recursive: true, force: true });
    });

    const clone = async (url: string, into = 'clone') => {
      const folder = join(scratch, into);
      const { credentials } = tested;
      return { folder, ...(await cloneShallow(url, folder, credentials === undefined ? {} : { credentials })) };
    };

    const isOwner = (name: string) => tested.ownersNest === true && name === 'a/b';

    it('publishes a folder that people can clone', async () => {
      const repository = await tested.host.publish(requestOf(tested.owner), files, never);
      expect(repository).toMatchObject({ owner: tested.owner, name: 'payments' });
      expect(repository.webUrl).toMatch(/^https?:\/\/.*payments$/);
      const cloned = await clone(repository.cloneUrl);
      expect(cloned.branch).toBe('main');
      expect(await readFile(join(cloned.folder, 'catalog-info.yaml'), 'utf8')).toBe('kind: Component\n');
    });

    it('keeps unicode names and contents, and what is executable', async () => {
      const { cloneUrl } = await tested.host.publish(requestOf(tested.owner), files, never);
      const { folder } = await clone(cloneUrl);
      expect(await readFile(join(folder, 'docs', 'Grüße ☃.md'), 'utf8')).toBe('Grüße aus Łódź ☃\n');
      expect((await stat(join(folder, 'build.sh'))).mode & 0o111).toBe(0o111);
      expect((await stat(join(folder, 'catalog-info.yaml'))).mode & 0o111).toBe(0);
    });

    it('leaves the published folder as it was', async () => {
      await tested.host.publish(requestOf(tested.owner), files, never);
      expect((await readdir(files)).toSorted()).toEqual(['build.sh', 'catalog-info.yaml', 'docs']);
    });

    it('pushes to the branch that is asked for', async () => {
      const request = requestOf(tested.owner, { defaultBranch: 'trunk' });
      const { cloneUrl } = await tested.host.publish(request, files, never);
      expect((await clone(cloneUrl)).branch).toBe('trunk');
    });

    it('proposes a change on a branch of the run’s own, with one request, however often it is asked', async () => {
      const { cloneUrl } = await tested.host.publish(requestOf(tested.owner), files, never);
      const after = join(scratch, 'after');
      await cp(files, after, { recursive: true });
      await writeFile(join(after, 'catalog-info.yaml'), 'kind: API\n');
      const words = { title: 'Bring it in', description: 'It has changed.' };
      const made = { owner: tested.owner, name: 'payments', runId: 'run-1', branch: 'callboard/run-1' };
      const proposal = { ...made, before: files, after, ...words };
      const proposed = await tested.host.propose(proposal, never);
      const url: unknown =
        tested.host.id === 'local-git' ? undefined : expect.stringMatching(/^https?:.*payments.*\/1$/);
      expect(proposed).toEqual({ kind: 'proposed', branch: 'callboard/run-1', url });
      expect(await tested.host.propose(proposal, never)).toEqual(proposed);
      const { credentials } = tested;
      for (const [branch, text] of [
        ['main', 'kind: Component\n'],
        ['callboard/run-1', 'kind: API\n'],
      ] as const) {
        const folder = join(scratch, branch);
        await cloneShallow(cloneUrl, folder, { branch, ...(credentials && { credentials }) });
        expect(await readFile(join(folder, 'catalog-info.yaml'), 'utf8')).toBe(text);
      }
    });

    it('names a catalog source that has the published file', async () => {
      const repository = await tested.host.publish(requestOf(tested.owner), files, never);
      const source = tested.host.catalogSource(repository, 'catalog-info.yaml');
      if (source.kind !== 'git') throw new Error('a repository is read as one');
      expect(source.paths).toEqual(['catalog-info.yaml']);
      expect(await readdir((await clone(source.url)).folder)).toContain('catalog-info.yaml');
    });

    it('finds its repository again from the address of its page', async () => {
      const { webUrl, owner, name } = await tested.host.publish(requestOf(tested.owner), files, never);
      expect(tested.host.repositoryAt(webUrl)).toEqual({ owner, name });
      expect(tested.host.repositoryAt('https://elsewhere.example/a/b')).toBeUndefined();
      expect(tested.host.repositoryAt('no address')).toBeUndefined();
    });

    it('names a catalog source of its own, whatever clone address is said', () => {
      const stated = {
        owner: tested.owner,
        name: 'payments',
        cloneUrl: 'file:///elsewhere',
        webUrl: 'file:///elsewhere',
      };
      const source = tested.host.catalogSource(stated, 'catalog-info.yaml');
      expect(source).toMatchObject({
        kind: 'git',
        url: expect.stringMatching(new RegExp(`/${tested.owner}/(payments\\.git|_git/payments)$`)),
      });
      expect(source).not.toMatchObject({ url: expect.stringContaining('elsewhere') });
    });

    it.each(['..', '', 'a/b', 'a?b', 'a#b', 'a\nb', '@evil.example'])('names no catalog source for %j', (wrong) => {
      const name = expect.objectContaining({ code: 'name-refused' });
      if (!isOwner(wrong)) {
        expect(() => tested.host.catalogSource({ owner: wrong, name: 'payments' }, 'a.yaml')).toThrow(name);
      }
      expect(() => tested.host.catalogSource({ owner: tested.owner, name: wrong }, 'a.yaml')).toThrow(name);
    });

    it('makes nothing twice when the same run publishes again', async () => {
      const request = requestOf(tested.owner);
      const first = await tested.host.publish(request, files, never);
      const before = await clone(first.cloneUrl, 'before');
      expect(await tested.host.publish(request, files, never)).toEqual(first);
      expect((await clone(first.cloneUrl, 'after')).commit).toBe(before.commit);
    });

    it('says of a name whether it is free, the run’s own or taken', async () => {
      const look = (run: string) => tested.host.look(tested.owner, 'payments', run, never);
      expect(await look('run-1')).toMatchObject({ kind: 'free' });
      const { webUrl } = await tested.host.publish(requestOf(tested.owner), files, never);
      expect(await look('run-1')).toEqual({ kind: 'own', webUrl });
      expect(await look('run-2')).toEqual({ kind: 'taken', webUrl });
    });

    it('names the branches that begin so, and none of a repository that is not there', async () => {
      const branches = (begin: string) => tested.host.branches(tested.owner, 'payments', begin, never);
      expect(await branches('')).toEqual([]);
      await tested.host.publish(requestOf(tested.owner), files, never);
      await tested.pushAsPerson(tested.owner, 'payments', 'feature/one');
      await tested.pushAsPerson(tested.owner, 'payments', 'my-feature');
      expect((await branches('')).toSorted()).toEqual(['feature/one', 'main', 'my-feature']);
      expect(await branches('feature')).toEqual(['feature/one']);
      expect(await branches('"[*?')).toEqual([]);
    });

    it.each(['..', '', 'a/b', 'a?b'])('does not look for the name %j, which none can have', async (wrong) => {
      const refused = { name: 'Refusal', code: 'name-refused' };
      await expect(tested.host.look(tested.owner, wrong, 'run-1', never)).rejects.toMatchObject(refused);
      if (!isOwner(wrong)) {
        await expect(tested.host.look(wrong, 'payments', 'run-1', never)).rejects.toMatchObject(refused);
      }
      await expect(tested.host.branches(tested.owner, wrong, '', never)).rejects.toMatchObject(refused);
    });

    it('goes on where a killed run stopped between creation and push', async () => {
      const request = requestOf(tested.owner);
      await tested.publishUntilPush(request, files);
      expect(await tested.host.look(tested.owner, 'payments', 'run-1', never)).not.toMatchObject({ kind: 'taken' });
      const { cloneUrl } = await tested.host.publish(request, files, never);
      expect(await readdir((await clone(cloneUrl)).folder)).toContain('catalog-info.yaml');
    });

    it('refuses a name that a stranger has, and leaves the stranger’s repository alone', async () => {
      await tested.makeStrangers(tested.owner, 'payments');
      const request = requestOf(tested.owner);
      const repository = await tested.host.publish(requestOf(tested.owner, { name: 'other' }), files, never);
      const strangersUrl = repository.cloneUrl.replace('other', 'payments');
      const before = await clone(strangersUrl, 'before');
      expect(await tested.host.look(tested.owner, 'payments', 'run-1', never)).toMatchObject({ kind: 'taken' });
      await expect(tested.host.publish(request, files, never)).rejects.toMatchObject({
        name: 'Refusal',
        code: 'repository-taken',
      });
      expect((await clone(strangersUrl, 'after')).commit).toBe(before.commit);
    });

    it('removes what a run made, whole or half made, and nothing where there is nothing', async () => {
      const { host, owner } = tested;
      const look = () => host.look(owner, 'payments', 'run-1', never);
      await host.remove(owner, 'payments', 'run-1', never);
      await host.publish(requestOf(owner), files, never);
      await host.remove(owner, 'payments', 'run-1', never);
      expect(await look()).toMatchObject({ kind: 'free' });
      await tested.publishUntilPush(requestOf(owner), files);
      await host.remove(owner, 'payments', 'run-1', never);
      expect(await look()).toMatchObject({ kind: 'free' });
      await host.publish(requestOf(owner, { runId: 'run-2' }), files, never);
      expect(await host.look(owner, 'payments', 'run-2', never)).toMatchObject({ kind: 'own' });
    });

    it('leaves a repository alone that a stranger or another run made', async () => {
      const { host, owner } = tested;
      const refused = { name: 'Refusal', code: 'not-removed' };
      await tested.makeStrangers(owner, 'payments');
      await expect(host.remove(owner, 'payments', 'run-1', never)).rejects.toMatchObject(refused);
      expect(await host.look(owner, 'payments', 'run-1', never)).toMatchObject({ kind: 'taken' });
      await host.publish(requestOf(owner, { name: 'other' }), files, never);
      await expect(host.remove(owner, 'other', 'run-2', never)).rejects.toMatchObject(refused);
      expect(await host.look(owner, 'other', 'run-1', never)).toMatchObject({ kind: 'own' });
    });

    it.each(['main', 'theirs'])(
      'leaves a repository alone once somebody has pushed to its branch %s',
      async (branch) => {
        const { host, owner } = tested;
        await host.publish(requestOf(owner), files, never);
        await tested.pushAsPerson(owner, 'payments', branch);
        const refused = { name: 'Refusal', code: 'not-removed' };
        await expect(host.remove(owner, 'payments', 'run-1', never)).rejects.toMatchObject(refused);
        expect(await host.look(owner, 'payments', 'run-1', never)).not.toMatchObject({ kind: 'free' });
      },
    );

    it('refuses in one sentence when the push is refused', async () => {
      const request = await tested.refusePush(requestOf(tested.owner));
      const publishing = tested.host.publish(request, files, never);
      await expect(publishing).rejects.toBeInstanceOf(Refusal);
      await expect(publishing).rejects.toSatisfy((error: Refusal) => !error.message.includes('\n'));
    });

    it('stops when it is told to, and can be asked again', async () => {
      const request = requestOf(tested.owner);
      await expect(tested.host.publish(request, files, AbortSignal.abort())).rejects.toBeInstanceOf(Refusal);
      const { cloneUrl } = await tested.host.publish(request, files, never);
      expect((await clone(cloneUrl)).branch).toBe('main');
    });
  });
}
