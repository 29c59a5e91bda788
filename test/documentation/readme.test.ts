import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlugin } from '#callboard/core/plugins/load-plugin.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { readTemplate } from '#callboard/scaffolder/template.ts';
import { cleanUp, type Finished, runProcess, temporaryFolder } from '../fixtures/start-process.ts';
import { readMarkdown, root } from './markdown.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

const readme = readMarkdown('README.md');
const commandLines = readme.blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.split('\n'))
  .map((line) => line.replace(/\s+# .*$/, ''));

const blockOf = (file: string): string => {
  const block = readme.blocks.find((one) => one.file === file);
  if (!block) throw new Error(`README shows no ${file}`);
  return block.text;
};

/** The words of the command line that begins so, without `npx callboard`; quotes around a word are taken away. */
const wordsOf = (beginning: string): readonly string[] => {
  const line = commandLines.find((one) => one.startsWith(`npx callboard ${beginning}`));
  if (line === undefined) throw new Error(`README shows no command line npx callboard ${beginning}`);
  return [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word).slice(2);
};

let folder: string;
const callboard = (...words: string[]): Promise<Finished> => runProcess(words, { folder });

/** The folder of somebody who copied every file that README shows, on the example company. */
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const { file, text } of readme.blocks.filter(({ file }) => file !== '')) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  expect(await callboard('ingest', join(root, 'examples', 'catalog.yaml'))).toMatchObject({ code: 0 });
});
afterAll(cleanUp);

describe("README's template", () => {
  it('is rendered by the command that README gives', async () => {
    const { code, stdout } = await callboard(...wordsOf('create'));
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(': done') });
    const made = join(folder, 'handbook-preview');
    expect((await readdir(made)).toSorted()).toEqual(['README.md', 'catalog-info.yaml']);
    expect(await readFile(join(made, 'README.md'), 'utf8')).toBe('# payments-handbook\n\n## Onboarding\n\n');
    const [document] = readYaml(await readFile(join(made, 'catalog-info.yaml'), 'utf8'));
    expect(document?.value).toMatchObject({
      metadata: { name: 'payments-handbook' },
      spec: { owner: 'group:default/team-payments' },
    });
  });

  it('has nothing wrong with it', async () => {
    expect(readme.codes).toContain('npx callboard template check handbook/template.yaml');
    const { code, stdout } = await callboard('template', 'check', 'handbook/template.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('0 errors, 0 warnings') });
  });

  it('is tried with its own test, as README shows', async () => {
    const shown = readme.blocks.find(({ text }) => text.startsWith('done  fetch'));
    expect(await callboard(...wordsOf('template try'))).toMatchObject({ code: 0, stdout: shown?.text });
  });

  it('makes a repository that the catalog knows when it is run without --dry-run', async () => {
    const words = wordsOf('create').join(' ').replace(' --dry-run --out handbook-preview', '').split(' ');
    expect(await callboard(...words)).toMatchObject({ code: 0 });
    const asked = await callboard('ask', 'who owns payments-handbook?', '--json');
    expect(JSON.parse(asked.stdout)).toMatchObject({
      subject: 'component:default/payments-handbook',
      text: expect.stringContaining('Payments team'),
    });
  });

  it('comes into the catalog by the command that README gives', async () => {
    expect(readme.codes).toContain('npx callboard ingest handbook/template.yaml');
    expect(await callboard('ingest', 'handbook/template.yaml')).toMatchObject({ code: 0 });
    const found = await callboard('ask', 'show handbook', '--json');
    expect(JSON.parse(found.stdout)).toMatchObject({ subject: 'template:default/handbook' });
  });
});

describe("README's plugin", () => {
  it('is loaded with the configuration that README shows', async () => {
    expect(await loadPlugin('./plugins/ports.mjs', folder)).toMatchObject({ id: 'ports' });
    expect(await callboard('config', 'check')).toMatchObject({ code: 0 });
  });

  it('adds a command, and an action that a template has as a step', async () => {
    const step = blockOf('step.yaml').replaceAll(/^(?=.)/gm, '    ');
    const parameters = '{ required: [name], properties: { name: { type: string } } }';
    await writeFile(
      join(folder, 'service.yaml'),
      `apiVersion: callboard.dev/v1\nkind: Template\nmetadata: { name: service }\n` +
        `spec:\n  type: service\n  parameters: ${parameters}\n  steps:\n${step}`,
    );
    const question = 'which port does orders have?';
    expect(readme.codes).toContain(question);
    for (const name of ['orders', 'billing', 'orders']) {
      expect(await callboard('create', 'service.yaml', '--set', `name=${name}`)).toMatchObject({ code: 0 });
    }
    expect((await callboard('ask', question)).stdout).toBe('orders has the port 9000\n');
  });
});

describe('README', () => {
  it('shows what validate says of its broken catalog file', async () => {
    const shown = readme.blocks.find(({ language }) => language === 'text');
    expect(await callboard(...wordsOf('validate'))).toMatchObject({ code: 1, stdout: shown?.text });
  });

  it('lists the commands as the help tells them where the catalog has no names for its examples', async () => {
    const words = ['ask', 'help', '--json'];
    const { answer } = JSON.parse((await runProcess(words, { folder: await temporaryFolder() })).stdout);
    const told: string[][] = answer.items.map(
      ({ title, detail }: { title: [{ text: string }, string]; detail: string }) => [
        `\`${title[0].text}\``,
        title[1].trim(),
        detail.replace('for example: ', ''),
      ],
    );
    expect(told.length).toBeGreaterThan(5);
    expect(readme.rows.filter(([command]) => command?.startsWith('`/'))).toEqual(told);
  });

  it('lists the command line as its usage does', async () => {
    const { stdout } = await callboard('--help');
    const usages = readme.rows.flatMap(([command = '']) => /^`(callboard .*)`$/.exec(command)?.[1] ?? []);
    expect(usages).toHaveLength(stdout.split('\n').filter((line) => line.startsWith('  callboard ')).length);
    for (const usage of usages) expect(stdout).toContain(`  ${usage}`);
  });

  it('names approvers as a template can', () => {
    const [document] = readYaml(blockOf('approval.yaml'));
    expect(document?.problems).toEqual([]);
    const metadata = { name: 'x' };
    const spec = { type: 'x', steps: [{ action: 'debug:log' }], ...Object(document?.value) };
    const template = readTemplate(
      { apiVersion: 'callboard.dev/v1', kind: 'Template', metadata, spec },
      createLanguages(),
    );
    expect(template.approval).toMatchObject({ count: 2, withinHours: 48, channels: { slack: '#platform' } });
    expect(template.approval?.approvers).toEqual(['group:default/team-platform', 'user:default/mira']);
  });

  it('shows parts of callboard.yaml that are valid', async () => {
    const parts = readme.blocks.filter(({ file, text }) => file === '' && /^(github|gitlab|catalog):/.test(text));
    expect(parts).toHaveLength(4);
    const environment = {
      GITHUB_APP_PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY-----',
      GITHUB_TOKEN: 'a',
      GITLAB_TOKEN: 'a',
      GITLAB_WEBHOOK_SECRET: 'sixteen letters of it',
      GITHUB_WEBHOOK_SECRET: 'sixteen letters of it',
    };
    for (const { text } of parts) {
      await writeFile(join(folder, 'parts.yaml'), text);
      const checked = await runProcess(['config', 'check', '--config', 'parts.yaml'], { folder, environment });
      expect(checked.stdout).toContain('parts.yaml is fine');
    }
  });

  it('names only npm scripts that there are', () => {
    const text = [readme.prose, ...commandLines].join('\n');
    const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, script = '']) => script);
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(named).toContain('start');
    for (const script of named) expect(scripts).toHaveProperty([script]);
  });

  it('names only files and headings that there are', () => {
    const shown = new Set(readme.blocks.map(({ file }) => file));
    const paths = [
      ...readme.links.filter((link) => !/^(https?:|#)/.test(link)),
      ...readme.codes.filter((code) =>
        /^(?:src|docs|templates|examples|manifests|bench|test|prisma)\/[\w./-]*$/.test(code),
      ),
    ];
    expect(paths).toContain('src/core/plugins/plugin.ts');
    expect(paths.filter((path) => !shown.has(path) && !existsSync(join(root, path)))).toEqual([]);
    const headings = [...readme.prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
    const anchors = headings.map((heading) => `#${heading.toLowerCase().replaceAll(' ', '-')}`);
    for (const link of readme.links.filter((one) => one.startsWith('#'))) expect(anchors).toContain(link);
  });

  it('names only environment variables that the program reads', () => {
    const sources = ['src/load-configuration.ts', 'src/core/config/read-config.ts', 'src/app.ts'];
    const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const named = readme.rows.flatMap(([cell = '']) =>
      [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name),
    );
    expect(named).toHaveLength(21);
    for (const name of [...named, 'HOST']) expect(text).toContain(`'${name}'`);
  });

  it('gives Discord the permissions of the manifest', async () => {
    const { stdout } = await callboard('manifest', 'discord');
    const { permissions, scopes } = JSON.parse(stdout).installParameters;
    expect(readme.prose).toContain(`scope=${scopes.join('+')}&permissions=${permissions}`);
  });
});
