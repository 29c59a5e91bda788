import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInSchemas } from '#callboard/built-in-schemas.ts';
import { loadConfiguration } from '#callboard/load-configuration.ts';
import { readMarkdown, root } from './markdown.ts';

const schemas = await Promise.all([...builtInSchemas].map(async ([id, read]) => [id, await read()] as const));

/** A setting that is off has its name, or two spaces or more, after the `#`; a sentence has one space. */
const turnOn = (text: string): string => text.replaceAll(/^(\s*)#(?=[^\s#]| {2})/gm, '$1');

let example: string;
let folder: string;
beforeAll(async () => {
  example = await readFile(join(root, 'callboard.example.yaml'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'callboard-example-'));
  await mkdir(join(folder, 'plugins'));
  const plugin = readMarkdown('README.md').blocks.find(({ file }) => file === 'plugins/ports.mjs');
  await writeFile(join(folder, 'plugins', 'ports.mjs'), plugin?.text ?? '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Loads it as callboard.yaml, with the variables that it names. */
async function load(text: string, environment: Readonly<Record<string, string>> = {}) {
  await writeFile(join(folder, 'callboard.yaml'), text);
  return loadConfiguration(undefined, folder, environment);
}

const variables = {
  CALLBOARD_SECRET_KEY: 'thirty-two characters and a few more',
  DATABASE_PASSWORD: 'a',
  GITHUB_TOKEN: 'b',
  GITHUB_APP_PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY-----',
  GITHUB_WEBHOOK_SECRET: 'sixteen letters of it',
  REGISTRY_TOKEN: 'g',
  GITLAB_TOKEN: 'g',
  GITEA_TOKEN: 'h',
  BITBUCKET_TOKEN: 'i',
  AZURE_DEVOPS_TOKEN: 'j',
  GITLAB_WEBHOOK_SECRET: 'sixteen letters of it',
  SLACK_BOT_TOKEN: 'c',
  SLACK_APP_TOKEN: 'd',
  SLACK_SIGNING_SECRET: 'e',
  SLACK_CLIENT_ID: '123.456',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  DISCORD_TOKEN: 'f',
};

/** The settings of a schema, those of objects and lists in it included: `app.appId`. */
function settingsOf(schema: unknown, prefix = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('items' in schema) return settingsOf(schema.items, prefix);
  const properties: object =
    'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {};
  return Object.entries(properties).flatMap(([name, value]) => [
    `${prefix}${name}`,
    ...settingsOf(value, `${prefix}${name}.`),
  ]);
}

/** The settings of a value, likewise. */
function settingsIn(value: unknown, prefix = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => settingsIn(item, prefix));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [
    `${prefix}${name}`,
    ...settingsIn(item, `${prefix}${name}.`),
  ]);
}

describe('callboard.example.yaml', () => {
  it('is valid as it stands, and says what holds without it', async () => {
    const { config } = await load(example);
    const { config: none } = await load('');
    const { sections, ...rest } = config;
    expect(rest).toEqual({ ...none, sections: undefined });
    expect(Object.keys(sections).toSorted()).toEqual(['catalog', 'local-git', 'on-call']);
  });

  it('is valid with every setting turned on', async () => {
    const { config, plugins, leftOut } = await load(turnOn(example), variables);
    expect(leftOut).toEqual([]);
    expect(plugins).toMatchObject([{ isRequired: true, plugin: { id: 'ports' } }]);
    expect(Object.keys(config.sections).toSorted()).toEqual([...builtInSchemas.keys(), 'ports'].toSorted());
    expect(config).toMatchObject({
      server: { host: '0.0.0.0', port: 3000, baseUrl: 'https://callboard.example.com' },
      databaseUrl: 'postgresql://callboard:a@db.example.com:5432/callboard',
      administrators: ['group:default/team-platform'],
    });
  });

  it('names in it every variable that it needs, and no other', async () => {
    const named = [...turnOn(example).matchAll(/^[^#\n]*\$\{(\w+)\}/gm)].map(([, name = '']) => name);
    expect(named.toSorted()).toEqual(Object.keys(variables).toSorted());
    await expect(load(turnOn(example))).rejects.toThrow('The environment variable DATABASE_PASSWORD is not set.');
  });

  it.each(schemas)('has every setting of %s', async (id, schema) => {
    const { config } = await load(turnOn(example), variables);
    const expected = settingsOf(schema);
    expect(expected.length).toBeGreaterThan(0);
    expect(settingsIn(config.sections[id])).toEqual(expect.arrayContaining([...expected]));
  });
});
