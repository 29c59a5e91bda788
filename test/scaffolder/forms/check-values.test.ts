import { describe, expect, test } from 'vitest';
import type { Values } from '#callboard/core/answers/answer.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { createSecretBox } from '#callboard/core/storage/secret-box.ts';
import type { StoredEntity } from '#callboard/catalog/catalog-store.ts';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { findHost } from '#callboard/scaffolder/find-host.ts';
import { checkValues } from '#callboard/scaffolder/forms/check-values.ts';
import type { CustomField } from '#callboard/scaffolder/forms/custom-field.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { branching, buildTemplate, hostNamed } from '../template-documents.ts';

const stored = (kind: string, name: string, type = 'service'): StoredEntity => ({
  ref: `${kind.toLowerCase()}:default/${name}`,
  entity: { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name }, spec: { type } },
  origin: { sourceId: 's', file: 'catalog.yaml', document: 0 },
  digest: name,
});
const directory = createDirectory();
directory.apply({
  revision: 1,
  written: [
    stored('Group', 'payments'),
    stored('System', 'shop'),
    stored('Component', 'cart'),
    stored('Component', 'basket', 'library'),
    stored('Component', 'checkout'),
  ],
  removed: [],
});
const picker = (catalogFilter: Json) => ({
  type: 'string',
  'ui:field': 'EntityPicker',
  'ui:options': { catalogFilter },
});
const libraries = picker({ kind: 'Component', 'spec.type': ['library'] });

const bitbucket: GitHost = { ...hostNamed('bitbucket.org', []), ownerWord: 'workspace' };
const azure: GitHost = { ...hostNamed('dev.azure.com', []), ownerWord: 'project', organization: 'acme' };
const secrets = createSecretBox(Buffer.alloc(32));
const check = (
  properties: JsonObject,
  given: Values,
  options: { required?: string[]; fillsDefaults?: boolean; hosts?: GitHost[]; fields?: CustomField[] } = {},
) =>
  checkValues(
    {
      template: buildTemplate({ required: options.required ?? [], properties }),
      hosts: options.hosts ?? [hostNamed('local', ['callboard', 'tools']), hostNamed('github.com', [])],
      directory,
      customFields: new Map(options.fields?.map((field) => [field.id, field])),
      secrets,
    },
    given,
  );

describe('values take their types', () => {
  test.each<[string, JsonObject, Values[string], unknown]>([
    ['a typed number', { type: 'integer' }, '42', 42],
    ['a number', { type: 'number' }, 4.2, 4.2],
    ['a text that looks like a number', { type: 'string' }, 42, '42'],
    ['yes', { type: 'boolean' }, 'yes', true],
    ['a checkbox', { type: 'boolean' }, ['true'], true],
    ['an unticked checkbox', { type: 'boolean' }, false, false],
    ['a numeric option', { type: 'integer', enum: [1, 2] }, '2', 2],
    ['several options', { type: 'array', items: { enum: ['a', 'b'] } }, 'a, b', ['a', 'b']],
    ['the name of an owner', { type: 'string', 'ui:field': 'OwnerPicker' }, 'payments', 'group:default/payments'],
    ['a misspelt owner', { type: 'string', 'ui:field': 'OwnerPicker' }, 'paymnets', 'group:default/payments'],
    ['an entity of the kind asked for', picker({ kind: 'System' }), 'shop', 'system:default/shop'],
    ['a misspelt entity that fits the whole filter', libraries, 'baskte', 'component:default/basket'],
    [
      'one that fits another way',
      picker([{ kind: 'System' }, { 'spec.type': 'library' }]),
      'basket',
      'component:default/basket',
    ],
    [
      'one that has no such field',
      picker({ kind: 'Component', 'spec.owner': { exists: false } }),
      'cart',
      'component:default/cart',
    ],
    ['one that has the field asked for', picker({ 'spec.type': { exists: true } }), 'cart', 'component:default/cart'],
  ])('%s', (_what, schema, given, value) => {
    expect(check({ x: schema }, { x: given })).toEqual({ kind: 'values', values: { x: value }, secrets: {} });
  });

  test('a repository is put together from its parts, or taken as a whole', () => {
    const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker' } };
    const whole = 'github.com?owner=acme&repo=shop';
    const parts = { 'r.host': 'github.com', 'r.owner': 'acme', 'r.repo': 'shop' };
    expect(check(schema, parts)).toEqual({ kind: 'values', values: { r: whole }, secrets: {} });
    expect(check(schema, { r: whole })).toEqual({ kind: 'values', values: { r: whole }, secrets: {} });
  });

  test.each<[string, GitHost, Values, string]>([
    ['in a workspace', bitbucket, { 'r.owner': 'acme', 'r.project': 'SHOP' }, 'workspace=acme&project=SHOP&repo=shop'],
    ['in a workspace, of the usual project', bitbucket, { 'r.owner': 'acme' }, 'workspace=acme&repo=shop'],
    ['in a project', azure, { 'r.owner': 'Web shop' }, 'organization=acme&project=Web+shop&repo=shop'],
  ])('a repository %s has its whole address, and is found by it', (_where, host, given, address) => {
    const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker' } };
    const whole = `${host.host}?${address}`;
    const values = { kind: 'values', values: { r: whole }, secrets: {} };
    expect(check(schema, { ...given, 'r.repo': 'shop' }, { hosts: [host] })).toEqual(values);
    expect(check(schema, { r: whole }, { hosts: [host] })).toEqual(values);
    expect(findHost(whole, [host])).toMatchObject({ host, owner: given['r.owner'], repo: 'shop' });
  });

  test.each<[string, GitHost, Values, string, string]>([
    ['a workspace with a slash', bitbucket, { 'r.owner': 'a/b' }, 'r.owner', '"a/b" can not be the workspace of a rep'],
    [
      'a key with a blank',
      bitbucket,
      { 'r.owner': 'a', 'r.project': 'MY SHOP' },
      'r.project',
      '"MY SHOP" can not be a pro',
    ],
    ['no project', azure, {}, 'r.owner', 'The project of the repository is needed'],
  ])('%s is told in the words of the host', (_what, host, given, field, message) => {
    const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker' } };
    expect(check(schema, { ...given, 'r.repo': 'shop' }, { hosts: [host] })).toMatchObject({
      problems: [{ field, message: expect.stringContaining(message) }],
    });
  });

  test.each([
    ['acme/shop', true],
    ['acme/shop/apis', true],
    ['acme//shop', false],
    ['/acme', false],
    ['acme/..', false],
    ['../acme', false],
    ['acme shop', false],
  ])('a repository may be in a group in a group: the owner %s is taken: %s', (owner, isTaken) => {
    const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker' } };
    const checked = check(schema, { 'r.host': 'github.com', 'r.owner': owner, 'r.repo': 'shop' });
    expect(checked.kind).toBe(isTaken ? 'values' : 'problems');
  });
});

describe('a field that a plugin adds takes only what it offers', () => {
  const regions = { id: 'RegionPicker', ask: () => ({ type: 'string', title: 'Region', enum: ['north', 'south'] }) };
  const region = { region: { type: 'string', 'ui:field': 'RegionPicker' } };

  test('what it offers is taken', () => {
    expect(check(region, { region: 'north' }, { fields: [regions] })).toMatchObject({ values: { region: 'north' } });
  });

  test('anything else is told, with what there is', () => {
    expect(check(region, { region: 'mars' }, { fields: [regions] })).toMatchObject({
      problems: [{ field: 'region', message: 'Region has no option "mars"; it has north and south' }],
    });
  });

  test('nothing is taken where nothing is needed', () => {
    expect(check(region, {}, { fields: [regions] })).toMatchObject({ values: {} });
  });
});

describe('problems are told field by field, in words', () => {
  test.each<[string, JsonObject, Values, string, string]>([
    ['missing', { x: { type: 'string', title: 'Name' } }, {}, 'x', 'Name is needed'],
    ['no number', { x: { type: 'integer', title: 'Port' } }, { x: 'many' }, 'x', 'Port must be a whole number'],
    ['out of bounds', { x: { type: 'integer', title: 'Port', maximum: 9 } }, { x: 10 }, 'x', 'Port must be at most 9'],
    ['no option', { x: { type: 'string', title: 'Size', enum: ['s'] } }, { x: 'm' }, 'x', 'Size must be one of "s"'],
    [
      'against its pattern',
      { x: { type: 'string', title: 'Name', description: 'Lower case', pattern: '^[a-z]+$' } },
      { x: 'A' },
      'x',
      'Name may have only lower case letters (Lower case)',
    ],
    [
      'against a pattern that no words say',
      { x: { type: 'string', title: 'Code', 'ui:help': 'Two letters, then a year', pattern: '^[A-F]{2}20..$' } },
      { x: 'A' },
      'x',
      'Code does not have the form asked for: Two letters, then a year',
    ],
    [
      'against a pattern that an example says',
      { x: { type: 'string', title: 'Code', 'ui:placeholder': 'AB2026', pattern: '^[A-F]{2}20..$' } },
      { x: 'A' },
      'x',
      'Code does not have the form asked for, such as AB2026',
    ],
    [
      'against a pattern with words of its own',
      { x: { type: 'string', title: 'Code', errorMessage: { pattern: 'Look it up' }, pattern: '^[A-F]{2}20..$' } },
      { x: 'A' },
      'x',
      'Look it up',
    ],
    [
      'an owner against a pattern',
      { x: { type: 'string', title: 'Owner', 'ui:field': 'OwnerPicker', pattern: '^user:(?!x)' } },
      { x: 'payments' },
      'x',
      'Owner does not have the form asked for',
    ],
    [
      'too long to be told back as a whole',
      { x: { type: 'string', 'ui:field': 'OwnerPicker' } },
      { x: 'q'.repeat(2000) },
      'x',
      `There is no group or user "${'q'.repeat(59)}…"`,
    ],
    [
      'no such owner',
      { x: { type: 'string', 'ui:field': 'OwnerPicker' } },
      { x: 'qqqqqqq' },
      'x',
      'There is no group or user "qqqqqqq"',
    ],
    [
      'an entity of another kind',
      { x: picker({ kind: 'System' }) },
      { x: 'component:default/cart' },
      'x',
      'component:default/cart can not be chosen here, only what has kind System',
    ],
    [
      'an entity of another type, by its ref',
      { x: libraries },
      { x: 'component:default/cart' },
      'x',
      'component:default/cart can not be chosen here, only what has kind Component and spec.type library',
    ],
    [
      'an entity of another type, by its misspelt name',
      { x: libraries },
      { x: 'checkotu' },
      'x',
      'component:default/checkout can not be chosen here, only what has kind Component and spec.type library',
    ],
    [
      'an entity that fits no way',
      { x: picker([{ kind: 'System' }, { 'spec.type': 'website' }, { 'spec.owner': { exists: true } }]) },
      { x: 'cart' },
      'x',
      'component:default/cart can not be chosen here, only what has kind System, or spec.type website, or any spec.owner',
    ],
    [
      'an entity that has what it must not have',
      { x: picker({ kind: 'Component', 'spec.type': { exists: false } }) },
      { x: 'cart' },
      'x',
      'component:default/cart can not be chosen here, only what has kind Component and no spec.type',
    ],
    [
      'of a kind that none is asked for, where there is none of the kind asked for',
      { x: picker({ kind: 'Domain' }) },
      { x: 'resource:default/ledger' },
      'x',
      'There is no domain "resource:default/ledger"',
    ],
    [
      'a repository name with a path',
      { x: { type: 'string', 'ui:field': 'RepoUrlPicker' } },
      { 'x.host': 'local', 'x.owner': 'tools', 'x.repo': '../shop' },
      'x.repo',
      '"../shop" can not be a repository\'s name (up to 100 letters, digits, hyphens, underscores and dots, not ending in .git)',
    ],
    [
      'a host that is not configured',
      { x: { type: 'string', 'ui:field': 'RepoUrlPicker' } },
      { x: 'gitlab.com?owner=a&repo=b' },
      'x.host',
      'The host must be one of local, github.com',
    ],
  ])('%s', (_what, properties, given, field, message) => {
    expect(check(properties, given, { required: ['x'] })).toEqual({ kind: 'problems', problems: [{ field, message }] });
  });

  test('every problem is told at once', () => {
    const result = check({ a: { type: 'string' }, b: { type: 'integer' } }, { b: 'x', c: 1 }, { required: ['a'] });
    expect(result).toMatchObject({ kind: 'problems', problems: [{ field: 'c' }, { field: 'a' }, { field: 'b' }] });
  });
});

test('a catalog that knows nobody who could own takes an owner as named', () => {
  const result = checkValues(
    {
      template: buildTemplate({ properties: { x: { type: 'string', 'ui:field': 'OwnerPicker' } } }),
      hosts: [],
      directory: createDirectory(),
      customFields: new Map(),
      secrets,
    },
    { x: 'payments' },
  );
  expect(result).toEqual({ kind: 'values', values: { x: 'group:default/payments' }, secrets: {} });
});

describe('defaults', () => {
  const properties = {
    x: { type: 'string', default: 'd' },
    hidden: { type: 'string', default: 'h', 'ui:widget': 'hidden' },
  };
  test('what is not given takes its default, what was left empty does not', () => {
    expect(check(properties, {})).toMatchObject({ values: { x: 'd', hidden: 'h' } });
    expect(check(properties, { x: '' })).toMatchObject({ kind: 'values', values: { hidden: 'h' } });
    expect(check(properties, { x: '' })).not.toHaveProperty('values.x');
  });
});

test.each(['constructor', 'toString', '__proto__'])('a parameter named %s is its own value, else missing', (name) => {
  const properties = Object.fromEntries([[name, { type: 'string' }]]);
  expect(check(properties, {}, { required: [name] })).toMatchObject({ kind: 'problems', problems: [{ field: name }] });
  expect(check(properties, {})).toEqual({ kind: 'values', values: {}, secrets: {} });
});

test('owners that the template and the host do not both allow are refused by name', () => {
  const options = { allowedHosts: ['local'], allowedOwners: ['strangers'] };
  const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker', 'ui:options': options } };
  expect(() => check(schema, {})).toThrow(
    'allows the owners strangers (allowedOwners), and local takes only callboard, tools',
  );
});

test('a whole address keeps to the repositories that the template allows', () => {
  const options = { allowedHosts: ['local'], allowedRepos: ['shop', 'bank'] };
  const schema = { r: { type: 'string', 'ui:field': 'RepoUrlPicker', 'ui:options': options } };
  expect(check(schema, { r: 'local?owner=tools&repo=shop' })).toMatchObject({ kind: 'values' });
  expect(check(schema, { r: 'local?owner=tools&repo=other' })).toMatchObject({
    kind: 'problems',
    problems: [{ field: 'r.repo', message: 'The name of the repository must be one of shop, bank' }],
  });
});

describe('what has parts is put together again', () => {
  const port = {
    type: 'object',
    required: ['number'],
    properties: { number: { type: 'integer', maximum: 9 }, name: { type: 'string' } },
  };
  const properties = {
    db: { type: 'object', properties: { size: { type: 'string', pattern: '^[sl]$' }, on: { type: 'boolean' } } },
    ports: { type: 'array', items: port, uniqueItems: true },
    labels: { type: 'object' },
    tags: { type: 'array', items: { type: 'integer' } },
  };

  test('objects, lists of objects, lists of numbers, and YAML', () => {
    const given = {
      'db.size': 's',
      'db.on': true,
      ports: ['0', '3'],
      'ports.0.number': '1',
      'ports.3.number': 2,
      'ports.3.name': 'b',
      labels: 'a: 1',
      tags: '1\n2',
    };
    expect(check(properties, given)).toMatchObject({
      values: {
        db: { size: 's', on: true },
        ports: [{ number: 1 }, { number: 2, name: 'b' }],
        labels: { a: 1 },
        tags: [1, 2],
      },
    });
  });

  test('a problem is told at the field that it is of, however deep', () => {
    const given = {
      'db.size': 'xl',
      ports: ['0', '3'],
      'ports.0.number': '1',
      'ports.3.number': '10',
      labels: 'a: [',
      tags: '',
    };
    const checked = check(properties, given);
    const told = checked.kind === 'problems' ? checked.problems.map(({ field }) => field) : [];
    expect(told).toEqual(['labels', 'db.size', 'ports.3.number']);
  });
});

describe('a secret', () => {
  const token = { type: 'string', title: 'Token', 'ui:field': 'Secret', minLength: 4 };
  const properties = {
    token,
    db: { type: 'object', properties: { password: { type: 'string', 'ui:widget': 'password' } } },
  };

  test('is handed on sealed, by the path of its parameter, and stands as asterisks among the values', () => {
    const sealed = { token: secrets.seal('hunter2'), 'db.password': secrets.seal('swordfish') };
    expect(check(properties, sealed)).toEqual({
      kind: 'values',
      values: { token: '********', db: { password: '********' } },
      secrets: { token: sealed.token, 'db.password': sealed['db.password'] },
    });
  });

  test('that does not fit is told without saying what it is', () => {
    const checked = check({ token }, { token: secrets.seal('abc') });
    expect(checked).toEqual({
      kind: 'problems',
      problems: [{ field: 'token', message: expect.stringMatching(/^Token /) }],
    });
    expect(JSON.stringify(checked)).not.toContain('abc');
  });
});

test('what is asked for only by other answers is checked as they are, and dropped where they are not', () => {
  const properties = { kind: { enum: ['web', 'job'] }, port: { type: 'integer' } };
  const cron = { properties: { cron: { type: 'string' } }, required: ['cron'] };
  const conditional = branching({ properties: { kind: { const: 'job' } } }, cron, {});
  const checked = (given: Values) =>
    checkValues(
      {
        template: buildTemplate({ properties, ...conditional }),
        hosts: [],
        directory,
        customFields: new Map(),
        secrets,
      },
      given,
    );
  expect(checked({ kind: 'job' })).toMatchObject({ problems: [{ field: 'cron', message: 'cron is needed' }] });
  expect(checked({ kind: 'job', cron: '@daily' })).toMatchObject({ values: { kind: 'job', cron: '@daily' } });
  expect(checked({ kind: 'web', cron: '@daily' })).toMatchObject({ problems: [{ field: 'cron' }] });
});
