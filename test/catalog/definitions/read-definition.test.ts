import { expect, test } from 'vitest';
import { readDefinition } from '#callboard/catalog/definitions/read-definition.ts';
import { buildStored } from '../entity-builder.ts';

const read = (type: string, definition: string) =>
  readDefinition(buildStored({ kind: 'API', name: 'pay', spec: { type, definition } }));

test('OpenAPI tells its servers with their variables filled in, and its operations', async () => {
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Pay', version: '2.1' },
    servers: [{ url: 'https://{place}.pay.example', description: 'live', variables: { place: { default: 'eu' } } }],
    paths: { '/bills': { parameters: [], get: { summary: 'List bills' }, post: { operationId: 'createBill' } } },
  });
  expect(await read('openapi', text)).toEqual({
    kind: 'definition',
    format: 'OpenAPI 3.1.0',
    title: 'Pay',
    version: '2.1',
    servers: [{ url: 'https://eu.pay.example', description: 'live' }],
    operations: ['GET /bills — List bills', 'POST /bills — createBill'],
  });
});

test('Swagger tells an address for each of its schemes', async () => {
  const text = 'swagger: "2.0"\nhost: pay.example\nbasePath: /v1\nschemes: [https, wss]\npaths: {}\n';
  const servers = ['https://pay.example/v1', 'wss://pay.example/v1'].map((url) => ({ url, description: undefined }));
  expect(await read('openapi', text)).toMatchObject({ format: 'OpenAPI 2.0', servers, operations: [] });
});

test('AsyncAPI 2 sends what others may subscribe to', async () => {
  const text = [
    'asyncapi: 2.6.0',
    'servers: { live: { url: broker.example, protocol: kafka } }',
    'channels: { paid: { subscribe: { summary: A bill was paid } }, pay: { publish: {} } }',
  ].join('\n');
  expect(await read('asyncapi', text)).toMatchObject({
    servers: [{ url: 'kafka://broker.example', description: 'live' }],
    operations: ['SEND paid — A bill was paid', 'RECEIVE pay'],
  });
});

test('AsyncAPI 3 names the address of the channel that an operation refers to', async () => {
  const text = [
    'asyncapi: 3.0.0',
    'channels: { paid: { address: bills/paid } }',
    "operations: { onPaid: { action: send, channel: { $ref: '#/channels/paid' } } }",
  ].join('\n');
  expect(await read('asyncapi', text)).toMatchObject({ operations: ['SEND bills/paid'] });
});

test('GraphQL tells the fields of its root types, also of those that its schema renames', async () => {
  const text = 'schema { query: Root }\ntype Root { "All bills" bills: [ID] }\nextend type Mutation { pay: ID }';
  expect(await read('graphql', text)).toMatchObject({ operations: ['query bills — All bills', 'mutation pay'] });
});

test('gRPC tells its calls and which of them stream', async () => {
  const text = [
    'syntax = "proto3"; package bills.v1; import "other.proto";',
    'service Bills {',
    '  // Looks a bill up.',
    '  rpc Get(A) returns (A);',
    '  rpc Watch(A) returns (stream A);',
    '}',
    'message A {}',
  ].join('\n');
  expect(await read('grpc', text)).toMatchObject({
    title: 'bills.v1',
    operations: ['Bills.Get — Looks a bill up.', 'Bills.Watch (gives a stream)'],
  });
});

test.each([
  ['openapi', 'openapi: 3.1.0\ninfo: [', /^line \d/],
  ['openapi', 'just words', /^line 1/],
  ['graphql', 'type Query {\n  bills(: ID\n}', /^line 2/],
  ['grpc', 'syntax = "proto3";\nservice {', /^line 2/],
])('a definition of %s that can not be read says where: %s', async (type, text, place) => {
  expect(await read(type, text)).toMatchObject({ kind: 'unreadable', problem: expect.stringMatching(place) });
});

test('an MCP server tells where it is reached', async () => {
  const remotes = [{ type: 'streamable-http', url: 'https://mcp.example' }];
  const entry = buildStored({ kind: 'API', name: 'tools', spec: { type: 'mcp-server', remotes } });
  const servers = [{ url: 'https://mcp.example', description: 'streamable-http' }];
  expect(await readDefinition(entry)).toMatchObject({ format: 'MCP server', servers });
});

test('an entry is read once', () => {
  const entry = buildStored({ kind: 'API', name: 'pay' });
  expect(readDefinition(entry)).toBe(readDefinition(entry));
});
