import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultAuthor, pushFolder } from '#callboard/git/push-folder.ts';
import { createGitHub, type GitHubOptions } from '#callboard/plugins/github/create-github.ts';
import { createGitHubClient, createOctokit } from '#callboard/plugins/github/github-client.ts';
import { appTokens, type ReadToken } from '#callboard/plugins/github/github-token.ts';
import type { Wait } from '#callboard/core/wait.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { describeRemoteGitHost } from '../../contracts/remote-git-host.ts';
import { createGitHubDouble, goodToken, organisation, user, type GitHubDouble } from '../../fixtures/github.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
const now = () => new Date();
const noWait: Wait = async () => undefined;

function hostAt(
  { url, host }: Pick<GitHubDouble, 'url' | 'host'>,
  { readToken = async () => goodToken, wait = noWait, ...changes }: Partial<GitHubOptions> = {},
) {
  const octokit = async (signal: AbortSignal) => createOctokit(url, await readToken(signal));
  const client = createGitHubClient({ host, apiUrl: url, octokit, now, wait });
  return createRemoteGitHost(
    createGitHub({
      host,
      origin: url,
      client,
      readToken,
      isApp: false,
      owners: [],
      author: defaultAuthor,
      wait,
      ...changes,
    }),
  );
}

describeRemoteGitHost('github', async () => {
  const double = await createGitHubDouble();
  const waited: number[] = [];
  const host = hostAt(double, { wait: async (ms) => void waited.push(ms) });
  return {
    ...double,
    host,
    owner: organisation,
    token: goodToken,
    tokenVariable: 'GITHUB_TOKEN',
    waited,
    credentials: { username: 'x-access-token', password: goodToken },
    makeStrangers: async (_owner, name) => {
      const path = await double.makeStrangers(name);
      const files = await mkdtemp(join(tmpdir(), 'callboard-stranger-'));
      await writeFile(join(files, 'theirs.txt'), 'theirs');
      await pushFolder(files, path, { branch: 'main', runId: 'nobody' });
      await rm(files, { recursive: true, force: true });
    },
    pushAsPerson: (owner, name, branch) => pushIntoBare(join(double.folder, owner, `${name}.git`), branch),
    publishUntilPush: async (request, folder) => {
      const killed = new AbortController();
      double.onGit(() => killed.abort());
      await expect(host.publish(request, folder, killed.signal)).rejects.toMatchObject({ code: 'git-stopped' });
      double.onGit(() => undefined);
    },
    refusePush: async (request) => {
      double.refusePushes();
      return request;
    },
  };
});

describe('GitHub', () => {
  let double: GitHubDouble;
  let files: string;

  beforeEach(async () => {
    double = await createGitHubDouble();
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
  });

  afterEach(async () => {
    await double.close();
    await rm(files, { recursive: true, force: true });
  });

  it('is asked only what its published description allows', async ({ skip }) => {
    if (double.violations === undefined) return skip('../shared/specs/github-openapi.json is absent');
    await hostAt(double).publish(requestOf(organisation, { defaultBranch: 'trunk' }), files, never);
    await hostAt(double).publish(requestOf(user, { name: 'mine' }), files, never);
    await hostAt(double).remove(user, 'mine', 'run-1', never);
    const readToken = appTokens(double.app, { ...double, apiUrl: double.url, now, wait: noWait });
    await hostAt(double, { readToken, isApp: true }).look(organisation, 'payments', 'run-1', never);
    expect(double.violations).toEqual([]);
  });

  it('marks a repository as the run’s while it is made, and takes the mark away', async () => {
    const descriptions: unknown[] = [];
    const request = requestOf(organisation);
    await hostAt(double, {
      readToken: async () => {
        const read: unknown = await double.read(`${organisation}/payments`);
        descriptions.push(typeof read === 'object' && read !== null ? Reflect.get(read, 'description') : undefined);
        return goodToken;
      },
    }).publish(request, files, never);
    expect(descriptions).toContain('Takes the money [callboard:run-1]');
    expect(await double.read(`${organisation}/payments`)).toMatchObject({
      description: 'Takes the money',
      private: true,
      default_branch: 'main',
    });
  });

  it('names the run in the first commit', async () => {
    await hostAt(double).publish(requestOf(organisation), files, never);
    const bare = join(double.folder, organisation, 'payments.git');
    const { stdout } = await run('git', ['-C', bare, 'log', '--format=%an <%ae>%n%(trailers)']);
    expect(stdout.trim()).toBe('Callboard <callboard@localhost>\nCallboard-Run: run-1');
  });

  it('takes the mark away when a run was killed after its push', async () => {
    const request = requestOf(organisation);
    await hostAt(double).publish(request, files, never);
    await fetch(`${double.url}/repos/${organisation}/payments`, {
      method: 'PATCH',
      headers: { authorization: `token ${goodToken}` },
      body: JSON.stringify({ description: 'Takes the money [callboard:run-1]' }),
    });
    await hostAt(double).publish(request, files, never);
    expect(await double.read(`${organisation}/payments`)).toMatchObject({ description: 'Takes the money' });
  });

  it('makes a public repository for the token’s own user', async () => {
    const request = requestOf(user, { visibility: 'public' });
    const repository = await hostAt(double).publish(request, files, never);
    expect(repository).toMatchObject({ owner: user, cloneUrl: `${double.url}/${user}/payments.git` });
    expect(await double.read(`${user}/payments`)).toMatchObject({ private: false });
  });

  it.each([
    ['nobody', `HOST has no organisation and no user nobody.`],
    ['hubot', `The bot is octocat at HOST and cannot make repositories for the user hubot.`],
  ])('refuses the owner %s', async (owner, message) => {
    await expect(hostAt(double).publish(requestOf(owner), files, never)).rejects.toMatchObject({
      code: 'no-such-owner',
      message: message.replace('HOST', double.host),
    });
  });

  it('refuses an owner that is not among the configured ones, and asks nothing', async () => {
    const host = hostAt(double, { owners: ['other'] });
    await expect(host.publish(requestOf(organisation), files, never)).rejects.toMatchObject({
      hint: 'Choose one of: other.',
    });
    expect(double.asked).toEqual([]);
  });

  it('refuses a name that GitHub would change', async () => {
    const request = requestOf(organisation, { name: 'my payments' });
    await expect(hostAt(double).publish(request, files, never)).rejects.toMatchObject({ code: 'name-refused' });
  });

  it('says that the token is refused, what it needs, and not the token', async () => {
    const refused = hostAt(double, { readToken: async () => 'ghp_wrong' }).look(
      organisation,
      'payments',
      'run-1',
      never,
    );
    await expect(refused).rejects.toMatchObject({
      code: 'github-token-refused',
      message: `${double.host} refused the token: Bad credentials.`,
      hint: expect.stringContaining('"repo"'),
    });
    await expect(refused).rejects.not.toHaveProperty('message', expect.stringContaining('ghp_wrong'));
  });

  it('says that the host is down', async () => {
    await double.close();
    await expect(hostAt(double).look(organisation, 'payments', 'run-1', never)).rejects.toMatchObject({
      code: 'github-down',
      message: `${double.host} cannot be reached, or does not answer as it should.`,
    });
    double = await createGitHubDouble();
  });

  it('says what a token lacks that may not remove repositories', async () => {
    await hostAt(double).publish(requestOf(organisation), files, never);
    double.answerInsteadOf('DELETE', { status: 403, message: 'Must have admin rights to Repository.' });
    await expect(hostAt(double).remove(organisation, 'payments', 'run-1', never)).rejects.toMatchObject({
      code: 'github-forbidden',
      hint: expect.stringContaining('"delete_repo"'),
    });
  });

  it('takes for the run’s own what a git has pushed meanwhile that outlived its killed process', async () => {
    const aside = await mkdtemp(join(tmpdir(), 'callboard-outlived-'));
    await run('git', ['init', '--quiet', '--bare', aside]);
    const commit = await pushFolder(files, aside, { branch: 'main', message: 'Create it', runId: 'run-1' });
    let isFirst = true;
    double.onGit(() => {
      const bare = join(double.folder, organisation, 'payments.git');
      if (isFirst) execFileSync('git', ['-C', aside, 'push', '--quiet', bare, 'main']);
      isFirst = false;
    });
    const published = await hostAt(double).publish(requestOf(organisation), files, never);
    expect(published.commit).toBe(commit);
    await rm(aside, { recursive: true });
  });

  it('says why a push is refused', async () => {
    double.refusePushes();
    await expect(hostAt(double).publish(requestOf(organisation), files, never)).rejects.toMatchObject({
      code: 'git-push-refused',
      message: `${double.url}/${organisation}/payments.git refused the push: pre-receive hook declined.`,
    });
  });

  it.each([
    [403, { 'retry-after': '7' }, 7000],
    [429, { 'retry-after': '30' }, 30_000],
    [403, {}, 60_000],
  ])('waits as long as a %i with %o asks for', async (status, headers, expected) => {
    const waited: number[] = [];
    const wait: Wait = async (ms) => void waited.push(ms);
    double.answerInstead({ status, headers, message: 'You have exceeded a secondary rate limit' });
    expect(await hostAt(double, { wait }).look(organisation, 'payments', 'run-1', never)).toMatchObject({
      kind: 'free',
    });
    expect(waited).toEqual([expected]);
  });

  it('waits until the limit is renewed', async () => {
    const waited: number[] = [];
    const wait: Wait = async (ms) => void waited.push(ms);
    const reset = String(Math.ceil(Date.now() / 1000) + 20);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    double.answerInstead({ status: 403, headers, message: 'API rate limit exceeded' });
    await hostAt(double, { wait }).look(organisation, 'payments', 'run-1', never);
    expect(waited[0]).toBeGreaterThan(10_000);
    expect(waited[0]).toBeLessThanOrEqual(21_000);
  });

  it('says what a token lacks', async () => {
    double.answerInstead({ status: 403, message: 'Resource not accessible by personal access token' });
    await expect(hostAt(double).look(organisation, 'payments', 'run-1', never)).rejects.toMatchObject({
      code: 'github-forbidden',
      message: expect.stringContaining('Resource not accessible by personal access token'),
    });
  });

  it('is the run’s own where GitHub made it and its answer was lost', async () => {
    const host = hostAt(double);
    await host.publish(requestOf(organisation), files, never);
    // Looked for in vain first, as a copy of GitHub's database may be late.
    double.answerInstead({ status: 404, message: 'Not Found' });
    await host.publish(requestOf(organisation), files, never);
    await expect(
      (async () => {
        double.answerInstead({ status: 404, message: 'Not Found' });
        await host.publish(requestOf(organisation, { runId: 'run-2' }), files, never);
      })(),
    ).rejects.toMatchObject({ code: 'repository-taken' });
  });

  describe('as a GitHub App', () => {
    const tokensOf = (app: Parameters<typeof appTokens>[0], at: () => Date = now): ReadToken =>
      appTokens(app, { host: double.host, apiUrl: double.url, now: at, wait: noWait });

    it('publishes with a token of its installation', async () => {
      const readToken = tokensOf(double.app);
      const host = hostAt(double, { readToken, isApp: true });
      await host.publish(requestOf(organisation), files, never);
      expect(double.asked).toContain('POST /app/installations/100/access_tokens');
      expect(await host.look(organisation, 'payments', 'run-1', never)).toMatchObject({ kind: 'own' });
    });

    it('keeps a token until ten minutes before it expires', async () => {
      const times = [0, 49, 51].map((minutes) => new Date(Date.now() + minutes * 60_000));
      let at = times[0] ?? now();
      const readToken = tokensOf({ ...double.app, installationId: 100 }, () => at);
      const first = await readToken(never);
      at = times[1] ?? now();
      expect(await readToken(never)).toBe(first);
      at = times[2] ?? now();
      expect(await readToken(never)).not.toBe(first);
    });

    it('makes no repositories for a user', async () => {
      const host = hostAt(double, { readToken: tokensOf(double.app), isApp: true });
      await expect(host.publish(requestOf(user), files, never)).rejects.toMatchObject({ code: 'no-such-owner' });
    });

    it('refuses a key that is none, at once', () => {
      expect(() => tokensOf({ appId: 1, privateKey: '-----BEGIN RSA PRIVATE KEY-----' })).toThrow(
        'github.app.privateKey is not a private key.',
      );
    });
  });
});
