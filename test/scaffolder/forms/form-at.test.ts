import { describe, expect, test } from 'vitest';
import type { Values } from '#callboard/core/answers/answer.ts';
import { checkField } from '#callboard/core/forms/check-field.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { readTemplate, type Template } from '#callboard/scaffolder/template.ts';
import { renderDefaults } from '#callboard/scaffolder/forms/render-defaults.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { fillAgain } from '#callboard/scaffolder/forms/fill-answers.ts';
import { formAt } from '#callboard/scaffolder/forms/form-at.ts';
import { branching, buildDocument, buildTemplate, hostNamed } from '../template-documents.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

const local = hostNamed('local', ['callboard']);
const contextOf = (hosts: readonly GitHost[]) => ({ hosts, customFields: new Map() });
const formOf = (template: Template, hosts: readonly GitHost[]) => formAt(template, {}, contextOf(hosts));
const fieldsOf = (properties: JsonObject, required: readonly string[] = [], hosts = [local]) =>
  formOf(buildTemplate({ required, properties }), hosts).pages.flatMap(({ fields }) => fields);
const fieldOf = (schema: JsonObject) => fieldsOf({ x: schema }, ['x'])[0];

describe('what a picker takes, also unlisted', () => {
  test.each([
    ['EntityTagsPicker', ['java', 'c++', 'ci-cd'], ['Java', 'a--b', '-a', 'a b']],
    ['EntityNamePicker', ['orders', 'Orders.v2_x'], ['my orders', '-a', 'a/b']],
    ['RepoBranchPicker', ['main', 'feature/a'], ['a..b', 'a b', '/a', 'a.']],
  ])('%s', (picker, fitting, strange) => {
    const field = fieldOf({ type: picker === 'EntityTagsPicker' ? 'array' : 'string', 'ui:field': picker });
    if (!field) throw new Error('it is not asked for');
    const problemOf = (text: string) => checkField(field, { x: field.kind === 'lookups' ? [text] : text });
    expect(fitting.map(problemOf)).toEqual(fitting.map(() => undefined));
    expect(strange.map(problemOf)).toEqual(strange.map(() => expect.any(String)));
  });
});

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
  const bitbucket: GitHost = { ...hostNamed('bitbucket.org', []), ownerWord: 'workspace' };
  const azure: GitHost = { ...hostNamed('dev.azure.com', []), ownerWord: 'project', organization: 'acme' };
  const repositoryTemplate = (options: JsonObject) =>
    buildTemplate({
      properties: { repoUrl: { type: 'string', 'ui:field': 'RepoUrlPicker', 'ui:options': options } },
    });
  const labels = (hosts: readonly GitHost[], given: Values = {}) =>
    formAt(repositoryTemplate({}), given, contextOf(hosts)).pages[0].fields.map(({ label }) => label);
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

  test('asks for the workspace and project of a Bitbucket, and for the project of an Azure DevOps', () => {
    expect(labels([bitbucket])).toEqual(['Repository workspace', 'Repository project', 'Repository name']);
    expect(labels([azure])).toEqual(['Repository project', 'Repository name']);
  });

  test.each([
    ['Repository URL', 'Repository name'],
    ['Repository Location', 'Repository name'],
    ['Service repository', 'Service repository name'],
    ['URL', 'URL name'],
  ])('titled %j asks for the %j', (title, label) => {
    const repoUrl = { type: 'string', title, 'ui:field': 'RepoUrlPicker' };
    expect(fieldsOf({ repoUrl }, [], [local])).toMatchObject([{ label }]);
  });

  test('with hosts that have other words asks in those of the one that is chosen', () => {
    const hosts = [github, bitbucket, azure];
    const [host] = formOf(repositoryTemplate({}), hosts).pages[0].fields;
    expect(host).toMatchObject({ name: 'repoUrl.host', decides: true });
    const parts = (chosen: string) => labels(hosts, { 'repoUrl.host': chosen }).slice(1, -1);
    expect(parts('github.com')).toEqual(['Repository owner']);
    expect(parts('bitbucket.org')).toEqual(['Repository workspace', 'Repository project']);
    expect(parts('dev.azure.com')).toEqual(['Repository project']);
  });

  test('keeps to the projects that the template allows', () => {
    const options = { allowedProjects: ['SHOP', 'TOOLS'] };
    expect(picker(options, [bitbucket])).toEqual(['repoUrl.owner text', 'repoUrl.project choice', 'repoUrl.repo text']);
    expect(picker(options, [azure])).toEqual(['repoUrl.owner choice', 'repoUrl.repo text']);
  });

  test('keeps to the owners of the host that is chosen, and to hosts that have one which the template allows', () => {
    const [acme, umbrella] = [hostNamed('github.com', ['acme', 'initech']), hostNamed('gitlab.com', ['umbrella'])];
    const ownersAt = (chosen: string) => {
      const given = { 'repoUrl.host': chosen };
      const [, owner] = formAt(repositoryTemplate({}), given, contextOf([acme, umbrella])).pages[0].fields;
      return owner?.kind === 'choice' ? owner.options.map(({ value }) => value) : owner?.name;
    };
    expect(formOf(repositoryTemplate({}), [acme, umbrella]).pages[0].fields[0]).toMatchObject({ decides: true });
    expect(ownersAt('github.com')).toEqual(['acme', 'initech']);
    expect(ownersAt('gitlab.com')).toBe('repoUrl.repo');
    expect(picker({ allowedOwners: ['initech'] }, [acme, umbrella])).toEqual(['repoUrl.repo text']);
  });

  test('of an organisation that the template does not allow is refused', () => {
    expect(() => picker({ allowedOrganizations: ['umbrella'] }, [azure])).toThrow('needs a Git host');
  });

  test('that is filled again has all its parts', () => {
    const given = { repoUrl: 'bitbucket.org?workspace=acme&project=SHOP&repo=shop' };
    expect(fillAgain(repositoryTemplate({}), given, contextOf([bitbucket]))).toMatchObject({
      'repoUrl.owner': 'acme',
      'repoUrl.project': 'SHOP',
      'repoUrl.repo': 'shop',
    });
  });

  test('for a host that is not configured is refused', () => {
    expect(() => picker({ allowedHosts: ['gitlab.com'] })).toThrow(
      'needs the Git host gitlab.com, and none is configured',
    );
  });
});

test('an object is described above its fields, and a thing of a list on its page', () => {
  const port = { type: 'integer' };
  const inner = { type: 'object', title: 'Pool', description: 'How many at once.', properties: { port } };
  const properties = {
    db: { type: 'object', title: 'Database', description: 'Where the data is.', properties: { port, inner } },
    plain: { type: 'object', properties: { port } },
    hosts: { type: 'array', items: { type: 'object', description: 'One machine.', properties: { port, inner } } },
  };
  const template = buildTemplate({ description: 'About it.', properties });
  const { pages } = formAt(template, { hosts: ['0'] }, contextOf([local]));
  expect(pages.map(({ description }) => description)).toEqual([
    'About it.\nDatabase: Where the data is.\nPool: How many at once.',
    'One machine.\nPool: How many at once.',
  ]);
});

describe('a branch picker', () => {
  const branch = { type: 'string', title: 'Branch', default: 'main', 'ui:field': 'RepoBranchPicker' };
  const repoUrl = { type: 'string', 'ui:field': 'RepoUrlPicker' };
  const fieldsAt = (pages: JsonObject | readonly JsonObject[], given: Values) =>
    formAt(buildTemplate(pages), given, contextOf([local])).pages.flatMap(({ fields }) => fields);
  const known = { 'repoUrl.repo': 'shop' };
  const lookedUp = {
    kind: 'lookup',
    lookup: 'branches',
    filter: 'local?owner=callboard&repo=shop',
    takesAny: true,
    initial: { label: 'main', value: 'main' },
    pattern: { message: expect.stringContaining('Branch must be the name of a branch') },
  };

  test('is a text that is checked until the repository is known, then looks its branches up', () => {
    const pages = [{ properties: { repoUrl } }, { properties: { branch } }];
    expect(fieldsAt(pages, {}).at(-1)).toMatchObject({ kind: 'text', initial: 'main', pattern: lookedUp.pattern });
    expect(fieldsAt(pages, known).at(-1)).toMatchObject(lookedUp);
    expect(fieldsAt(pages, { 'repoUrl.repo': '../x' }).at(-1)).toMatchObject({ kind: 'text' });
  });

  test('beside the repository changes with it; on a page of its own it makes nothing change', () => {
    const [together] = fieldsAt({ properties: { repoUrl, branch } }, known);
    expect(together).toMatchObject({ name: 'repoUrl.repo', decides: true });
    const [apart] = fieldsAt([{ properties: { repoUrl } }, { properties: { branch } }], known);
    expect(apart).not.toHaveProperty('decides');
  });

  test('looks branches up in an object and in a list of things, too', () => {
    const inside = { type: 'object', properties: { branch } };
    const properties = { repoUrl, from: inside, to: { type: 'array', items: inside } };
    const [, nested, , inItem] = fieldsAt({ properties }, { ...known, to: ['0'] });
    expect([nested, inItem]).toMatchObject([lookedUp, lookedUp]);
  });

  test('without a repository in the template stays a text', () => {
    expect(fieldsAt({ properties: { branch } }, {})).toMatchObject([{ kind: 'text' }]);
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
    token: { type: 'string', 'ui:field': 'Secret' },
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
    token: '********',
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
    token: '',
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

describe('fields come and go as the answers are', () => {
  const namesOf = (page: JsonObject, given: Values = {}) =>
    formAt(buildTemplate(page), given, contextOf([local])).pages.flatMap(({ fields }) =>
      fields.map((field) => `${field.name}${field.isRequired ? '!' : ''}${field.decides ? '?' : ''}`),
    );
  const size = { type: 'string', enum: ['s', 'l'] };
  const text = { type: 'string' };

  test('by a list of dependencies: what is needed beside a property that is given', () => {
    const page = { properties: { card: text, address: text }, dependencies: { card: ['address'] } };
    expect(namesOf(page)).toEqual(['card', 'address']);
    expect(namesOf(page, { card: '1' })).toEqual(['card', 'address!']);
  });

  test('by a dependency with a schema for each value, whose default counts until something is chosen', () => {
    const page = {
      properties: { size: { ...size, default: 's' } },
      dependencies: {
        size: {
          oneOf: [
            { properties: { size: { const: 's' }, small: text }, required: ['small'] },
            { properties: { size: { enum: ['l'] }, large: text } },
          ],
        },
      },
    };
    expect(namesOf(page)).toEqual(['size?', 'small!']);
    expect(namesOf(page, { size: 'l' })).toEqual(['size?', 'large']);
    expect(namesOf(page, { size: '' })).toEqual(['size?']);
  });

  test('by dependencies of what another dependency brought', () => {
    const page = {
      properties: { a: { type: 'boolean' } },
      dependencies: {
        a: {
          oneOf: [
            { properties: { a: { const: false } } },
            {
              properties: { a: { const: true }, b: { type: 'boolean' } },
              dependencies: {
                b: {
                  oneOf: [{ properties: { b: { const: true }, c: text } }, { properties: { b: { const: false } } }],
                },
              },
            },
          ],
        },
      },
    };
    expect(namesOf(page)).toEqual(['a?']);
    expect(namesOf(page, { a: ['true'] })).toEqual(['a?', 'b?']);
    expect(namesOf(page, { a: ['true'], b: true })).toEqual(['a?', 'b?', 'c']);
  });

  test('by if, then and else, also in allOf, and at any depth', () => {
    const conditions = {
      allOf: [
        branching(
          { properties: { size: { const: 'l' } }, required: ['size'] },
          { properties: { why: text }, required: ['why'] },
          { properties: { quick: text } },
        ),
      ],
    };
    expect(namesOf({ properties: { size }, ...conditions })).toEqual(['size?', 'quick']);
    expect(namesOf({ properties: { size }, ...conditions }, { size: 'l' })).toEqual(['size?', 'why!']);
    const nested = { properties: { box: { type: 'object', properties: { size }, ...conditions } } };
    expect(namesOf(nested, { 'box.size': 'l' })).toEqual(['box.size?', 'box.why!']);
  });

  const isLarge = { properties: { size: { const: 'l' } }, required: ['size'] };
  const then = { properties: { why: text } };
  const otherwise = { properties: { quick: text } };
  test.each<[string, JsonObject, Values, string]>([
    ['has another value', isLarge, { size: 's' }, 'quick'],
    ['has that value', isLarge, { size: 'l' }, 'why'],
    ['is left empty', isLarge, { size: '' }, 'quick'],
    ['is left empty, where the condition does not require it', { properties: isLarge.properties }, {}, 'why'],
    ['is there, whatever it is', { required: ['size'] }, { size: 's' }, 'why'],
    ['is not there', { required: ['size'] }, {}, 'quick'],
    ['is one of several', { properties: { size: { enum: ['m', 'l'] } }, required: ['size'] }, { size: 's' }, 'quick'],
    ['is not what it must not be', { not: isLarge }, { size: 's' }, 'why'],
    ['is what it must not be', { not: isLarge }, { size: 'l' }, 'quick'],
    ['is one of two ways', { anyOf: [isLarge, { not: { required: ['size'] } }] }, { size: 's' }, 'quick'],
  ])('by if: where the property %s', (_what, condition, given, asked) => {
    const names = namesOf({ properties: { size: text }, ...branching(condition, then, otherwise) }, given);
    expect(names).toEqual(['size?', asked]);
  });

  test('by if, as a default has it, as another if has it, and in each thing of a list on its own', () => {
    const conditional = branching(isLarge, then, otherwise);
    expect(namesOf({ properties: { size: { ...text, default: 'l' } }, ...conditional })).toEqual(['size?', 'why']);
    expect(namesOf({ properties: { size: { ...text, default: 's' } }, ...conditional })).toEqual(['size?', 'quick']);
    const first = branching({ required: ['start'] }, { properties: { size: text }, ...conditional }, {});
    const chained = { properties: { start: text }, ...first };
    expect(namesOf(chained, { size: 'l' })).toEqual(['start?']);
    expect(namesOf(chained, { start: 'x', size: 's' })).toEqual(['start?', 'size?', 'quick']);
    const list = { type: 'array', items: { type: 'object', properties: { size: text }, ...conditional } };
    const given = { xs: ['0', '1'], 'xs.0.size': 'l', 'xs.1.size': 's' };
    const names = namesOf({ properties: { xs: list } }, given);
    expect(names).toEqual(['xs', 'xs.0.size?', 'xs.0.why', 'xs.1.size?', 'xs.1.quick']);
  });

  test('by oneOf: a property that has one value in each decides, else the person is asked', () => {
    const branch = (properties: JsonObject, title?: string) => ({
      properties,
      ...(title === undefined ? {} : { title }),
    });
    const told = {
      properties: { size },
      oneOf: [branch({ size: { const: 's' }, small: text }), branch({ size: { const: 'l' }, large: text })],
    };
    expect(namesOf(told)).toEqual(['size?']);
    expect(namesOf(told, { size: 'l' })).toEqual(['size?', 'large']);
    const asked = { oneOf: [branch({ file: text }, 'From a file'), branch({ url: text }, 'From the web')] };
    expect(namesOf(asked)).toEqual(['?!?', 'file']);
    expect(namesOf(asked, { '?': '1' })).toEqual(['?!?', 'url']);
    expect(fieldsOfPage(asked)[0]).toMatchObject({ options: [{ label: 'From a file' }, { label: 'From the web' }] });
  });

  test('and stand in the order that ui:order says', () => {
    const page = { properties: { a: text, b: text, c: text }, 'ui:order': ['c', '*', 'a'] };
    expect(namesOf(page)).toEqual(['c', 'b', 'a']);
  });
});

const fieldsOfPage = (page: JsonObject) => formOf(buildTemplate(page), [local]).pages.flatMap(({ fields }) => fields);

describe('what has parts', () => {
  test('an object is asked for by its properties, under its title, with its defaults', () => {
    const database = {
      type: 'object',
      title: 'Database',
      default: { size: 'l' },
      required: ['size'],
      properties: { size: { type: 'string', title: 'Size' }, backup: { type: 'boolean' } },
    };
    expect(fieldsOf({ database })).toMatchObject([
      { name: 'database.size', label: 'Database: Size', isRequired: true, initial: 'l' },
      { name: 'database.backup', label: 'Database: backup', kind: 'boolean' },
    ]);
  });

  test('a list of objects is a field that lists them, and a page for each, also in one another', () => {
    const rule = { type: 'object', properties: { path: { type: 'string' } } };
    const port = {
      type: 'object',
      required: ['number'],
      properties: { number: { type: 'integer' }, rules: { type: 'array', items: rule } },
    };
    const template = buildTemplate({
      properties: { ports: { type: 'array', title: 'Ports', items: port, minItems: 1, default: [{ number: 80 }] } },
    });
    const form = formAt(template, { 'ports.0.rules': ['4'], 'ports.0.rules.4.path': '/api' }, contextOf([]));
    expect(form.pages).toMatchObject([
      {
        id: '0',
        fields: [
          {
            kind: 'items',
            name: 'ports',
            nextId: '1',
            minimumCount: 1,
            items: [{ id: '0', title: 'Ports 1: 80', pageId: 'ports.0' }],
          },
        ],
      },
      {
        id: 'ports.0',
        parentId: '0',
        fields: [
          { name: 'ports.0.number', isRequired: true, initial: 80 },
          { kind: 'items', name: 'ports.0.rules', nextId: '5', items: [{ title: 'rules 1: /api' }] },
        ],
      },
      { id: 'ports.0.rules.4', parentId: 'ports.0', fields: [{ name: 'ports.0.rules.4.path' }] },
    ]);
    expect(formAt(template, { ports: [] }, contextOf([])).pages).toHaveLength(1);
  });

  test('a thing is called by its first field, and not by what another begins with', () => {
    const port = {
      type: 'object',
      properties: { open: { type: 'boolean' }, name: { type: 'string' }, size: { type: 'string', default: 'small' } },
    };
    const template = buildTemplate({ properties: { ports: { type: 'array', title: 'Ports', items: port } } });
    const titles = (given: Values) =>
      formAt(template, given, contextOf([])).pages[0].fields.flatMap((field) =>
        field.kind === 'items' ? field.items.map(({ title }) => title) : [],
      );
    expect(titles({ ports: ['0', '1'], 'ports.1.name': 'web' })).toEqual(['Ports 1', 'Ports 2: web']);
  });

  test('a list of texts is a text a line; an object without a shape is YAML; a reference is followed', () => {
    expect(fieldOf({ type: 'array', items: { type: 'string' }, default: ['a', 'b'], maxItems: 3 })).toMatchObject({
      kind: 'list',
      initial: ['a', 'b'],
      maximumCount: 3,
    });
    expect(fieldOf({ type: 'object', default: { a: 1 } })).toMatchObject({
      kind: 'text',
      isMultiline: true,
      initial: '{\n  "a": 1\n}',
    });
    const page = {
      definitions: { name: { type: 'string', maxLength: 5 } },
      properties: { x: { $ref: '#/definitions/name', title: 'X' } },
    };
    expect(fieldsOfPage(page)).toMatchObject([{ kind: 'text', label: 'X', maximumLength: 5 }]);
  });
});

describe('other fields', () => {
  test.each<[string, JsonObject, object]>([
    ['a date', { type: 'string', format: 'date' }, { kind: 'text', format: 'date' }],
    ['a time', { type: 'string', format: 'time' }, { kind: 'text', format: 'time' }],
    ['a moment', { type: 'string', format: 'date-time' }, { kind: 'text', format: 'date-time' }],
    ['an e-mail address', { type: 'string', 'ui:options': { inputType: 'email' } }, { kind: 'text', format: 'email' }],
    ['an address on the web', { type: 'string', format: 'uri' }, { kind: 'text', format: 'url' }],
    [
      'a secret',
      { type: 'string', 'ui:field': 'Secret', minLength: 4, default: 'x' },
      { kind: 'secret', minimumLength: 4 },
    ],
    ['a password', { type: 'string', 'ui:widget': 'password' }, { kind: 'secret' }],
    [
      'constants with titles',
      {
        type: 'string',
        oneOf: [
          { const: 'a', title: 'Alpha' },
          { const: 'b', title: 'Beta', description: 'The second' },
        ],
      },
      {
        kind: 'choice',
        options: [
          { label: 'Alpha', value: 'a' },
          { label: 'Beta', value: 'b', detail: 'The second' },
        ],
      },
    ],
    [
      'yes and no by name',
      { type: 'boolean', enumNames: ['On', 'Off'], default: false },
      {
        kind: 'choice',
        options: [
          { label: 'On', value: 'true' },
          { label: 'Off', value: 'false' },
        ],
        initial: 'false',
      },
    ],
    ['radio buttons', { enum: ['a', 'b'], 'ui:widget': 'radio' }, { kind: 'choice', shown: 'radio' }],
    ['a menu', { enum: ['a', 'b'], 'ui:widget': 'select' }, { kind: 'choice', shown: 'menu' }],
    ['a bound that is not within', { type: 'integer', exclusiveMinimum: 0 }, { kind: 'number', above: 0 }],
    [
      'what a number is held to',
      { type: 'number', minimum: 1, maximum: 9, exclusiveMaximum: 9, multipleOf: 0.5 },
      { kind: 'number', minimum: 1, maximum: 9, below: 9, multipleOf: 0.5 },
    ],
    ['where to begin', { type: 'string', 'ui:autofocus': true }, { isFocused: true }],
    [
      'several entities',
      {
        type: 'array',
        'ui:field': 'MultiEntityPicker',
        'ui:options': { catalogFilter: [{ kind: 'API', 'metadata.annotations.a/b': { exists: true } }] },
      },
      { kind: 'lookups', lookup: 'entities', filter: '[{"kind":["API"],"metadata.annotations.a/b":[]}]' },
    ],
    [
      'entities in a list',
      { type: 'array', items: { type: 'string', 'ui:field': 'EntityPicker', 'ui:options': { allowedKinds: ['API'] } } },
      { kind: 'lookups', lookup: 'entities', filter: '[{"kind":["API"]}]' },
    ],
    [
      'any owner',
      { type: 'string', 'ui:field': 'OwnerPicker', 'ui:options': { allowArbitraryValues: true } },
      { lookup: 'owners', takesAny: true },
    ],
    [
      'entities without a field',
      {
        type: 'string',
        'ui:field': 'EntityPicker',
        'ui:options': { catalogFilter: { 'spec.system': { exists: false } } },
      },
      { filter: '[{"spec.system":{"exists":false}}]' },
    ],
    [
      'the options that are not disabled, by their names',
      { enum: ['s', 'm', 'l'], enumNames: ['Small', 'Middle', 'Large'], 'ui:enumDisabled': ['s'] },
      {
        options: [
          { value: 'm', label: 'Middle' },
          { value: 'l', label: 'Large' },
        ],
      },
    ],
    [
      'the constants that are not disabled',
      { oneOf: [{ const: 1 }, { const: 2 }], 'ui:options': { enumDisabled: [1] } },
      { options: [{ value: '2' }] },
    ],
    [
      'the options of a list that are not disabled',
      { type: 'array', items: { enum: ['s', 'm'] }, enumNames: ['Small', 'Middle'], 'ui:enumDisabled': ['s'] },
      { kind: 'choices', options: [{ value: 'm', label: 'Middle' }] },
    ],
    [
      'owners at a host that is not configured',
      { type: 'string', 'ui:field': 'RepoOwnerPicker', 'ui:options': { host: 'x.example', allowedOwners: ['a', 'b'] } },
      { kind: 'choice', options: [{ value: 'a' }, { value: 'b' }] },
    ],
    ['groups of mine', { type: 'string', 'ui:field': 'MyGroupsPicker' }, { kind: 'lookup', lookup: 'my-groups' }],
    ['tags', { type: 'array', 'ui:field': 'EntityTagsPicker' }, { kind: 'lookups', lookup: 'tags', takesAny: true }],
    [
      'a branch',
      { type: 'string', 'ui:field': 'RepoBranchPicker' },
      { kind: 'text', pattern: { source: expect.any(String) } },
    ],
    [
      'an owner of repositories',
      { type: 'string', 'ui:field': 'RepoOwnerPicker' },
      { kind: 'choice', options: [{ value: 'callboard' }] },
    ],
    [
      'a file',
      { type: 'string', title: 'Logo', format: 'data-url' },
      {
        kind: 'text',
        help: 'A small file as a data: URL, such as data:text/plain;base64,SGVsbG8=',
        pattern: { message: 'Logo takes a data: URL, such as data:text/plain;base64,SGVsbG8=' },
      },
    ],
    [
      'a field that nobody knows',
      { type: 'boolean', 'ui:field': 'Flux' },
      { kind: 'boolean', help: expect.stringContaining('The field Flux is not known here') },
    ],
  ])('%s', (_what, schema, field) => {
    expect(fieldOf(schema)).toMatchObject(field);
  });

  test('a repository picker asks for no token of the person, whose credentials Backstage would ask for', () => {
    const schema = {
      type: 'string',
      'ui:field': 'RepoUrlPicker',
      'ui:options': { requestUserCredentials: { secretsKey: 'USER_TOKEN' } },
    };
    expect(fieldsOf({ r: schema }).map(({ name }) => name)).toEqual(['r.repo']);
  });

  test('a plugin says what is asked for in the place of its field', () => {
    const ask = ({ 'ui:options': options }: JsonObject): JsonObject => ({
      type: 'string',
      'ui:field': 'Lookup',
      'ui:options': { lookup: 'clusters', filter: options ?? '' },
    });
    const context = { hosts: [], customFields: new Map([['ClusterPicker', { id: 'ClusterPicker', ask }]]) };
    const template = buildTemplate({
      properties: { x: { type: 'string', title: 'Cluster', 'ui:field': 'ClusterPicker', 'ui:options': { zone: 'a' } } },
    });
    expect(formAt(template, {}, context).pages[0].fields).toMatchObject([
      { kind: 'lookup', label: 'Cluster', lookup: 'clusters', filter: '{"zone":"a"}' },
    ]);
  });
});

test('a default knows who asks, and is left out where that is not known', () => {
  const properties = {
    name: { type: 'string', default: '${{ user.entity.metadata.name }}' },
    hidden: { type: 'string', 'ui:widget': 'hidden', default: '${{ user.ref }}' },
    default: { type: 'string' },
  };
  const user = { user: { ref: 'user:default/ada', entity: { metadata: { name: 'ada' } } } };
  for (const apiVersion of ['callboard.dev/v1', 'scaffolder.backstage.io/v1beta3']) {
    const template = readTemplate({ ...buildDocument({ parameters: { properties } }), apiVersion }, createLanguages());
    const [page] = renderDefaults(template, user).pages;
    expect(page).toMatchObject({ properties: { name: { default: 'ada' }, hidden: { default: 'user:default/ada' } } });
    const [unknown] = renderDefaults(template, {}).pages;
    expect(unknown).toEqual({
      properties: {
        name: { type: 'string' },
        hidden: { type: 'string', 'ui:widget': 'hidden' },
        default: { type: 'string' },
      },
    });
  }
});
