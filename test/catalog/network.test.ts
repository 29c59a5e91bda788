import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchText } from '#callboard/catalog/fetch-text.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createGitHttpServer, makeBareRepository } from '../fixtures/git-http-server.ts';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const component = (name: string) => toYaml(buildEntity({ name }));
const location = (...targets: string[]) => toYaml(buildEntity({ kind: 'Location', name: 'all', spec: { targets } }));
const api = (definition: { readonly [key: string]: string }) =>
  toYaml(buildEntity({ kind: 'API', name: 'api', spec: { definition } }));

/** A Git host on the loopback interface, and how to push to it. */
async function startHost() {
  const server = await createGitHttpServer(() => 'write');
  onTestFinished(server.close);
  const push = async (name: string, files: Readonly<Record<string, string>>) => {
    await makeBareRepository(server.folder, name).catch(() => undefined);
    const clone = join(temporaryFolder(), 'clone');
    mkdirSync(clone);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: clone });
    git('init', '-q', '-b', 'main');
    writeFiles(clone, files);
    git('add', '.');
    git('commit', '-q', '-m', 'Files');
    git('push', '-q', '--force', join(server.folder, `${name}.git`), 'main');
  };
  const host = server.url.replace('http://', '');
  return { ...server, host, push, page: (name: string, path: string) => `${server.url}/${name}/blob/main/${path}` };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`;
}

/** A catalog whose one source is a file. */
async function catalogOf(text: string, allowedHosts: readonly string[]) {
  const folder = temporaryFolder();
  const configuration: Json = { sources: [{ file: 'catalog.yaml' }], allowedHosts: [...allowedHosts], orphanDays: 1 };
  writeFiles(folder, { 'catalog.yaml': text });
  const { service } = await setUpCatalog(folder, configuration);
  const sync = () => service.ingest(undefined, folder);
  const names = () => service.directory.ofKind('component').map(({ entity }) => entity.metadata.name);
  return { folder, directory: service.directory, sync, names };
}

describe('a Location that names files at a Git host', () => {
  test('brings them in, and what they name in turn, each repository once', async () => {
    const host = await startHost();
    await host.push('acme/one', {
      'a.yaml': component('a'),
      'b/catalog-info.yaml': component('b'),
      'more.yaml': location(host.page('acme/two', 'catalog-info.yaml')).replace('"all"', '"more"'),
    });
    await host.push('acme/two', { 'catalog-info.yaml': component('c') });
    const pages = ['a.yaml', 'b/catalog-info.yaml', 'more.yaml'].map((path) => host.page('acme/one', path));
    const { sync, names, directory } = await catalogOf(location(...pages), [host.host]);
    expect(await sync()).toMatchObject({ files: 5, added: 5, problems: [] });
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(directory.get('component:default/a')?.origin.file).toBe(`${host.host}/acme/one@main/a.yaml`);
    expect(await sync()).toMatchObject({ files: 5, added: 0, unchanged: 5, problems: [] });
  });

  test('is followed once where two repositories name each other', async () => {
    const { push, page, host } = await startHost();
    const named = (name: string, ...targets: string[]) =>
      toYaml(buildEntity({ kind: 'Location', name, spec: { targets } }));
    await push('acme/one', { 'one.yaml': named('one', page('acme/two', 'two.yaml')), 'a.yaml': component('a') });
    await push('acme/two', { 'two.yaml': named('two', page('acme/one', 'one.yaml'), page('acme/one', 'a.yaml')) });
    const { sync, names } = await catalogOf(location(page('acme/one', 'one.yaml')), [host]);
    expect((await sync()).problems).toEqual([]);
    expect(names()).toEqual(['a']);
  });

  test('follows what is pushed', async () => {
    const host = await startHost();
    await host.push('acme/one', { 'a.yaml': component('a') });
    const { sync, names } = await catalogOf(location(host.page('acme/one', 'a.yaml')), [host.host]);
    await sync();
    await host.push('acme/one', { 'a.yaml': component('b') });
    await sync();
    expect(names()).toEqual(['b']);
  });

  test('keeps what they said while the host does not answer, and says why', async () => {
    const host = await startHost();
    await host.push('acme/one', { 'a.yaml': component('a') });
    const { sync, names, directory } = await catalogOf(location(host.page('acme/one', 'a.yaml')), [host.host]);
    await sync();
    execFileSync('rm', ['-r', join(host.folder, 'acme')]);
    const { problems } = await sync();
    expect(problems).toMatchObject([{ path: 'spec.targets[0]', line: 9 }]);
    expect(problems[0]?.message).toMatch(
      /^spec\.targets\[0\] names http:.*: There is no repository at .*Check the URL/,
    );
    expect(names()).toEqual(['a']);
    expect(directory.get('component:default/a')?.standing).toBeUndefined();
  });

  test('is told of a file that is not there', async () => {
    const host = await startHost();
    await host.push('acme/one', { 'a.yaml': component('a') });
    const { sync } = await catalogOf(location(host.page('acme/one', 'gone.yaml')), [host.host]);
    expect((await sync()).problems[0]?.message).toContain('which is not there: mend the path');
  });

  test('at a private address is refused unless the host is allowed', async () => {
    const host = await startHost();
    await host.push('acme/one', { 'a.yaml': component('a') });
    const { sync, names } = await catalogOf(location(host.page('acme/one', 'a.yaml')), []);
    const { problems } = await sync();
    expect(problems[0]?.message).toContain('127.0.0.1 is a private address.');
    expect(problems[0]?.message).toContain(`name ${host.host} under catalog.allowedHosts`);
    expect(names()).toEqual([]);
  });

  test('that is no file at a Git host is told what to give', async () => {
    const { sync } = await catalogOf(location('https://example.com/catalog-info.yaml'), []);
    expect((await sync()).problems[0]?.message).toContain('is not the address of a file at GitHub');
  });
});

test('of a repository on the network no file is fetched that the catalog does not name', async () => {
  const { push, page, host, takeBytesSent } = await startHost();
  const files = {
    'catalog-info.yaml': location('./services/*/info.yaml').replace('"all"', '"shop"'),
    'services/a/info.yaml': api({ $text: '../../api.graphql' }),
    'services/b/info.yaml': component('b'),
    'api.graphql': 'type Query',
    'film.mp4': randomBytes(2 * 1024 * 1024).toString('base64'),
  };
  await push('acme/shop', files);
  const { sync, directory, names } = await catalogOf(location(page('acme/shop', 'catalog-info.yaml')), [host]);
  takeBytesSent();
  expect((await sync()).problems).toEqual([]);
  expect(directory.get('api:default/api')?.entity.spec?.['definition']).toBe('type Query');
  await push('acme/shop', { ...files, 'services/b/info.yaml': component('b2') });
  await sync();
  expect(names()).toEqual(['b2']);
  expect(takeBytesSent()).toBeLessThan(20_000);
});

test('the page of another file of a repository that is a source is a source of its own', async () => {
  const { host, push, page } = await startHost();
  await push('acme/shop', { 'catalog-info.yaml': component('a'), 'other.yaml': component('b') });
  const folder = temporaryFolder();
  const { service } = await setUpCatalog(folder, { allowedHosts: [host] });
  const whole = page('acme/shop', 'catalog-info.yaml');
  await service.ingest([whole, page('acme/shop', 'other.yaml')], folder);
  expect(service.directory.get('component:default/b')).toBeDefined();
});

describe('a placeholder that names a file on the network', () => {
  test('stands for the text at its address, and follows it', async () => {
    let text = 'type Query';
    const host = await serve((_request, response) => void response.end(text));
    const { sync, directory } = await catalogOf(api({ $text: `http://${host}/a.graphql` }), [host]);
    const definition = () => directory.get('api:default/api')?.entity.spec?.['definition'];
    await sync();
    expect(definition()).toBe('type Query');
    expect(await sync()).toMatchObject({ changed: 0, unchanged: 1 });
    text = 'type Mutation';
    await sync();
    expect(definition()).toBe('type Mutation');
  });

  test('stands for the page of a file at a Git host', async () => {
    const host = await startHost();
    await host.push('acme/one', { 'a.graphql': 'type Query' });
    const { sync, directory } = await catalogOf(api({ $text: host.page('acme/one', 'a.graphql') }), [host.host]);
    expect(await sync()).toMatchObject({ problems: [] });
    expect(directory.get('api:default/api')?.entity.spec?.['definition']).toBe('type Query');
  });

  test('at a private address is one problem of its document', async () => {
    const host = await serve((_request, response) => void response.end('secret'));
    const { sync, directory } = await catalogOf(api({ $text: `http://${host}/a` }), []);
    const { problems } = await sync();
    expect(problems).toMatchObject([{ path: 'spec.definition' }]);
    expect(problems[0]?.message).toContain('which could not be read: 127.0.0.1 is a private');
    expect(directory.size()).toBe(0);
  });
});

describe('what is fetched', () => {
  const fetched = async (listener: RequestListener) => {
    const host = await serve(listener);
    return fetchText(`http://${host}/start`, new Set([host]));
  };

  test('follows a redirection, and asks no host there that is not allowed', async () => {
    const text = await fetched((request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: '/end' }).end();
      else response.end(`at ${request.url}`);
    });
    expect(text.text).toEqual({ text: 'at /end' });
    const secret = await serve((_request, response) => void response.end('secret'));
    const led = fetched((_request, response) => void response.writeHead(302, { location: `http://${secret}/` }).end());
    await expect(led).rejects.toMatchObject({ code: 'private-address' });
  });

  test.each([
    ['leads in a circle', 302, 'leads on to other addresses more than 3 times'],
    ['is not found', 404, 'is not there (status 404)'],
    ['is forbidden', 403, 'may not be read without an account there (status 403)'],
    ['is asked for too often', 429, 'was asked for too often (status 429), and is read again later'],
    ['fails', 500, 'its host answered with status 500'],
  ])('that %s is refused', async (_what, status, message) => {
    const asked = fetched((_request, response) => void response.writeHead(status, { location: '/start' }).end());
    await expect(asked).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test('over 1 MiB, or in another encoding, is told so', async () => {
    const large = await fetched((_request, response) => void response.end(Buffer.alloc(2 * 1024 * 1024, 'x')));
    expect(large.text).toMatchObject({ failure: expect.stringContaining('at most 1 MiB') });
    const binary = await fetched((_request, response) => void response.end(Buffer.from([1, 0, 2])));
    expect(binary.text).toEqual({ failure: 'holds binary data, not text' });
  });

  test('from a host that ends the connection is refused', async () => {
    const asked = fetched((request) => void request.socket.destroy());
    await expect(asked).rejects.toMatchObject({
      code: 'not-fetched',
      message: expect.stringContaining('did not answer'),
    });
  });

  test.each([
    ['never answers', (response: ServerResponse) => void response],
    ['stops in the middle of its answer', (response: ServerResponse) => void response.write('begun')],
  ])('from a host that %s is refused in time', async (_what, begin) => {
    const late = new AbortController();
    const host = await serve((_request, response) => {
      begin(response);
      late.abort(new DOMException('The time is over', 'TimeoutError'));
    });
    await expect(fetchText(`http://${host}/`, new Set([host]), late.signal)).rejects.toMatchObject({
      code: 'not-fetched',
      message: `http://${host}/ did not answer within 10 seconds.`,
    });
  });

  test('ends when the asker does', async () => {
    const host = await serve(() => undefined);
    const stopped = fetchText(`http://${host}/`, new Set([host]), AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'not-fetched' });
  });
});
