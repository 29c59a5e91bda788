import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import { clonePartial, openPartial } from '#callboard/git/partial-clone.ts';
import { pushFolder } from '#callboard/git/push-folder.ts';
import { temporaryFolder, writeFiles } from '../catalog/start-catalog.ts';
import { createGitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';

const credentials = { username: 'bot', password: 'token' };
const big = randomBytes(4 * 1024 * 1024);

/** A repository with a big file, behind HTTP and a token, and what is of it in a folder. */
async function startRepository(server: Parameters<typeof createGitHttpServer>[1] = {}) {
  const host = await createGitHttpServer(
    (password) => (password === credentials.password ? 'write' : undefined),
    server,
  );
  onTestFinished(host.close);
  const bare = await makeBareRepository(host.folder, 'acme/payments');
  const files = temporaryFolder();
  writeFiles(files, {
    'catalog-info.yaml': 'kind: Component\n',
    'docs/Grüße ☃.md': 'Grüße\n',
    'services/a/info.yaml': 'a\n',
    'services/b/info.yaml': 'b\n',
    '.gitattributes': '*.png binary\n',
    'zeros.bin': Buffer.alloc(3_000_000),
    'big.bin': big,
  });
  const url = `${host.url}/acme/payments.git`;
  await pushFolder(files, bare, { branch: 'main', runId: 'run-1' });
  const folder = join(temporaryFolder(), 'clone');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  /** What of the newest commit is here, by the names of files. */
  const here = () => {
    const missing = new Set(git('rev-list', '--objects', '--missing=print', 'HEAD').split('\n'));
    return git('ls-tree', '-r', '-z', 'HEAD')
      .split('\0')
      .filter((line) => line !== '' && !missing.has(`?${line.slice(12, 52)}`))
      .map((line) => line.slice(53));
  };
  host.takeBytesSent();
  return { ...host, bare, url, folder, here };
}

describe('a partial clone', () => {
  test('has no file until it is asked for, and then that one alone', async () => {
    const { url, folder, here, takeBytesSent } = await startRepository();
    const clone = await clonePartial(url, folder, { credentials });
    expect([...clone.files.keys()]).toEqual([
      '.gitattributes',
      'big.bin',
      'catalog-info.yaml',
      'docs/Grüße ☃.md',
      'services/a/info.yaml',
      'services/b/info.yaml',
      'zeros.bin',
    ]);
    expect(here()).toEqual([]);
    await clone.bring(['catalog-info.yaml', 'docs/Grüße ☃.md', 'not-there.yaml']);
    expect(readFileSync(join(folder, 'docs/Grüße ☃.md'), 'utf8')).toBe('Grüße\n');
    expect(here()).toEqual(['.gitattributes', 'catalog-info.yaml', 'docs/Grüße ☃.md']);
    expect(existsSync(join(folder, 'big.bin'))).toBe(false);
    const sent = takeBytesSent();
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(big.length / 100);
  });

  test('asks for nothing that it has', async () => {
    const { url, folder, takeBytesSent } = await startRepository();
    const clone = await clonePartial(url, folder, { credentials });
    await clone.bring(['services/a/info.yaml']);
    takeBytesSent();
    await clone.bring(['services/a/info.yaml']);
    await (await openPartial(url, folder, { credentials })).bring(['services/a/info.yaml']);
    expect(takeBytesSent()).toBe(0);
  });

  test('is widened when it is opened again', async () => {
    const { url, folder } = await startRepository();
    const { commit } = await clonePartial(url, folder, { credentials });
    const again = await openPartial(url, folder, { credentials });
    expect(again).toMatchObject({ commit, branch: 'main' });
    await again.bring(['services/b/info.yaml', 'big.bin']);
    expect(readFileSync(join(folder, 'services/b/info.yaml'), 'utf8')).toBe('b\n');
    expect(readFileSync(join(folder, 'big.bin')).equals(big)).toBe(true);
  });

  test('of a server that cannot leave files out has them all, and works the same', async () => {
    const { bare, folder, here } = await startRepository();
    const clone = await clonePartial(bare, folder);
    expect(here()).toContain('big.bin');
    await clone.bring(['catalog-info.yaml']);
    expect(readFileSync(join(folder, 'catalog-info.yaml'), 'utf8')).toBe('kind: Component\n');
    expect(existsSync(join(folder, 'big.bin'))).toBe(false);
  });

  test('of a file that is too large is ended while it comes, and leaves nothing of it', async () => {
    // git would wait a minute for the rest.
    const { url, folder, here } = await startRepository({ stallsAfter: 2_000_000 });
    const clone = await clonePartial(url, folder, { credentials, fileBytesAtMost: 1_000_000 });
    const bringing = clone.bring(['services/a/info.yaml', 'big.bin']);
    await expect(bringing).rejects.toMatchObject({
      code: 'git-too-large',
      message: `What is to be read of the repository at ${url} is more than 1 MB.`,
    });
    expect(here()).toEqual([]);
    expect(readdirSync(join(folder, '.git/objects/pack')).filter((name) => name.startsWith('tmp_'))).toEqual([]);
    await clone.bring(['services/a/info.yaml']);
    expect(readFileSync(join(folder, 'services/a/info.yaml'), 'utf8')).toBe('a\n');
  });

  test('writes no file that comes small and is too large', async () => {
    const { url, folder } = await startRepository();
    const clone = await clonePartial(url, folder, { credentials, fileBytesAtMost: 1_000_000 });
    await expect(clone.bring(['services/a/info.yaml', 'zeros.bin'])).rejects.toMatchObject({
      code: 'git-too-large',
      message: `What is to be read of the repository at ${url} is more than 1 MB. "zeros.bin" alone has 3 MB.`,
    });
    expect(existsSync(join(folder, 'zeros.bin'))).toBe(false);
  });

  test('of a host that sends everything is ended beyond a bound, and leaves nothing', async () => {
    const { url, folder } = await startRepository({ stallsAfter: 2_000_000 });
    await expect(cloneShallow(url, folder, { credentials, bytesAtMost: 1_000_000 })).rejects.toMatchObject({
      code: 'git-too-large',
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('refuses a path that leads out of its folder', async () => {
    const { bare, folder } = await startRepository();
    const git = (input: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: bare,
        encoding: 'utf8',
        input,
      }).trim();
    const blob = git('evil', 'hash-object', '-w', '--stdin');
    const tree = git(`100644 blob ${blob}\t..\n`, 'mktree');
    git('', 'update-ref', 'refs/heads/main', git('evil', 'commit-tree', tree));
    await expect(clonePartial(bare, folder)).rejects.toMatchObject({ name: 'Refusal', code: 'git-failed' });
    expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
  });

  test('says that the repository is gone when a file is asked for', async () => {
    const { url, bare, folder } = await startRepository();
    const clone = await clonePartial(url, folder, { credentials });
    rmSync(bare, { recursive: true });
    await expect(clone.bring(['catalog-info.yaml'])).rejects.toMatchObject({ code: 'git-not-found' });
  });
});
