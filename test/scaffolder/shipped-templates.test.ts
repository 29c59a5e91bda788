import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { GitHost } from '#callboard/scaffolder/git-host.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';
import { hostNamed } from './template-documents.ts';

const templatesFolder = path.join(import.meta.dirname, '..', '..', 'templates');

let started: StartedScaffolder;
beforeAll(async () => {
  const azure: GitHost = { ...hostNamed('dev.azure.com', []), ownerWord: 'project', organization: 'acme' };
  started = await startScaffolder({ templatesFolder, hosts: [azure, hostNamed('github.com', [])] });
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
      repoUrl: 'local?owner=callboard&repo=made',
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

const repositories = [
  ['github.com?owner=acme&repo=made', 'https://github.com/acme/made'],
  ['dev.azure.com?organization=acme&project=shop&repo=made', 'https://dev.azure.com/acme/shop/_git/made'],
] as const;

test.each(templates.flatMap((template) => repositories.map(([repoUrl, page]) => [template, repoUrl, page] as const)))(
  '%s of %s links to its page there, %s',
  async (template, repoUrl, page) => {
    const folder = path.join(started.folder, template, new URL(page).host);
    const title = titled.includes(template) ? { title: 'Made' } : {};
    const values = { name: 'made', description: 'Made', owner: 'payments', repoUrl, ...title };
    await started.service.create({ template, values, dryRunInto: folder, asker: ada });
    const [document] = readYaml(await readFile(path.join(folder, 'catalog-info.yaml'), 'utf8'));
    expect(document?.value).toMatchObject({ metadata: { links: [{ url: page }, { url: `${page}#readme` }] } });
  },
);
