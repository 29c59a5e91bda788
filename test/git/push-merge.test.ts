import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pushFolder } from '#callboard/git/push-folder.ts';
import { type FolderChange, pushMerge } from '#callboard/git/push-merge.ts';
import { createGitHttpServer, type GitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';

const run = promisify(execFile);
const lines = Array.from({ length: 10 }, (_, index) => `line ${index}\n`).join('');

let scratch: string;
let server: GitHttpServer;
let bare: string;
let url: string;
const git = async (...args: readonly string[]) => (await run('git', ['-C', bare, ...args])).stdout.trim();

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'callboard-push-merge-'));
  server = await createGitHttpServer((password) => (password === 'secret' ? 'write' : undefined));
  bare = await makeBareRepository(server.folder, 'acme/shop');
  url = `${server.url}/acme/shop.git`;
});
afterEach(async () => {
  await server.close();
  await rm(scratch, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'files-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
const isThere = async (files: Files) =>
  pushFolder(await folderOf(files), bare, { branch: 'main', runId: 'nobody', message: 'Theirs' });
const change = async (before: Files, after: Files): Promise<FolderChange> => ({
  before: await folderOf(before),
  after: await folderOf(after),
  branch: 'callboard/one',
  message: 'Bring it in',
  runId: 'one',
  credentials: { username: 'callboard', password: 'secret' },
});

describe('a change between two folders', () => {
  it('is merged with what was changed in the repository, where the host sends no file that is not asked for', async () => {
    await isThere({ 'a.txt': `mine\n${lines}last\n`, 'mine.txt': 'mine\n', 'gone.txt': 'gone\n' });
    const before = { 'a.txt': `first\n${lines}last\n`, 'gone.txt': 'gone\n', '.gitignore': 'built/\n' };
    const after = { 'a.txt': `first\n${lines}theirs\n`, 'built/x': 'x', '.gitignore': 'built/\n', 'Grüße ☃.md': '☃\n' };
    expect(await pushMerge(url, await change(before, after))).toEqual({ kind: 'pushed', base: 'main' });
    expect(`${await git('show', 'callboard/one:a.txt')}\n`).toBe(`mine\n${lines}theirs\n`);
    expect((await git('ls-tree', '-rz', '--name-only', 'callboard/one')).split('\0').filter(Boolean)).toEqual(
      expect.arrayContaining(['Grüße ☃.md', 'a.txt', 'mine.txt']),
    );
    expect(await git('log', '--format=%an|%B', 'main..callboard/one')).toBe(
      'Callboard|Bring it in\n\nCallboard-Run: one',
    );
  });

  it('that does not go together with it names each file once, and pushes nothing', async () => {
    await isThere({ 'ä b.txt': 'mine\n', 'gone.txt': 'mine\n', 'fine.txt': 'fine\n' });
    const before = { 'ä b.txt': 'first\n', 'gone.txt': 'first\n', 'fine.txt': 'fine\n' };
    const pushed = await pushMerge(url, await change(before, { 'ä b.txt': 'theirs\n', 'fine.txt': 'changed\n' }));
    expect(pushed).toEqual({
      kind: 'conflicts',
      files: expect.toSatisfy((files: string[]) => files.toSorted().join() === 'gone.txt,ä b.txt'),
    });
    expect(await git('branch', '--format=%(refname:short)')).toBe('main');
  });

  it('that the host does not let in says so', async () => {
    await isThere({ 'a.txt': 'a\n' });
    const wanted = await change({ 'a.txt': 'a\n' }, { 'a.txt': 'b\n' });
    const refused = pushMerge(url, { ...wanted, credentials: { username: 'callboard', password: 'wrong' } });
    await expect(refused).rejects.toMatchObject({ code: 'git-access-refused' });
  });
});
