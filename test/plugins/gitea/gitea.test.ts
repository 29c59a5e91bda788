import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultAuthor } from '#callboard/git/push-folder.ts';
import { createGitea } from '#callboard/plugins/gitea/create-gitea.ts';
import { createRemoteGitHost } from '#callboard/scaffolder/hosts/remote-git-host.ts';
import { pushIntoBare, requestOf } from '../../contracts/git-host.ts';
import { describeRemoteGitHost } from '../../contracts/remote-git-host.ts';
import { createHostDouble, type DoubleAnswer, type Vendor } from '../../fixtures/host-double.ts';
import { readTypedDescription } from '../../fixtures/typed-description.ts';

const token = 'gitea-secret';
const organisation = 'acme';
const user = 'callboard-bot';
const never = new AbortController().signal;

const require = createRequire(import.meta.url);

/** Gitea's own description of its API, as generated for its client. */
const declarations = readFileSync(join(dirname(require.resolve('gitea-js')), 'index.d.ts'), 'utf8');

/** A Gitea with an organisation and the bot's user, which answers as its documentation and its source say. */
async function createGiteaDouble() {
  const description = readTypedDescription(declarations);
  const kept = new Map<string, { description: string; private: boolean; default_branch: string }>();
  const requested: string[] = [];
  const refused = (status: number, message: string): DoubleAnswer => ({ status, body: { message, url: 'swagger' } });

  const answer: Vendor['answer'] = async ({ method, path, query, authorization, body }, repositories) => {
    // Its router takes the rest of the address for the branch, slashes and all; the description does not say so.
    const described = path.replace(/(?<=\/pulls\/[^/]+\/).+$/, encodeURIComponent);
    description.check(method, described, query, method === 'GET' || method === 'DELETE' ? undefined : body);
    if (authorization !== `token ${token}`) return refused(401, 'invalid username, password or token');
    if (path === '/user') return { status: 200, body: { login: user } };
    if (path === `/orgs/${organisation}`) return { status: 200, body: { username: organisation } };
    const show = (fullName: string): DoubleAnswer['body'] => {
      const [login, name] = fullName.split('/');
      // As its ROOT_URL has it, which need not be where the bot reaches it.
      return {
        name,
        owner: { login },
        ...kept.get(fullName),
        html_url: 'http://root.example',
        clone_url: 'http://root.example',
      };
    };
    const made = /^\/(?:orgs\/(\w+)|user)\/repos$/.exec(path);
    if (made !== null && method === 'POST') {
      const fullName = `${made[1] ?? user}/${String(body['name'])}`;
      if (kept.has(fullName)) return refused(409, 'The repository with the same name already exists.');
      await repositories.make(fullName);
      kept.set(fullName, {
        description: String(body['description']),
        private: body['private'] === true,
        default_branch: String(body['default_branch']),
      });
      return { status: 201, body: show(fullName) };
    }
    const pulls = /^\/repos\/([^/]+\/[^/]+)\/pulls(?:\/([^/]+)\/(.+))?$/.exec(path);
    if (pulls !== null) {
      const [, of = '', base = String(body['base']), head = String(body['head'])] = pulls;
      const number = requested.indexOf(`${of} ${head} → ${base}`) + 1;
      if (method === 'GET' && number === 0) return refused(404, "The target couldn't be found.");
      if (method === 'POST' && number > 0) return refused(409, 'pull request already exists for these targets');
      if (method === 'POST' && !(await repositories.branchesOf(of)).includes(head)) return refused(404, 'no branch');
      if (method === 'POST') requested.push(`${of} ${head} → ${base}`);
      const page = `http://root.example/${of}/pulls/${method === 'POST' ? requested.length : number}`;
      return { status: method === 'POST' ? 201 : 200, body: { html_url: page } };
    }
    const [, fullName = '', branch] = /^\/repos\/([^/]+\/[^/]+)(?:\/branches(?:\/(.+))?)?$/.exec(path) ?? [];
    const repository = kept.get(fullName);
    if (repository === undefined) return refused(404, "The target couldn't be found.");
    if (path.endsWith('/branches')) {
      const names = await repositories.branchesOf(fullName);
      return { status: 200, body: names.slice(0, Number(query.get('limit'))).map((name) => ({ name })) };
    }
    if (branch !== undefined) {
      const head = await repositories.headOf(fullName, branch);
      if (head === undefined) return refused(404, "The target couldn't be found.");
      return { status: 200, body: { name: branch, commit: { id: head.sha, message: head.message } } };
    }
    if (method === 'DELETE') {
      kept.delete(fullName);
      await repositories.remove(fullName);
      return { status: 204 };
    }
    if (method === 'PATCH') {
      const wanted = String(body['default_branch']);
      const isKnown = await repositories.knows(fullName, wanted);
      if (isKnown) await repositories.setDefault(fullName, wanted);
      kept.set(fullName, {
        ...repository,
        description: String(body['description']),
        // What it does not know, it passes over.
        default_branch: isKnown ? wanted : 'unknown',
      });
    }
    return { status: 200, body: show(fullName) };
  };

  const double = await createHostDouble({
    apiPath: '/api/v1',
    token,
    repositoryOf: (path) => /^\/([^/]+\/[^/]+)\.git\//.exec(path)?.[1],
    answer,
    failure: (message) => ({ message }),
  });
  const makeStrangers = async (owner: string, name: string) => {
    await double.repositories.make(`${owner}/${name}`);
    kept.set(`${owner}/${name}`, { description: 'A stranger’s', private: true, default_branch: 'main' });
    await double.pushStrangers(`${owner}/${name}`);
  };
  return { ...double, kept, violations: description.violations, makeStrangers };
}

async function createTested() {
  const double = await createGiteaDouble();
  const waited: number[] = [];
  const host = createRemoteGitHost(
    createGitea({
      host: double.host,
      webUrl: double.url,
      token,
      owners: [],
      author: defaultAuthor,
      now: () => new Date(),
      wait: async (ms) => void waited.push(ms),
    }),
  );
  return { ...double, host, waited };
}

describeRemoteGitHost('gitea', async () => {
  const tested = await createTested();
  return {
    ...tested,
    owner: organisation,
    token,
    tokenVariable: 'GITEA_TOKEN',
    credentials: { username: 'callboard', password: token },
    pushAsPerson: (owner, name, branch) => pushIntoBare(tested.bareOf(`${owner}/${name}`), branch),
    publishUntilPush: async (request, folder) => {
      const killed = new AbortController();
      tested.onGit(() => killed.abort());
      await expect(tested.host.publish(request, folder, killed.signal)).rejects.toMatchObject({ code: 'git-stopped' });
      tested.onGit(() => undefined);
    },
    refusePush: async (request) => {
      tested.refusePushes();
      return request;
    },
    close: async () => {
      await tested.close();
      expect(tested.violations).toEqual([]);
    },
  };
});

describe('Gitea', () => {
  let tested: Awaited<ReturnType<typeof createTested>>;
  let files: string;
  beforeEach(async () => {
    tested = await createTested();
    files = await mkdtemp(join(tmpdir(), 'callboard-files-'));
    await writeFile(join(files, 'README.md'), '# Payments\n');
  });
  afterEach(async () => {
    await tested.close();
    await rm(files, { recursive: true });
  });

  it('makes a public repository for the token’s own user', async () => {
    const repository = await tested.host.publish(requestOf(user, { visibility: 'public' }), files, never);
    expect(repository).toMatchObject({ owner: user, webUrl: `${tested.url}/${user}/payments` });
    expect(tested.kept.get(`${user}/payments`)).toMatchObject({ private: false, description: 'Takes the money' });
  });

  it('refuses an owner that is neither an organisation nor the bot', async () => {
    await expect(tested.host.publish(requestOf('somebody'), files, never)).rejects.toMatchObject({
      code: 'no-such-owner',
      hint: expect.stringContaining(user),
    });
  });

  it.each(['a.wiki', 'a.rss', 'a.git', '-'])('refuses the name %s, which is an address of its own', async (name) => {
    await expect(tested.host.look(organisation, name, 'run-1', never)).rejects.toMatchObject({ code: 'name-refused' });
  });

  it('is described well enough to tell a wrong request', () => {
    const { check, violations } = readTypedDescription(declarations);
    check('POST', '/orgs/acme/repos', new URLSearchParams(), { nme: 'shop', private: 'yes' });
    check('GET', '/repos/acme/shop/branchs/main', new URLSearchParams(), undefined);
    check('GET', '/repos/acme/shop/branches', new URLSearchParams({ size: '5' }), undefined);
    expect(violations).toEqual([
      'POST /orgs/acme/repos: there is no property nme',
      'POST /orgs/acme/repos: name is missing',
      'POST /orgs/acme/repos: private is no boolean',
      'GET /repos/acme/shop/branchs/main: there is no such operation',
      'GET /repos/acme/shop/branches: there is no query parameter size',
    ]);
  });
});
