import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { definitionOf } from '#callboard/catalog/definitions/definition-of.ts';
import { readDefinition } from '#callboard/catalog/definitions/read-definition.ts';
import { buildEntity } from '../entity-builder.ts';

const read = (type: string, definition: string) =>
  definitionOf(buildEntity({ kind: 'API', name: 'it', spec: { type, definition } }));

/** Lines as one text. */
const lines = (...all: readonly string[]) => all.join('\n');

describe('an OpenAPI definition', () => {
  test('of version 3 tells its servers with the defaults of their variables, and its operations', async () => {
    const text = lines(
      'openapi: 3.1.0',
      'info: { title: Billing, version: 1.0 }',
      'servers:',
      '  - { url: "https://{region}.example/{path}", description: Live, variables: { region: { default: eu } } }',
      '  - url: /v1',
      'paths:',
      '  /invoices:',
      '    parameters: []',
      '    get: { summary: List invoices }',
      '    post: { operationId: writeInvoice }',
      '  /elsewhere: { $ref: "./other.yaml#/x" }',
      '  /shared: { $ref: "#/components/pathItems/a~1b" }',
      'webhooks:',
      '  paid: { post: {} }',
      'components: { pathItems: { a/b: { delete: { description: "Two\\nlines" } } } }',
    );
    expect(await read('openapi', text)).toEqual({
      kind: 'read',
      format: 'OpenAPI 3.1.0',
      title: 'Billing',
      version: '1',
      servers: [{ url: 'https://eu.example/{path}', description: 'Live' }, { url: '/v1' }],
      count: '5 operations',
      operations: [
        { call: 'GET /invoices', summary: 'List invoices' },
        { call: 'POST /invoices', summary: 'writeInvoice' },
        { call: '/elsewhere', summary: 'described in another file' },
        { call: 'DELETE /shared', summary: 'Two lines' },
        { call: 'POST webhook paid' },
      ],
      omitted: 0,
    });
  });

  test('of version 2 has a server for each scheme', async () => {
    const text = JSON.stringify({ swagger: '2.0', host: 'a.example', basePath: '/v1', schemes: ['https', 'http'] });
    expect(await read('swagger', text)).toMatchObject({
      format: 'OpenAPI 2.0',
      servers: [{ url: 'https://a.example/v1' }, { url: 'http://a.example/v1' }],
      count: '0 operations',
    });
  });

  test('names its first six operations and counts the others', async () => {
    const paths = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`/${index}x`, { get: {} }]));
    const definition = await read('openapi', JSON.stringify({ openapi: '3.0.3', paths }));
    expect(definition).toMatchObject({ count: '20 operations', omitted: 14 });
    expect(definition.kind === 'read' && definition.operations.at(-1)).toEqual({ call: 'GET /5x' });
  });

  test('whose references go in a circle is read', async () => {
    const text = JSON.stringify({ openapi: '3.0.3', paths: { '/a': { $ref: '#/paths/~1a' } } });
    expect(await read('openapi', text)).toMatchObject({ count: '1 operation', operations: [{ call: '/a' }] });
  });

  test.each([
    ['that is wrong YAML', lines('openapi: 3.1.0', 'info: { title: A', 'paths: {}'), 3],
    ['that is wrong JSON', '{\n  "openapi": "3.1.0"\n  "info": {}\n}', 3],
    ['that has a key twice', lines('openapi: 3.1.0', 'info: {}', 'info: {}'), 3],
    ['that says no version', 'hello', 1],
    ['that is empty', '', 1],
  ])('%s is told with its line', async (_, text, line) => {
    expect(await read('openapi', text)).toMatchObject({ kind: 'unreadable', format: 'OpenAPI', line });
  });

  test('with everything of another form than it should be is read as far as it goes', async () => {
    const text = 'openapi: []\ninfo: 3\nservers: { a: 1 }\npaths: [1, { get: 2 }]\nwebhooks: text';
    expect(await read('openapi', text)).toMatchObject({ format: 'OpenAPI', servers: [], count: '0 operations' });
  });
});

describe('an AsyncAPI definition', () => {
  test('of version 2 sends where others subscribe, and receives where they publish', async () => {
    const text = lines(
      'asyncapi: 2.6.0',
      'servers: { live: { url: "broker:9092", protocol: kafka, description: Live } }',
      'channels:',
      '  orders.placed: { subscribe: { summary: An order was placed }, publish: { operationId: place } }',
    );
    expect(await read('asyncapi', text)).toMatchObject({
      format: 'AsyncAPI 2.6.0',
      servers: [{ url: 'kafka://broker:9092', description: 'Live' }],
      count: '2 operations on 1 channel',
      operations: [
        { call: 'send orders.placed', summary: 'An order was placed' },
        { call: 'receive orders.placed', summary: 'place' },
      ],
    });
  });

  test('of version 3 names the addresses of channels, or the channels where they have none', async () => {
    const text = lines(
      'asyncapi: 3.0.0',
      'servers: { live: { host: "broker:5671", pathname: /q, protocol: amqps } }',
      'channels: { placed: { address: orders.placed }, reply: { address: null } }',
      'operations:',
      '  tell: { action: send, channel: { $ref: "#/channels/placed" } }',
      '  hear: { action: receive, channel: { $ref: "#/channels/reply" }, summary: Hears }',
    );
    expect(await read('asyncapi', text)).toMatchObject({
      servers: [{ url: 'amqps://broker:5671/q' }],
      count: '2 operations on 2 channels',
      operations: [
        { call: 'send orders.placed', summary: 'tell' },
        { call: 'receive reply', summary: 'Hears' },
      ],
    });
  });
});

describe('a GraphQL schema', () => {
  test('tells its queries, mutations and subscriptions, of the types that it names', async () => {
    const text = lines(
      'schema { query: Root, mutation: Mutation }',
      'type Root { "Finds some." products(words: String!, first: Int): [Int] }',
      'extend type Root { product: Int }',
      'type Query { notThis: Int }',
      'type Mutation { buy: Int }',
      'type Subscription { sold: Int }',
    );
    expect(await read('graphql', text)).toEqual({
      kind: 'read',
      format: 'GraphQL',
      servers: [],
      count: '2 queries, 1 mutation, 1 subscription',
      operations: [
        { call: 'query products(words, first)', summary: 'Finds some.' },
        { call: 'query product' },
        { call: 'mutation buy' },
        { call: 'subscription sold' },
      ],
      omitted: 0,
    });
  });

  test('that is wrong is told with its line', async () => {
    expect(await read('graphql', 'type Query {\n  a(: Int\n}')).toEqual({
      kind: 'unreadable',
      format: 'GraphQL',
      line: 2,
      message: 'Expected Name, found ":".',
    });
  });
});

describe('a gRPC definition', () => {
  test('tells the calls of its services, what streams, and what is said of them', async () => {
    const text = lines(
      'syntax = "proto3";',
      'package shop.v1;',
      'import "google/protobuf/empty.proto";',
      'service Chat {',
      '  // Talks.',
      '  rpc Talk (stream Word) returns (stream Word);',
      '  rpc Stop (google.protobuf.Empty) returns (Word) {}',
      '}',
      'message Word { string text = 1; }',
    );
    expect(await read('grpc', text)).toEqual({
      kind: 'read',
      format: 'gRPC, proto3',
      title: 'shop.v1',
      servers: [],
      count: '2 rpcs of 1 service',
      operations: [
        { call: 'Chat.Talk(stream Word) → stream Word', summary: 'Talks.' },
        { call: 'Chat.Stop(google.protobuf.Empty) → Word' },
      ],
      omitted: 0,
    });
  });

  test('that is wrong is told with its line', async () => {
    expect(await read('grpc', 'service A {\n  rpc X (Y) retrns (Z);\n}')).toMatchObject({
      kind: 'unreadable',
      line: 2,
      message: "illegal token 'retrns', 'returns' expected",
    });
  });
});

test('an MCP server tells where it is reached', async () => {
  const remotes = [{ type: 'streamable-http', url: 'https://mcp.example/mcp' }];
  const definition = await definitionOf(buildEntity({ kind: 'API', spec: { type: 'mcp-server', remotes } }));
  expect(definition).toMatchObject({
    format: 'MCP server',
    servers: [{ url: 'https://mcp.example/mcp', description: 'streamable-http' }],
  });
});

test('of a type that nobody knows, the type is all that is told', async () => {
  const nothing = { kind: 'read', servers: [], operations: [], omitted: 0 };
  expect(await read('trpc', 'export type Router = 1')).toEqual({ ...nothing, format: 'trpc' });
  expect(await read('constructor', 'x')).toEqual({ ...nothing, format: 'constructor' });
});

test('a definition is read once for as long as its entity stands', async () => {
  const entity = buildEntity({ kind: 'API' });
  expect(await definitionOf(entity)).toBe(await definitionOf(entity));
});

test.each([
  ['openapi', '['.repeat(200_000)],
  ['openapi', `{"openapi":"3.1.0","paths":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['graphql', `type Query { a: ${'['.repeat(200_000)}`],
  ['grpc', 'message A { '.repeat(50_000)],
  ['grpc', '\u0000\u0001'],
  ['graphql', '\u0000'],
])('a %s text that is no definition throws nothing', async (type, text) => {
  await expect(read(type, text)).resolves.toMatchObject({ format: expect.any(String) });
});

describe('a large definition', () => {
  const paths = Array.from(
    { length: 8_000 },
    (_, index) => `  /path-${index}:\n    get:\n      summary: Gives ${index}`,
  );
  const text = lines('openapi: 3.1.0', 'info: { title: Large, version: v1 }', 'paths:', ...paths);

  test('is read beside everything else: the event loop goes on meanwhile', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const definition = await read('openapi', text);
    delay.disable();
    expect(definition).toMatchObject({ title: 'Large', count: '8000 operations', omitted: 7_994 });
    const started = performance.now();
    await readDefinition('openapi', text);
    expect(delay.max / 1e6).toBeLessThan((performance.now() - started) / 2);
  });

  test('that can’t be read says in which line', async () => {
    expect(await read('openapi', `${text}\n  - nothing`)).toMatchObject({ kind: 'unreadable', line: 24_004 });
  });

  test('that takes all memory is told so, and is no harm', { timeout: 60_000 }, async () => {
    expect(await read('openapi', '['.repeat(1_048_000))).toMatchObject({
      kind: 'unreadable',
      message: 'it takes more than 384 MB of memory to be read',
    });
  });

  test('that nests too deep is told so', async () => {
    expect(await read('graphql', `{${'a{'.repeat(100_000)}`)).toMatchObject({ kind: 'unreadable' });
  });
});
