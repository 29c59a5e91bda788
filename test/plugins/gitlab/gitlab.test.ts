import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Wait } from '#callboard/core/wait.ts';
import { defaultAuthor, pushFolder } from '#callboard/git/push-folder.ts';
import { createGitLab, type GitLabOptions } from '#callboard/plugins/gitlab/create-gitlab.ts';
import { gitLabAddress } from '#callboard/plugins/gitlab/gitlab-address.ts';
import { createGitLabClient } from '#callboard/plugins/gitlab/gitlab-client.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { describeRemoteGitHost } from '../../contracts/remote-git-host.ts';
import { createGitLabDouble, type GitLabDouble, goodToken, group } from '../../fixtures/gitlab.ts';

const never = new AbortController().signal;
const now = () => new Date();
const noWait: Wait = async () => undefined;

function hostAt(
  { url }: Pick<GitLabDouble, 'url'>,
  { token = goodToken, wait = noWait, ...changes }: Partial<GitLabOptions> = {},
) {
  const address = gitLabAddress({ apiUrl: `${url}/api/v4` });
  const client = createGitLabClient({ ...address, token, now, wait });
  return createRemoteGitHost(
    createGitLab({ address, client, token, owners: [], author: defaultAuthor, wait, ...changes }),
  );
}

describeRemoteGitHost('gitlab', async () => {
  const double = await createGitLabDouble();
  const waited: number[] = [];
  const host = hostAt(double, { wait: async (ms) => void waited.push(ms) });
  return {
    ...double,
    host,
    owner: group,
    ownersNest: true,
    token: goodToken,
    tokenVariable: 'GITLAB_TOKEN',
    waited,
    credentials: { username: 'oauth2', password: goodToken },
    makeStrangers: async (owner, name) => {
      const path = await double.makeStrangers(owner, name);
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

describe('GitLab', () => {
  let double: GitLabDouble;
  let files: string;

  beforeEach(async () => {
    double = await createGitLabDouble();
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
  });

  afterEach(async () => {
    await double.close();
    await rm(files, { recursive: true, force: true });
  });

  it('makes a project in a group, a group in a group, and a user’s namespace, and says which', async () => {
    for (const owner of ['acme', group, 'octocat']) {
      const repository = await hostAt(double).publish(requestOf(owner, { visibility: 'internal' }), files, never);
      expect(repository).toMatchObject({ owner, cloneUrl: `${double.url}/${owner}/payments.git` });
      expect(double.read(`${owner}/payments`)?.properties).toEqual({
        description: 'Takes the money',
        visibility: 'internal',
      });
    }
  });

  it('refuses an owner that GitLab does not know', async () => {
    await expect(hostAt(double).publish(requestOf('acme/nobody'), files, never)).rejects.toMatchObject({
      code: 'no-such-owner',
      message: `${double.host} has no group and no user acme/nobody, or does not show it to the bot.`,
    });
  });

  it('finds the repository of a page below it, whatever groups it is in', () => {
    const { repositoryAt } = hostAt(double);
    const shop = { owner: 'acme/shop', name: 'api' };
    expect(repositoryAt(`${double.url}/acme/shop/api/-/blob/main/a/b.yaml`)).toEqual(shop);
    expect(repositoryAt(`${double.url}/acme/shop/api/`)).toEqual(shop);
    expect(repositoryAt(`${double.url}/acme`)).toBeUndefined();
  });

  it.each(['payments.git', 'payments.atom', '-payments', 'payments.', 'my payments'])(
    'refuses the name %j, which GitLab would not take',
    async (name) => {
      await expect(hostAt(double).publish(requestOf(group, { name }), files, never)).rejects.toMatchObject({
        code: 'name-refused',
      });
      expect(double.asked).toEqual([]);
    },
  );

  it.each([
    ['until it is asked to remove it at once', 'until asked', 0],
    ['for days, under another name', 'for days', 1],
  ] as const)('removes a project of which GitLab keeps a copy %s', async (_what, how, left) => {
    double.keepRemoved(how);
    const host = hostAt(double);
    await host.publish(requestOf(group), files, never);
    const { id } = double.read(`${group}/payments`) ?? {};
    await host.remove(group, 'payments', 'run-1', never);
    expect(await host.look(group, 'payments', 'run-1', never)).toMatchObject({ kind: 'free' });
    expect(double.read(String(id)) === undefined ? 0 : 1).toBe(left);
    await host.publish(requestOf(group), files, never);
  });
});
