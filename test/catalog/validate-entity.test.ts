import { describe, expect, test } from 'vitest';
import { builtInKinds } from '#callboard/catalog/kinds.ts';
import { validateText } from '#callboard/catalog/validate-text.ts';
import { buildEntity, toYaml } from './entity-builder.ts';

const read = (text: string) => validateText('catalog-info.yaml', text);
const messagesOf = (text: string) => read(text).flatMap(({ problems }) => problems.map(({ message }) => message));
const withMetadata = (metadata: object) => {
  const entity = buildEntity();
  return JSON.stringify({ ...entity, metadata: { ...entity.metadata, ...metadata } });
};

const withoutOwner = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
spec:
  type: service
  lifecycle: 3
`;

describe('a document', () => {
  test.each(builtInKinds.all.map(({ kind }) => kind))('of kind %s is valid with what its kind requires', (kind) => {
    expect(read(toYaml(buildEntity({ kind })))).toMatchObject([{ valid: true, problems: [] }]);
  });

  test('tells every problem, each at its place and with what to do', () => {
    const [document] = read(withoutOwner);
    expect(document).toMatchObject({ valid: false, ref: 'component:default/payments' });
    expect(document?.problems).toEqual([
      {
        file: 'catalog-info.yaml',
        document: 0,
        line: 5,
        column: 1,
        path: 'spec.owner',
        ref: 'component:default/payments',
        message: 'spec.owner is missing: name the team that owns it, such as group:default/payments',
      },
      {
        file: 'catalog-info.yaml',
        document: 0,
        line: 7,
        column: 14,
        path: 'spec.lifecycle',
        ref: 'component:default/payments',
        message:
          'spec.lifecycle must be a string, not the number 3: say where it stands, such as experimental, production or deprecated',
      },
    ]);
  });

  test('does not hold back its neighbours', () => {
    const text = `a: [\n---\n${toYaml(buildEntity())}---\nkind: 3\n`;
    expect(read(text).map(({ valid }) => valid)).toEqual([false, true, false]);
  });

  test('that is not well-formed says where', () => {
    const [document] = read('kind: Component\nmetadata: {\n');
    expect(document).toMatchObject({ valid: false, ref: undefined });
    expect(document?.problems[0]?.message).toMatch(/^This is not well-formed YAML: /);
    expect(document?.problems[0]?.line).toBeGreaterThan(1);
  });

  test('that is a list is no entity', () => {
    expect(messagesOf('- a\n- b\n')).toEqual([
      'This document is not an entity: it must have apiVersion, kind, metadata and spec.',
    ]);
  });

  test('that is a rule for tools of artificial intelligence says what it is about and why', () => {
    const rule = buildEntity({ kind: 'AiResource', spec: { type: 'rule' } });
    expect(messagesOf(toYaml(rule))).toEqual([
      'spec.category is missing: say what the rule is about, such as security',
      'spec.rationale is missing: say why the rule is there',
    ]);
  });

  test('of an unknown kind is refused with the kinds that are known', () => {
    expect(messagesOf(JSON.stringify({ ...buildEntity(), kind: 'Spaceship' }))[0]).toMatch(
      /^The kind "Spaceship" is not known here: the kinds are Component, API/,
    );
  });

  test.each(['component', 'Compnent'])('of the kind %s is told the right one, and its other problems', (kind) => {
    expect(messagesOf(JSON.stringify({ ...buildEntity(), kind, spec: { type: 'service', owner: 'a' } }))).toEqual([
      `The kind "${kind}" is not known here: write Component`,
      'spec.lifecycle is missing: say where it stands, such as experimental, production or deprecated',
    ]);
  });

  test('of a kind with another apiVersion is told the versions', () => {
    expect(messagesOf(JSON.stringify({ ...buildEntity(), apiVersion: 'backstage.io/v9' }))).toEqual([
      'The apiVersion "backstage.io/v9" is not known for a Component: write backstage.io/v1alpha1 or backstage.io/v1beta1',
    ]);
  });

  test.each([
    ['owner', 'move it below spec'],
    ['tags', 'move it below metadata'],
    ['extra', 'move it below spec or metadata, or take it out'],
  ])('with the field %s beside spec is told to %s', (field, advice) => {
    expect(messagesOf(JSON.stringify({ ...buildEntity(), [field]: 'team-a' }))).toEqual([
      `${field} is not a field of an entity: ${advice}`,
    ]);
  });

  test('with a field under nearly its name, or outside of its part, is told so once, where it stands', () => {
    const text = `apiVersion: backstage.io/v1alpha1
Kind: Component
metadata:
  name: payments
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
lifecycle: production
spec:
  type: service
  ownr: team-a
`;
    expect(read(text).map(({ problems }) => problems.map((one) => `${one.line}:${one.column} ${one.message}`))).toEqual(
      [
        ['2:1 kind is missing: it is written Kind here'],
        [
          '10:1 spec.lifecycle is missing: it stands outside spec here: move it below',
          '13:3 spec.owner is missing: it is written spec.ownr here',
        ],
      ],
    );
  });

  test('with what is no text is told what it is instead', () => {
    expect(messagesOf(withMetadata({ title: 2024, annotations: { a: true, b: [] }, links: null }))).toEqual([
      'metadata.title must be a string, not the number 2024: put it in quotes',
      'metadata.annotations.a must be a string, not true: put it in quotes',
      'metadata.annotations.b must be a string, not a list: write keys with texts, such as github.com/project-slug: acme/payments',
      'metadata.links is empty: write a list of links, each with a url and a title',
    ]);
  });

  test('that is wrong throughout tells its first hundred problems', () => {
    const labels = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index]));
    const [document] = read(JSON.stringify({ ...buildEntity(), metadata: { name: 'a', labels } }));
    expect(document?.problems).toHaveLength(100);
    expect(document?.problems[0]?.path).toBe('metadata.labels.k0');
  });

  test('may have further fields in its spec', () => {
    expect(messagesOf(toYaml(buildEntity({ spec: { tier: 1 } })))).toEqual([]);
  });
});

describe('the forms of', () => {
  test.each([
    ['a name with a space', { name: 'pay ments' }],
    ['a name of 64 characters', { name: 'a'.repeat(64) }],
    ['a name that ends with a hyphen', { name: 'payments-' }],
    ['a namespace with capitals', { namespace: 'Default' }],
    ['a tag with capitals', { tags: ['Go'] }],
    ['a label key with two slashes', { labels: { 'a/b/c': 'x' } }],
    ['a label value with a space', { labels: { tier: 'one two' } }],
    ['an annotation key with a space', { annotations: { 'bad key': 'x' } }],
    ['a link that is no address', { links: [{ url: 'runbook' }] }],
  ])('%s is refused', (_what, metadata) => {
    expect(read(withMetadata(metadata))).toMatchObject([{ valid: false, problems: [{ line: 1 }] }]);
  });

  test.each([
    [{ name: 'Pay ments!' }, 'metadata.name "Pay ments!" holds a space and "!"', 'Pay-ments'],
    [{ name: '-a' }, 'metadata.name "-a" begins with "-"', 'a'],
    [{ namespace: 'Team A' }, 'metadata.namespace "Team A" holds a capital letter and a space', 'team-a'],
    [{ tags: ['a--b'] }, 'metadata.tags[0] "a--b" holds "--"', 'a-b'],
    [{ labels: { 'bad key': 'x' } }, 'The key "bad key" of metadata.labels holds a space', 'bad-key'],
  ])('%j are told with what is wrong and what would do', (metadata, problem, instead) => {
    const [message = ''] = messagesOf(withMetadata(metadata));
    expect(message.startsWith(`${problem}: use `)).toBe(true);
    expect(message.endsWith(`, such as ${instead}`)).toBe(true);
  });

  test('a name of 64 characters is told with its length', () => {
    expect(messagesOf(withMetadata({ name: 'a'.repeat(64) }))[0]).toMatch(/ has 64 characters of at most 63: use /);
  });

  test.each([
    ['a name of 63 characters', { name: 'a'.repeat(63) }],
    ['a name with dots and underscores', { name: 'Pay.ments_2' }],
    ['a tag with a plus', { tags: ['c++', 'area:pay'] }],
    ['an empty label value', { labels: { 'example.com/tier': '' } }],
    ['an annotation of any text', { annotations: { 'example.com/note': 'with spaces, and: more' } }],
  ])('%s is fine', (_what, metadata) => {
    expect(read(withMetadata(metadata))).toMatchObject([{ valid: true, problems: [] }]);
  });
});

describe('an API', () => {
  test('without a definition is refused', () => {
    const { definition: _definition, ...spec } = buildEntity({ kind: 'API' }).spec ?? {};
    expect(messagesOf(JSON.stringify({ ...buildEntity({ kind: 'API' }), spec }))).toEqual([
      'spec.definition is missing: put the text of its definition here, or name its file as { $text: ./openapi.yaml }',
    ]);
  });

  test('of type mcp-server needs remotes instead', () => {
    const spec = { type: 'mcp-server', lifecycle: 'production', owner: 'team-a' };
    const entity = buildEntity({ kind: 'API' });
    const remotes = [{ type: 'streamable-http', url: 'https://mcp.example.com' }];
    expect(messagesOf(JSON.stringify({ ...entity, spec }))[0]).toMatch(/^spec\.remotes is missing/);
    expect(messagesOf(JSON.stringify({ ...entity, spec: { ...spec, remotes } }))).toEqual([]);
  });

  test('may take its definition from a file', () => {
    expect(messagesOf(toYaml(buildEntity({ kind: 'API', spec: { definition: { $text: './api.yaml' } } })))).toEqual([]);
  });
});

describe('a template', () => {
  test.each(['scaffolder.backstage.io/v1beta3', 'callboard.dev/v1'])('of apiVersion %s is valid', (apiVersion) => {
    expect(messagesOf(JSON.stringify({ ...buildEntity({ kind: 'Template' }), apiVersion }))).toEqual([]);
  });

  test('may take its steps from a file', () => {
    const steps = [{ $yaml: './steps/publish.yaml' }];
    expect(messagesOf(toYaml(buildEntity({ kind: 'Template', spec: { steps } })))).toEqual([]);
  });

  test('may have steps that are repeated, conditions that are lists, and lists of steps from a file', () => {
    const repeated = { action: 'debug:log', each: ['a'], if: [] };
    const steps = [
      repeated,
      [
        { action: 'debug:log', each: { a: 1 } },
        { action: 'debug:log', each: '${{ x }}' },
      ],
    ];
    expect(messagesOf(toYaml(buildEntity({ kind: 'Template', spec: { steps } })))).toEqual([]);
    expect(messagesOf(toYaml(buildEntity({ kind: 'Template', spec: { steps: [[{ each: 1 }]] } })))).toHaveLength(2);
  });
});

describe('a ref', () => {
  test('without a kind in dependsOn is one problem of a valid document', () => {
    expect(read(toYaml(buildEntity({ spec: { dependsOn: ['orders-db'] } })))).toMatchObject([
      {
        valid: true,
        problems: [
          {
            path: 'spec.dependsOn[0]',
            message: 'spec.dependsOn[0] names no kind: write "component:orders-db" or "resource:orders-db"',
          },
        ],
      },
    ]);
  });

  test('that cannot be read is told how it is written', () => {
    expect(messagesOf(toYaml(buildEntity({ spec: { owner: 'the payments team' } })))).toEqual([
      'spec.owner is not a ref: "the payments team" should read kind:namespace/name',
    ]);
  });
});
