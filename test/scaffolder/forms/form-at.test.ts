import { describe, expect, test } from 'vitest';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import type { Template } from '#callboard/scaffolder/template.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { fillAgain } from '#callboard/scaffolder/forms/fill-answers.ts';
import { formAt } from '#callboard/scaffolder/forms/form-at.ts';
import { buildTemplate, hostNamed } from '../template-documents.ts';

const local = hostNamed('local', ['callboard']);
const contextOf = (hosts: readonly GitHost[]) => ({ hosts, customFields: new Map() });
const formOf = (template: Template, hosts: readonly GitHost[]) => formAt(template, {}, contextOf(hosts));
const fieldsOf = (properties: JsonObject, required: readonly string[] = [], hosts = [local]) =>
  formOf(buildTemplate({ required, properties }), hosts).pages.flatMap(({ fields }) => fields);
const fieldOf = (schema: JsonObject) => fieldsOf({ x: schema }, ['x'])[0];

describe('one field', () => {
  test('a string is a line of text, with its bounds and words', () => {
    expect(
      fieldOf({
        type: 'string',
        title: 'Name',
        description: 'Short',
        default: 'a',
        minLength: 1,
        maxLength: 9,
        pattern: '^[a-z]+$',
        'ui:placeholder': 'like this',
      }),
    ).toEqual({
      kind: 'text',
      name: 'x',
      label: 'Name',
      help: 'Short',
      isRequired: true,
      isMultiline: false,
      initial: 'a',
      placeholder: 'like this',
      minimumLength: 1,
      maximumLength: 9,
      pattern: { source: '^[a-z]+$', message: 'Name may have only lower case letters (Short)' },
    });
  });

  test('a parameter is explained by its description and its help', () => {
    expect(fieldOf({ type: 'string', description: 'Of the team.', 'ui:help': 'As in the calendar.' })).toMatchObject({
      help: 'Of the team. As in the calendar',
    });
  });

  test('a textarea takes several lines', () => {
    expect(fieldOf({ type: 'string', 'ui:widget': 'textarea' })).toMatchObject({ kind: 'text', isMultiline: true });
  });

  test('integers and numbers keep their bounds', () => {
    expect(fieldOf({ type: 'integer', minimum: 1, maximum: 5, default: 3 })).toMatchObject({
      kind: 'number',
      isInteger: true,
      minimum: 1,
      maximum: 5,
      initial: 3,
    });
    expect(fieldOf({ type: 'number' })).toMatchObject({ kind: 'number', isInteger: false });
  });

  test('an enum is a choice, under its names', () => {
    expect(fieldOf({ type: 'string', enum: ['a', 'b'], enumNames: ['Alpha', 'Beta'], default: 'b' })).toMatchObject({
      kind: 'choice',
      options: [
        { label: 'Alpha', value: 'a' },
        { label: 'Beta', value: 'b' },
      ],
      initial: 'b',
    });
  });

  test('a list of an enum is several choices', () => {
    expect(fieldOf({ type: 'array', items: { type: 'string', enum: ['a', 'b'] }, default: ['a'] })).toMatchObject({
      kind: 'choices',
      options: [{ value: 'a' }, { value: 'b' }],
      initial: ['a'],
    });
  });

  test('a boolean is a yes or no', () => {
    expect(fieldOf({ type: 'boolean', default: true })).toMatchObject({ kind: 'boolean', initial: true });
  });

  test('pickers are lookups, narrowed as they say', () => {
    expect(fieldOf({ type: 'string', 'ui:field': 'OwnerPicker' })).toMatchObject({ lookup: 'owners', filter: '' });
    expect(
      fieldOf({
        type: 'string',
        'ui:field': 'EntityPicker',
        'ui:options': { catalogFilter: { kind: ['API', 'Component'], 'spec.type': 'grpc' } },
      }),
    ).toMatchObject({ lookup: 'entities', filter: '[{"kind":["API","Component"],"spec.type":["grpc"]}]' });
    expect(
      fieldOf({ type: 'string', 'ui:field': 'OwnedEntityPicker', 'ui:options': { allowedKinds: ['System'] } }),
    ).toMatchObject({ lookup: 'owned-entities', filter: '[{"kind":["System"]}]' });
  });

  test('what is hidden is not asked for', () => {
    expect(fieldsOf({ x: { type: 'string', 'ui:widget': 'hidden', default: 'a' } })).toEqual([]);
  });

  test("the command's own values keep their names", () => {
    expect(fieldsOf({ template: { type: 'string' } })).toMatchObject([{ name: 'parameters.template' }]);
  });
});

describe('a repository picker', () => {
  const picker = (options: JsonObject, hosts = [local]) =>
    fieldsOf(
      { repoUrl: { type: 'string', 'ui:field': 'RepoUrlPicker', 'ui:options': options } },
      ['repoUrl'],
      hosts,
    ).map(({ name, kind }) => `${name} ${kind}`);
  const github = hostNamed('github.com', []);

  test('with one host and one owner asks for the name alone', () => {
    expect(picker({})).toEqual(['repoUrl.repo text']);
  });

  test('with several hosts asks for the host, and for an owner where one takes any', () => {
    expect(picker({}, [local, github])).toEqual(['repoUrl.host choice', 'repoUrl.owner text', 'repoUrl.repo text']);
  });

  test('keeps to the hosts, owners and repositories that the template allows', () => {
    const options = { allowedHosts: ['github.com'], allowedOwners: ['acme', 'umbrella'], allowedRepos: ['a', 'b'] };
    expect(picker(options, [local, github])).toEqual(['repoUrl.owner choice', 'repoUrl.repo choice']);
  });

  test('for a host that is not configured is refused', () => {
    expect(() => picker({ allowedHosts: ['gitlab.com'] })).toThrow(
      'needs the Git host gitlab.com, and none is configured',
    );
  });
});

describe('what can not be asked for is refused before anything starts, naming template and parameter', () => {
  test.each<[string, Json, string]>([
    ['a parameter without a schema', [], '"x" has no schema'],
    ['a pattern that is none', { type: 'string', pattern: '(' }, '"x" has a pattern that is no regular expression'],
  ])('%s', (_what, schema, reason) => {
    expect(() => fieldsOf({ x: schema })).toThrow('The template Demo can not be asked for as a form');
    expect(() => fieldsOf({ x: schema })).toThrow(reason);
  });
});

test('a form that was filled before has what was given, and nothing where nothing was', () => {
  const asked = {
    text: { type: 'string', default: 'd' },
    left: { type: 'string', default: 'd' },
    number: { type: 'integer', default: 1 },
    one: { type: 'integer', enum: [1, 2] },
    some: { type: 'array', items: { enum: ['a', 'b'] }, default: ['a', 'b'] },
    yes: { type: 'boolean' },
    no: { type: 'boolean', default: true },
    owner: { type: 'string', 'ui:field': 'OwnerPicker' },
    repoUrl: { type: 'string', 'ui:field': 'RepoUrlPicker' },
  };
  const given = {
    text: 't',
    number: 7,
    one: 2,
    some: ['b'],
    yes: true,
    no: false,
    owner: 'group:default/a',
    repoUrl: 'github.com?owner=acme&repo=shop',
  };
  const hosts = [local, hostNamed('github.com', [])];
  const template = buildTemplate({ properties: asked });
  expect(fillAgain(template, given, contextOf(hosts))).toEqual({
    text: 't',
    left: '',
    number: '7',
    one: '2',
    some: ['b'],
    yes: true,
    no: false,
    owner: 'group:default/a',
    'repoUrl.host': 'github.com',
    'repoUrl.owner': 'acme',
    'repoUrl.repo': 'shop',
  });
});

test('every page of parameters is a page of the form; a page without fields is left out', () => {
  const template = buildTemplate([
    { title: 'One', description: 'First', properties: { a: { type: 'string' } } },
    { title: 'Two', properties: {} },
    { title: 'Three', properties: { b: { type: 'string' } } },
  ]);
  expect(formOf(template, [local])).toMatchObject({
    title: 'Demo',
    pages: [{ title: 'One', description: 'First' }, { title: 'Three' }],
  });
});
