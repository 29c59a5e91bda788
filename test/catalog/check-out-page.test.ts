import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createPageCheckouts } from '#callboard/catalog/check-out-page.ts';
import { listGitLinks } from '#callboard/git/list-git-links.ts';
import { createGitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';
import { temporaryFolder, writeFiles } from './start-catalog.ts';

const files = { 'skeleton/a.txt': 'a', 'skeleton/deep/b.txt': 'b', 'other/c.txt': 'c' };
const { signal } = new AbortController();

/** A Git host with one repository, and checkouts of its pages. */
async function start(allowed = true) {
  const server = await createGitHttpServer(() => 'write');
  onTestFinished(server.close);
  await makeBareRepository(server.folder, 'acme/templates');
  const clone = path.join(temporaryFolder(), 'clone');
  mkdirSync(clone);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: clone });
  git('init', '-q', '-b', 'main');
  writeFiles(clone, files);
  symlinkSync('deep/b.txt', path.join(clone, 'skeleton', 'link.txt'));
  const push = () => {
    git('add', '.');
    git('commit', '-q', '-m', 'Files');
    git('push', '-q', path.join(server.folder, 'acme/templates.git'), 'main');
  };
  push();
  const checkOut = createPageCheckouts({
    dataFolder: temporaryFolder(),
    credentialsFor: () => undefined,
    allowedHosts: () => new Set(allowed ? [server.url.replace('http://', '')] : []),
    now: () => new Date(),
  });
  return { ...server, clone, push, checkOut, page: (inner: string) => `${server.url}/acme/templates${inner}` };
}
const below = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith('.git')).toSorted();

test('the page of a folder brings that folder alone, and its links are known', async () => {
  const { checkOut, page } = await start();
  const found = await checkOut(page('/tree/main/skeleton'), { signal });
  expect(found).toMatchObject({ path: 'skeleton', commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(await below(found.folder)).toEqual([
    'skeleton',
    'skeleton/a.txt',
    'skeleton/deep',
    'skeleton/deep/b.txt',
    'skeleton/link.txt',
  ]);
  expect(await listGitLinks(path.join(found.folder, 'skeleton'))).toEqual(new Set(['link.txt']));
  expect(await readFile(path.join(found.folder, 'skeleton', 'link.txt'), 'utf8')).toBe('deep/b.txt');
});

test('the same commit is fetched once, another one is another folder', async () => {
  const { checkOut, page, takeBytesSent, clone, push } = await start();
  const first = await checkOut(page('/blob/main/other/c.txt'), { signal });
  takeBytesSent();
  expect(await checkOut(page('/blob/main/other/c.txt'), { signal })).toEqual(first);
  expect(takeBytesSent()).toBeLessThan(1500);
  writeFiles(clone, { 'other/c.txt': 'changed' });
  push();
  const second = await checkOut(page('/blob/main/other/c.txt'), { signal });
  expect(second.folder).not.toBe(first.folder);
  expect(await readFile(path.join(second.folder, second.path), 'utf8')).toBe('changed');
  expect(await readFile(path.join(first.folder, first.path), 'utf8')).toBe('c');
});

test('the page of a tag or of a commit stays as it is when the branch goes on', async () => {
  const { checkOut, page, clone, push, folder } = await start();
  const bare = path.join(folder, 'acme/templates.git');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' }).trim();
  const commit = git('rev-parse', 'HEAD');
  git('tag', 'v1.0.0');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'tag', '-a', 'v1.0.1', '-m', 'Said');
  git('push', '-q', bare, 'v1.0.0', 'v1.0.1');
  writeFiles(clone, { 'other/c.txt': 'changed' });
  push();
  for (const inner of ['/tree/v1.0.0/other', '/src/tag/v1.0.1/other', `/tree/${commit}/other`]) {
    const found = await checkOut(page(inner), { signal });
    expect(found).toMatchObject({ commit, path: 'other' });
    expect(await readFile(path.join(found.folder, 'other', 'c.txt'), 'utf8')).toBe('c');
  }
  await expect(checkOut(page('/tree/v9/other'), { signal })).rejects.toThrow('has no branch and no tag v9');
});

test('the address of a repository is all of it', async () => {
  const { checkOut, page } = await start();
  const found = await checkOut(page('.git'), { signal });
  expect(found.path).toBe('.');
  expect(await below(found.folder)).toContain('other/c.txt');
});

test('a host at a private address is refused unless it is allowed; what is no page at all, too', async () => {
  const { checkOut, page } = await start(false);
  await expect(checkOut(page('/tree/main/skeleton'), { signal })).rejects.toThrow('is a private address');
  await expect(checkOut('https://example.com/x', { signal })).rejects.toThrow('is not the page of a file or folder');
});

test('a folder in no clone of ours has no links of that kind', async () => {
  expect(await listGitLinks(temporaryFolder())).toEqual(new Set());
  const folder = temporaryFolder();
  execFileSync('git', ['init', '-q'], { cwd: folder });
  expect(await listGitLinks(folder)).toEqual(new Set());
});
