import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import azureDevOps from '#callboard/plugins/azure-devops/azure-devops-plugin.ts';
import bitbucket from '#callboard/plugins/bitbucket/bitbucket-plugin.ts';
import gitea from '#callboard/plugins/gitea/gitea-plugin.ts';
import github from '#callboard/plugins/github/github-plugin.ts';
import gitlab from '#callboard/plugins/gitlab/gitlab-plugin.ts';
import { pluginToConfigure } from '#callboard/scaffolder/plugin-to-configure.ts';
import { obstacleOf, requireRunnable } from '#callboard/scaffolder/require-runnable.ts';
import { readTemplate, type Template } from '#callboard/scaffolder/template.ts';
import { type StartedScaffolder, startScaffolder } from './start-scaffolder.ts';
import { buildTemplate } from './template-documents.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

/** What templates of Backstage use without any plugin of a vendor's. */
const withoutVendor = [
  'fetch:template',
  'fetch:template:file',
  'fetch:plain',
  'fetch:plain:file',
  'catalog:register',
  'catalog:write',
  'catalog:fetch',
  'fs:delete',
  'fs:rename',
  'fs:readdir',
  'debug:log',
  'debug:wait',
  'roadiehq:utils:fs:write',
];
/** What they use of the Git hosts that are provided for. */
const ofHosts = [
  'publish:github',
  'publish:github:pull-request',
  'publish:gitlab',
  'github:repo:create',
  'github:repo:push',
  'github:actions:dispatch',
  'github:webhook',
  'github:issues:create',
  'github:issues:label',
  'github:branch-protection:create',
  'github:environment:create',
  'github:autolinks:create',
  'github:pages:enable',
  'github:deployKey:create',
];

const files = {
  'demo/template.yaml':
    'apiVersion: callboard.dev/v1\nkind: Template\nmetadata: { name: demo }\nspec: { type: service, steps: [{ action: debug:log }] }\n',
};

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ files });
});
afterAll(() => started.stop());

test('the actions that know no vendor need no plugin', () => {
  const provided = started.service.actions().filter(({ plugin }) => plugin === 'scaffolder');
  expect(provided.map(({ id }) => id)).toEqual(expect.arrayContaining(withoutVendor));
});

describe("an action of one of Callboard's own Git hosts", () => {
  const configuration = {
    github: { token: 'token' },
    gitlab: { token: 'token' },
    gitea: { url: 'http://127.0.0.1:1', token: 'token' },
    bitbucket: { token: 'token' },
    'azure-devops': { organization: 'acme', token: 'token' },
  };
  const hosts = [github, gitlab, gitea, bitbucket, azureDevOps];

  test('is told with the key of callboard.yaml that brings it, for each that there is', async () => {
    const withHosts = await startScaffolder({ files, plugins: hosts, configuration });
    const ofHosts = withHosts.service.actions().filter(({ plugin }) => plugin in configuration);
    await withHosts.stop();
    expect(new Set(ofHosts.map(({ plugin }) => plugin))).toEqual(new Set(Object.keys(configuration)));
    for (const { id, plugin } of ofHosts) expect(pluginToConfigure(id, []), id).toBe(plugin);
  });

  test('is told without one where its plugin is set up, as is the action of another', () => {
    expect(pluginToConfigure('publish:gitlab', ['debug:log', 'publish:github'])).toBe('gitlab');
    expect(pluginToConfigure('gitlab:group:ensureExists', ['publish:gitlab'])).toBeUndefined();
    expect(pluginToConfigure('publish:bitbucketServer', [])).toBeUndefined();
    expect(pluginToConfigure('debug:log', [])).toBeUndefined();
  });

  test('says which keys to configure where its template is refused', () => {
    const steps = [{ action: 'publish:gitlab' }, { action: 'github:repo:push' }, { action: 'acme:do' }];
    expect(obstacleOf(buildTemplate({}, { steps }), new Map())).toBe(
      'Demo uses the actions publish:gitlab, github:repo:push and acme:do, which no plugin provides; configure gitlab and github in callboard.yaml',
    );
  });
});

const corpora = path.join(import.meta.dirname, '../../../shared/corpora');
const hasCorpora = existsSync(corpora);
if (!hasCorpora) process.stderr.write(`Skipped: the corpora of public templates are not at ${corpora}.\n`);

describe.skipIf(!hasCorpora)('112 public templates', () => {
  const templates = hasCorpora ? readTemplates() : [];
  const stub = (id: string): Action => ({
    id,
    description: '',
    effect: 'outside',
    inputSchema: {},
    outputSchema: {},
    run: async () => ({}),
  });

  test('48 of them use an action that nobody provides, and each is named', () => {
    expect(templates).toHaveLength(112);
    const actions = new Map([...withoutVendor, ...ofHosts].map((id) => [id, stub(id)]));
    const told = templates.flatMap((template) => obstacleOf(template, actions) ?? []);
    expect(told).toHaveLength(48);
    expect(told.filter((sentence) => sentence.includes('argocd:create-resources'))).toHaveLength(17);
    expect(
      told.every((sentence) =>
        / uses the actions? \S+.*, which no plugin provides(; configure .+ in callboard\.yaml)?$/.test(sentence),
      ),
    ).toBe(true);
  });

  test('all expressions of all of them are understood', () => {
    for (const template of templates) {
      const actions = new Map(template.steps.map(({ action }) => [action, stub(action)]));
      expect(() => requireRunnable(template, actions)).not.toThrow();
    }
  });

  test('what they give to the actions here is what those take', () => {
    const schemas = new Map(started.service.actions().map(({ id, inputSchema }) => [id, inputSchema]));
    const used = templates.flatMap(({ steps }) => steps).filter(({ action }) => withoutVendor.includes(action));
    expect(used.length).toBeGreaterThan(300);
    for (const { action, input } of used) expect(compileSchema(schemas.get(action) ?? {})(input), action).toEqual([]);
  });
});

function readTemplates(): readonly Template[] {
  const files = readdirSync(corpora, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.ya?ml$/.test(file) && !file.startsWith('mutated'))
    .toSorted()
    .flatMap((file) => readYaml(readFileSync(path.join(corpora, file), 'utf8')))
    .flatMap(({ value }) =>
      isJsonObject(value) && value['kind'] === 'Template' ? [readTemplate(value, createLanguages())] : [],
    );
}
