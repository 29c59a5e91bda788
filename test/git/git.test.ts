import { once } from 'node:events';
import { access, chmod, lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import { pushFolder } from '#callboard/git/push-folder.ts';
import { runGit } from '#callboard/git/run-git.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import { createGitHttpServer, makeBareRepository, type GitHttpServer } from '../fixtures/git-http-server.ts';

const writer = { username: 'bot', password: 'writer-token' };
const reader = { username: 'bot', password: 'reader-token' };

describe('git', () => {
  let host: GitHttpServer;
  let url: string;
  let scratch: string;
  let files: string;
  let others: Server[];

  beforeEach(async () => {
    host = await createGitHttpServer((password) =>
      password === writer.password ? 'write' : password === reader.password ? 'read' : undefined,
    );
    await makeBareRepository(host.folder, 'acme/payments');
    url = `${host.url}/acme/payments.git`;
    scratch = await mkdtemp(join(tmpdir(), 'callboard-git-'));
    files = await mkdtemp(join(scratch, 'files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
    others = [];
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const server of others) {
      server.closeAllConnections();
      server.close();
    }
    await host.close();
    await rm(scratch, { recursive: true, force: true });
  });

  const push = (credentials = writer) => pushFolder(files, url, { branch: 'main', runId: 'run-1', credentials });
  const clone = (credentials = reader) => cloneShallow(url, join(scratch, 'clone'), { credentials });

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    others.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  };

  /** A git in front of the real one that writes down how it is called. */
  const recordGit = async (): Promise<string> => {
    const log = join(scratch, 'calls');
    const path = process.env['PATH'] ?? '';
    await writeFile(join(scratch, 'git'), `#!/bin/sh\necho "$@" >> '${log}'\nPATH='${path}' exec git "$@"\n`);
    await chmod(join(scratch, 'git'), 0o755);
    vi.stubEnv('PATH', `${scratch}:${path}`);
    return log;
  };

  it('pushes and clones with a token over HTTP', async () => {
    const commit = await push();
    expect(await clone()).toEqual({ commit, branch: 'main' });
  });

  it('leaves the token out of arguments and of what it keeps', async () => {
    const calls = await recordGit();
    await push();
    await clone();
    expect(await readFile(calls, 'utf8')).toContain('push');
    expect(await readFile(calls, 'utf8')).not.toContain('token');
    expect(await readFile(join(scratch, 'clone', '.git', 'config'), 'utf8')).not.toContain('token');
  });

  it('gives the token to no other host, even where it is sent there', async () => {
    const heard: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      heard.push(request.headers.authorization);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    });
    const here = await serve((request, response) =>
      response.writeHead(302, { location: `${elsewhere}${request.url}` }).end(),
    );
    const cloning = cloneShallow(`${here}/a/b.git`, join(scratch, 'clone'), { credentials: reader });
    await expect(cloning).rejects.toMatchObject({ code: 'git-access-refused' });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every((authorization) => authorization === undefined)).toBe(true);
  });

  it('says that a token is refused', async () => {
    await expect(clone({ username: 'bot', password: 'wrong' })).rejects.toMatchObject({
      code: 'git-access-refused',
      message: `${url} did not let the bot in.`,
    });
    await expect(push(reader)).rejects.toMatchObject({ code: 'git-access-refused' });
  });

  it('says that there is no such repository', async () => {
    const absent = `${host.url}/acme/absent.git`;
    const cloning = cloneShallow(absent, join(scratch, 'clone'), { credentials: reader });
    await expect(cloning).rejects.toMatchObject({ code: 'git-not-found' });
  });

  it('says that a repository is empty', async () => {
    await expect(clone()).rejects.toMatchObject({ code: 'git-empty' });
  });

  it('says that the host is down', async () => {
    await host.close();
    await expect(clone()).rejects.toMatchObject({ code: 'git-host-down', message: `${url} cannot be reached.` });
    host = await createGitHttpServer(() => undefined);
  });

  it('says that git is not installed', async () => {
    vi.stubEnv('PATH', scratch);
    await expect(clone()).rejects.toMatchObject({ code: 'git-missing' });
  });

  it('stops in the middle of a request, and leaves no folder', async () => {
    const stopping = new AbortController();
    const silent = await serve(() => stopping.abort());
    const cloning = cloneShallow(`${silent}/a/b.git`, join(scratch, 'clone'), { signal: stopping.signal });
    await expect(cloning).rejects.toMatchObject({ code: 'git-stopped' });
    await expect(access(join(scratch, 'clone'))).rejects.toThrow('ENOENT');
  });

  it('says that it took too long', async () => {
    const timedOut = AbortSignal.abort(new DOMException('too long', 'TimeoutError'));
    const cloning = cloneShallow(url, join(scratch, 'clone'), { signal: timedOut });
    await expect(cloning).rejects.toMatchObject({ code: 'git-timed-out' });
  });

  it('fetches the newest commit alone', async () => {
    await push();
    const bare = join(host.folder, 'acme/payments.git');
    await writeFile(join(files, 'more.txt'), 'more');
    await runGit(files, ['clone', '--quiet', '--', bare, join(scratch, 'work')]);
    const author = { 'user.name': 'A', 'user.email': 'a@example.com' };
    await runGit(join(scratch, 'work'), ['commit', '--quiet', '--allow-empty', '-m', 'second'], {
      configuration: author,
    });
    await runGit(join(scratch, 'work'), ['push', '--quiet', '--', bare, 'HEAD:main']);
    await clone();
    expect((await runGit(join(scratch, 'clone'), ['rev-list', '--count', 'HEAD'])).trim()).toBe('1');
  });

  it('brings a symbolic link as a file that leads nowhere', async () => {
    await symlink('/etc/passwd', join(files, 'link'));
    await push();
    await clone();
    expect((await lstat(join(scratch, 'clone', 'link'))).isSymbolicLink()).toBe(false);
    expect(await readFile(join(scratch, 'clone', 'link'), 'utf8')).toBe('/etc/passwd');
  });

  it('leaves out what .gitignore names', async () => {
    await writeFile(join(files, '.gitignore'), 'secret.env\n');
    await writeFile(join(files, 'secret.env'), 'x');
    await push();
    await clone();
    await expect(access(join(scratch, 'clone', 'secret.env'))).rejects.toThrow('ENOENT');
  });

  it('commits as the author it is given, with the run in the message', async () => {
    const author = { name: 'Zoë', email: 'zoe@example.com' };
    const bare = join(host.folder, 'acme/payments.git');
    await pushFolder(files, bare, { branch: 'main', runId: 'run-7', author });
    const log = await runGit(bare, ['log', '-1', '--format=%an <%ae>%n%B']);
    expect(log).toContain('Zoë <zoe@example.com>');
    expect(readRunTrailer(log)).toBe('run-7');
  });

  it('takes nothing from the surroundings: no hook, no configuration, no repository', async () => {
    const hook = join(scratch, 'pre-push');
    await writeFile(hook, `#!/bin/sh\ntouch '${scratch}/ran'\nexit 1\n`, { mode: 0o755 });
    await writeFile(join(scratch, '.gitconfig'), `[core]\nhooksPath = ${scratch}\n[user]\nname = Somebody\n`);
    vi.stubEnv('HOME', scratch);
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(scratch, '.gitconfig'));
    vi.stubEnv('GIT_DIR', join(scratch, 'elsewhere'));
    vi.stubEnv('GIT_AUTHOR_NAME', 'Somebody');
    await push();
    await expect(access(join(scratch, 'ran'))).rejects.toThrow('ENOENT');
    const bare = join(host.folder, 'acme/payments.git');
    expect(await runGit(bare, ['log', '-1', '--format=%an'])).toBe('Callboard\n');
  });
});
