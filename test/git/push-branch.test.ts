import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BranchChange, pushBranch } from '#callboard/git/push-branch.ts';
import { pushFolder } from '#callboard/git/push-folder.ts';
import { createGitHttpServer, type GitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';

const run = promisify(execFile);

let scratch: string;
let server: GitHttpServer;
let bare: string;
let url: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'callboard-push-branch-'));
  server = await createGitHttpServer((password) => (password === 'secret' ? 'write' : undefined));
  bare = await makeBareRepository(server.folder, 'acme/shop');
  url = `${server.url}/acme/shop.git`;
  await pushFolder(await folderOf({ 'README.md': 'shop', 'docs/old.md': 'old', 'docs/[a].md': 'a' }), bare, {
    branch: 'main',
    runId: 'nobody',
  });
});
afterEach(async () => {
  await server.close();
  await rm(scratch, { recursive: true });
});

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'files-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const change = async (
  files: Readonly<Record<string, string>>,
  changes: Partial<BranchChange> = {},
): Promise<BranchChange> => ({
  base: undefined,
  branch: 'add-files',
  folder: await folderOf(files),
  targetPath: '',
  filesToDelete: [],
  message: 'Add files',
  runId: 'run-1',
  mayUpdate: false,
  mayBeEmpty: false,
  credentials: { username: 'x', password: 'secret' },
  ...changes,
});

const git = async (...args: string[]) => (await run('git', ['-C', bare, ...args])).stdout.trim();
const filesOf = async (branch: string) => (await git('ls-tree', '-r', '--name-only', branch)).split('\n');

describe('pushing a branch', () => {
  it('lays the files over those of the default branch, in one commit that names the run', async () => {
    const { base, commit } = await pushBranch(url, await change({ 'README.md': 'new', 'src/a.ts': 'a' }));
    expect(base).toBe('main');
    expect(commit).toBe(await git('rev-parse', 'add-files'));
    expect(await filesOf('add-files')).toEqual(['README.md', 'docs/[a].md', 'docs/old.md', 'src/a.ts']);
    expect(await git('show', 'add-files:README.md')).toBe('new');
    expect(await git('rev-list', '--count', 'main..add-files')).toBe('1');
    expect(await git('log', '-1', '--format=%B', 'add-files')).toBe('Add files\n\nCallboard-Run: run-1');
  });

  it('puts them into a folder, and takes files of it away by their very names', async () => {
    const files = await change({ 'new.md': 'new' }, { targetPath: './docs/', filesToDelete: ['[a].md', 'absent.md'] });
    await pushBranch(url, files);
    expect(await filesOf('add-files')).toEqual(['README.md', 'docs/new.md', 'docs/old.md']);
  });

  it('starts from another branch where one is named', async () => {
    await pushBranch(url, await change({ 'a.md': 'a' }, { branch: 'next' }));
    const { base } = await pushBranch(url, await change({ 'b.md': 'b' }, { base: 'next', runId: 'run-2' }));
    expect(base).toBe('next');
    expect(await filesOf('add-files')).toContain('a.md');
  });

  it('keeps what is executable and links as they are, and leaves out what is ignored', async () => {
    const files = await change({ 'build.sh': '#!/bin/sh', '.gitignore': '*.log', 'a.log': 'x' });
    await chmod(join(files.folder, 'build.sh'), 0o755);
    await symlink('/etc/passwd', join(files.folder, 'link'));
    await pushBranch(url, files);
    const entries = await git('ls-tree', '-r', 'add-files');
    expect(entries).toMatch(/^100755 .*build\.sh$/m);
    expect(entries).toMatch(/^120000 .*link$/m);
    expect(entries).not.toContain('a.log');
  });

  it('replaces a link of the repository by a folder, and writes nothing where it leads', async () => {
    const elsewhere = await folderOf({});
    const linked = await folderOf({});
    await symlink(elsewhere, join(linked, 'docs'));
    const other = await makeBareRepository(server.folder, 'acme/linked');
    await pushFolder(linked, other, { branch: 'main', runId: 'nobody' });
    await pushBranch(`${server.url}/acme/linked.git`, await change({ 'new.md': 'new' }, { targetPath: 'docs' }));
    const { stdout } = await run('git', ['-C', other, 'ls-tree', '-r', '--name-only', 'add-files']);
    expect(stdout.trim()).toBe('docs/new.md');
    expect((await run('ls', ['-A', elsewhere])).stdout).toBe('');
  });

  it('pushes nothing twice for one run', async () => {
    const files = await change({ 'a.md': 'a' });
    const first = await pushBranch(url, files);
    expect(await pushBranch(url, files)).toEqual(first);
    expect(await pushBranch(url, { ...files, mayUpdate: true })).toEqual(first);
    expect(await git('rev-list', '--count', 'main..add-files')).toBe('1');
  });

  it('pushes nothing where the repository has all of it', async () => {
    expect(await pushBranch(url, await change({ 'README.md': 'shop' }))).toEqual({ base: 'main', commit: undefined });
    expect(await git('branch', '--list', 'add-files')).toBe('');
  });

  it('pushes an empty commit where that is asked for, once', async () => {
    const files = await change({ 'README.md': 'shop' }, { mayBeEmpty: true, mayUpdate: true });
    const first = await pushBranch(url, files);
    expect(await pushBranch(url, files)).toEqual(first);
    expect(await git('rev-list', '--count', 'main..add-files')).toBe('1');
  });

  it('refuses a branch that another made, and puts the change on top where it may', async () => {
    await pushBranch(url, await change({ 'a.md': 'a' }));
    const second = { runId: 'run-2' };
    await expect(pushBranch(url, await change({ 'b.md': 'b' }, second))).rejects.toMatchObject({
      code: 'branch-taken',
    });
    await pushBranch(url, await change({ 'b.md': 'b' }, { ...second, mayUpdate: true }));
    expect(await filesOf('add-files')).toEqual(expect.arrayContaining(['a.md', 'b.md']));
    expect(await git('rev-list', '--count', 'main..add-files')).toBe('2');
  });

  it.each(['../out', '/etc', 'a/../../out', '.git', 'a/.git/hooks'])('refuses the path %s', async (path) => {
    const refused = { code: 'path-refused' };
    await expect(pushBranch(url, await change({ a: 'a' }, { targetPath: path }))).rejects.toMatchObject(refused);
    await expect(pushBranch(url, await change({ a: 'a' }, { filesToDelete: [path] }))).rejects.toMatchObject(refused);
  });

  it('says which branch is not there to start from', async () => {
    await expect(pushBranch(url, await change({ a: 'a' }, { base: 'absent' }))).rejects.toMatchObject({
      code: 'git-branch-missing',
    });
  });
});
