import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '#callboard/core/refusal.ts';
import { describeGitHost, type GitHostUnderTest, requestOf } from './git-host.ts';

/** An answer that is given instead of the host's own, once. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message: string;
}

/** A Git host on the network and its other end. What the host waits for passes at once, and is written down. */
export interface RemoteGitHostUnderTest extends GitHostUnderTest {
  /** What the host is configured with and nobody may see. */
  readonly token: string;
  /** The environment variable that the token comes from. */
  readonly tokenVariable: string;
  /** How long the host has waited each time, in milliseconds. */
  readonly waited: readonly number[];
  /** The next requests to the API are answered so, one each. */
  readonly answerInstead: (...answers: readonly CannedAnswer[]) => void;
  /** git finds no repository for so many requests. */
  readonly hideFromGit: (requests: number) => void;
  /** The API does not know a pushed branch for so many requests that name it. */
  readonly hideBranch: (requests: number) => void;
}

const never = new AbortController().signal;

/** The contract of Git hosts on the network: that of all, and how they wait and tell what went wrong. */
export function describeRemoteGitHost(name: string, create: () => Promise<RemoteGitHostUnderTest>): void {
  describeGitHost(name, create);

  describe(`${name} is a Git host on the network`, () => {
    let tested: RemoteGitHostUnderTest;
    let files: string;

    beforeEach(async () => {
      tested = await create();
      files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
      await writeFile(join(files, 'README.md'), '# Payments\n');
    });

    afterEach(async () => {
      await tested.close();
      await rm(files, { recursive: true, force: true });
    });

    const publish = () => tested.host.publish(requestOf(tested.owner), files, never);
    const look = () => tested.host.look(tested.owner, 'payments', 'run-1', never);
    const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
      const error: unknown = await work.then(() => undefined).catch((thrown: unknown) => thrown);
      if (error instanceof Refusal) return error;
      throw new Error(`it was not refused but ended with ${inspect(error)}`);
    };

    it('waits for a repository that git does not find yet', async () => {
      tested.hideFromGit(2);
      await publish();
      expect(tested.waited).toEqual([500, 1500]);
    });

    it('gives up on a repository that git does not find for 20 s', async () => {
      tested.hideFromGit(1000);
      expect(await refusalOf(publish())).toMatchObject({ code: 'git-not-found' });
      expect(tested.waited.reduce((sum, ms) => sum + ms, 0)).toBe(20_000);
    });

    it('waits for a default branch that appears late', async () => {
      tested.hideBranch(2);
      await publish();
      expect(tested.waited).toEqual([500, 1500]);
      expect(await look()).toMatchObject({ kind: 'own' });
    });

    it('gives up on a default branch that does not appear for 20 s, and can be asked again', async () => {
      tested.hideBranch(1000);
      expect(await refusalOf(publish())).toMatchObject({ code: 'branch-missing' });
      expect(tested.waited.reduce((sum, ms) => sum + ms, 0)).toBe(20_000);
      tested.hideBranch(0);
      await publish();
    });

    it('waits as long as a rate limit asks, and then goes on', async () => {
      tested.answerInstead({ status: 429, headers: { 'retry-after': '7' }, message: 'slow down' });
      expect(await look()).toMatchObject({ kind: 'free' });
      expect(tested.waited).toEqual([7000]);
    });

    it('refuses instead of waiting for longer than a minute', async () => {
      tested.answerInstead({ status: 429, headers: { 'retry-after': '600' }, message: 'slow down' });
      expect(await refusalOf(look())).toMatchObject({ hint: 'Try again in 10 min.' });
      expect(tested.waited).toEqual([]);
    });

    it('refuses when it has waited three times', async () => {
      const limit = { status: 429, headers: { 'retry-after': '1' }, message: 'slow down' };
      tested.answerInstead(limit, limit, limit, limit);
      expect((await refusalOf(look())).message).toContain('limits how often');
      expect(tested.waited).toEqual([1000, 1000, 1000]);
    });

    it.each([
      [401, 'refused the token'],
      [403, 'does not allow the bot to do that'],
      [500, 'cannot be reached, or does not answer as it should'],
      [503, 'cannot be reached, or does not answer as it should'],
    ])('tells an answer of %i in words, names the host and a remedy, and never the token', async (status, words) => {
      tested.answerInstead({ status, message: `no: ${tested.token}` });
      const refusal = await refusalOf(look());
      expect(refusal.message).toContain(words);
      expect(refusal.message).toContain(tested.host.host);
      expect(refusal.message).not.toContain('\n');
      expect(refusal.hint).toMatch(/\w{3}/);
      if (status === 401) expect(refusal.hint).toContain(tested.tokenVariable);
      expect(`${refusal.message} ${refusal.hint}`).not.toContain(tested.token);
    });

    it('says of a host that is down that it can’t be reached', async () => {
      await tested.close();
      expect((await refusalOf(look())).message).toContain('cannot be reached');
    });

    it('says of a protected branch that the push was refused, with the host’s reason', async () => {
      const request = await tested.refusePush(requestOf(tested.owner));
      const refusal = await refusalOf(tested.host.publish(request, files, never));
      expect(refusal).toMatchObject({ code: 'git-push-refused', message: expect.stringContaining('hook declined') });
      expect(inspect(refusal, { depth: 9 })).not.toContain(tested.token);
    });

    it('has no credentials in an address that it gives', async () => {
      const repository = await publish();
      const source = tested.host.catalogSource(repository, 'catalog-info.yaml');
      const addresses = JSON.stringify([repository, source]);
      expect(addresses).not.toContain(tested.token);
      expect(addresses).not.toContain('@');
    });

    it('makes what it is asked for once, where it was made and the answer was lost', async () => {
      const first = await publish();
      // Looked for in vain first, as a copy of the host's database may be late.
      tested.answerInstead({ status: 404, message: 'Not Found' });
      expect(await publish()).toEqual(first);
    });
  });
}
