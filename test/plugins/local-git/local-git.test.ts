import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import { defaultAuthor, pushFolder } from '#callboard/git/push-folder.ts';
import { createLocalGit, removeUnfinished } from '#callboard/plugins/local-git/create-local-git.ts';
import { serveRepositories } from '#callboard/plugins/local-git/serve-repositories.ts';
import { describeGitHost, pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { publishKilled } from './publish-killed.ts';
import { requestedRepository } from './requested-repository.ts';

const run = promisify(execFile);
/** git runs to init and mark the repository, then to init, add, commit and push the files. */
const callOfCommit = 5;
const never = new AbortController().signal;

async function createTested() {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-local-git-'));
  const place = { folder, baseUrl: '' };
  const server = fastify({ forceCloseConnections: true });
  await server.register(async (scope) => serveRepositories(scope, place), { prefix: '/git' });
  place.baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  const host = createLocalGit({ ...place, owners: ['callboard'], author: defaultAuthor });
  const makeStrangers = async (owner: string, name: string) => {
    const path = join(folder, owner, `${name}.git`);
    await mkdir(path, { recursive: true });
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', path]);
    await writeFile(join(path, 'description'), 'A stranger’s');
    const files = await mkdtemp(join(folder, '.files-'));
    await writeFile(join(files, 'theirs.txt'), 'theirs');
    await pushFolder(files, path, { branch: 'main', runId: 'nobody' });
  };
  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...place, server, host, owner: 'callboard', makeStrangers, close };
}

describeGitHost('local-git', async () => {
  const tested = await createTested();
  return {
    ...tested,
    pushAsPerson: (owner, name, branch) => pushIntoBare(join(tested.folder, owner, `${name}.git`), branch),
    publishUntilPush: async (_request, files) => void (await publishKilled(tested.folder, files, callOfCommit)),
    refusePush: async (request) => ({ ...request, defaultBranch: 'no branch' }),
  };
});

describe('the local Git host', () => {
  let tested: Awaited<ReturnType<typeof createTested>>;
  let files: string;

  beforeEach(async () => {
    tested = await createTested();
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n<script>alert(1)</script>\n');
    await writeFile(join(files, '<b>.txt'), '');
  });

  afterEach(async () => {
    await tested.close();
    await rm(files, { recursive: true, force: true });
  });

  const get = (path: string, init?: RequestInit) => fetch(`${tested.baseUrl}${path}`, init);

  it('shows no half repository, whenever the process is killed', { timeout: 120_000 }, async () => {
    const filesOf = async (url: string): Promise<string[]> => {
      const folder = join(await mkdtemp(join(tested.folder, '.clone-')), 'clone');
      await cloneShallow(url, folder);
      return readdir(folder);
    };
    const surviveKill = async (atGitCall: number): Promise<boolean> => {
      await rm(join(tested.folder, 'callboard'), { recursive: true, force: true });
      const killed = await publishKilled(tested.folder, files, atGitCall);
      const { kind: found } = await tested.host.look('callboard', 'payments', 'run-1', never);
      expect(found).not.toBe('taken');
      if (found === 'own') {
        expect(await filesOf(join(tested.folder, 'callboard/payments.git'))).toContain('README.md');
      }
      const { cloneUrl } = await tested.host.publish(requestedRepository, files, never);
      expect(await filesOf(cloneUrl)).toContain('README.md');
      return killed;
    };
    let gitCalls = 1;
    while (await surviveKill(gitCalls)) gitCalls += 1;
    expect(gitCalls).toBeGreaterThan(callOfCommit);
  });

  it('lets one of two runs have a name that both ask for at once', async () => {
    const asked = ['run-1', 'run-2', 'run-3'].map((runId) =>
      tested.host.publish(requestOf('callboard', { runId }), files, never),
    );
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code)).toEqual([
      'repository-taken',
      'repository-taken',
    ]);
  });

  it('refuses an owner it does not have, and says which there are', async () => {
    await expect(tested.host.publish(requestOf('acme'), files, never)).rejects.toMatchObject({
      code: 'no-such-owner',
      hint: 'Choose one of: callboard.',
    });
  });

  it.each(['..', '../../etc', 'a/b', '.hidden', '-x', 'a..b', 'x.git', '', 'ä'])(
    'refuses the name "%s"',
    async (name) => {
      const request = requestOf('callboard', { name });
      await expect(tested.host.publish(request, files, never)).rejects.toMatchObject({ code: 'name-refused' });
    },
  );

  it('refuses a push over HTTP', async () => {
    const { cloneUrl } = await tested.host.publish(requestOf('callboard'), files, never);
    await expect(pushFolder(files, cloneUrl, { branch: 'other', runId: 'run-2' })).rejects.toMatchObject({
      code: 'git-access-refused',
    });
    const path = '/git/callboard/payments.git/git-receive-pack';
    expect((await get(path, { method: 'POST', body: '0000' })).status).toBe(403);
  });

  it.each([
    '/git/callboard/absent.git/info/refs?service=git-upload-pack',
    '/git/..%2f..%2fetc/passwd/info/refs?service=git-upload-pack',
    '/git/%2e%2e/payments.git/info/refs?service=git-upload-pack',
    '/git/.unfinished/payments.git/info/refs?service=git-upload-pack',
    '/git/callboard/payments.git/config',
    '/git/callboard/payments.git/objects/info/packs',
    '/git/callboard/absent',
  ])('answers 404 at %s', async (path) => {
    await tested.host.publish(requestOf('callboard'), files, never);
    expect((await get(path)).status).toBe(404);
  });

  it('clones from the page’s own address too', async () => {
    const { webUrl } = await tested.host.publish(requestOf('callboard'), files, never);
    expect((await cloneShallow(webUrl, `${files}-clone`)).branch).toBe('main');
    await rm(`${files}-clone`, { recursive: true, force: true });
  });

  it('shows a person how to clone, the files and the README, and runs nothing of them', async () => {
    const { webUrl, cloneUrl } = await tested.host.publish(requestOf('callboard'), files, never);
    const response = await fetch(webUrl);
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page).toContain(`git clone ${cloneUrl}`);
    expect(page).toContain('<p>Takes the money</p>');
    expect(page).toContain('<li>&lt;b&gt;.txt</li>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });

  it('removes what killed runs left aside a day ago, and nothing younger', async () => {
    const aside = join(tested.folder, '.unfinished');
    await mkdir(join(aside, 'old'), { recursive: true });
    await mkdir(join(aside, 'new'));
    await utimes(join(aside, 'old'), new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
    await utimes(join(aside, 'new'), new Date('2026-01-02T09:00:00Z'), new Date('2026-01-02T09:00:00Z'));
    await removeUnfinished(tested.folder, new Date('2026-01-02T10:00:00Z'));
    expect(await readdir(aside)).toEqual(['new']);
  });
});
