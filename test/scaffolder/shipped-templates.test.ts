import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const templatesFolder = path.join(import.meta.dirname, '..', '..', 'templates');

let started: StartedScaffolder;
beforeAll(async () => {
  started = await startScaffolder({ templatesFolder });
});
afterAll(() => started.stop());

const descriptions = [`Bob's "best" <service>`, `R&D: 100% #1 - {{ a }} \${{ b }} {% c %} \\n 'é' 💳`];
const templates = ['node-service', 'python-service', 'typescript-library', 'static-website', 'complete-project'];
/** Those that have a title, which stands at the top of what they make. */
const titled = ['static-website', 'complete-project'];

test.each(templates.flatMap((template) => descriptions.map((description) => [template, description] as const)))(
  '%s says in its catalog file and its README that it is %s',
  async (template, description) => {
    const folder = path.join(started.folder, template, String(descriptions.indexOf(description)));
    const asked = {
      name: 'made',
      description,
      owner: 'payments',
      'repoUrl.repo': 'made',
      ...(titled.includes(template) ? { title: description } : {}),
    };
    await started.service.create({ template, values: asked, dryRunInto: folder, asker: ada });
    const read = (file: string) => readFile(path.join(folder, file), 'utf8');
    expect(readYaml(await read('catalog-info.yaml'))[0]?.value).toMatchObject({ metadata: { description } });
    // Markdown takes a backslash away, and an unescaped `<service>` for a tag that nobody sees.
    const [heading, , line] = (await read('README.md')).replaceAll('\\<', '<').split('\n');
    expect(line).toBe(description);
    expect(heading).toBe(titled.includes(template) ? `# ${description}` : '# made');
    expect(await read('README.md')).not.toMatch(/&(?:\w+|#\d+);|(?<!\\)<service/);
  },
);
