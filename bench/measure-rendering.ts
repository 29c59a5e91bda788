import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFetchTemplate } from '#callboard/scaffolder/actions/fetch-template.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';
import { times } from './times.ts';

const runs = 5;
const languages = createLanguages();
const values = { name: 'shop', owner: 'team-payments', tested: true };
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * How long it takes to render a skeleton of so many files of fifty lines and to write them, in milliseconds: five times
 * in one process, with each language.
 */
export async function measureRendering(files: number): Promise<Readonly<Record<string, unknown>>> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-rendering-'));
  try {
    await generateSkeleton(join(folder, 'skeleton'), files);
    const measured: Record<string, unknown> = { files };
    for (const apiVersion of languages.apiVersions)
      measured[apiVersion] = times(await renderRepeatedly(folder, apiVersion));
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function renderRepeatedly(folder: string, apiVersion: string): Promise<readonly number[]> {
  const engine = languages.engineOf(apiVersion);
  if (!engine) throw new Error(`no engine ${apiVersion}`);
  const action = createFetchTemplate(() => Promise.reject(new Error('nothing is fetched here')));
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const workspace = await mkdtemp(join(folder, 'workspace-'));
    const started = performance.now();
    await action.run({
      runId: 'bench',
      stepId: 'fetch',
      templateRef: 'template:default/bench',
      engine,
      input: { url: './skeleton', values },
      workspace,
      templateFolder: folder,
      userRef: undefined,
      logger: quiet,
      signal: new AbortController().signal,
    });
    taken.push(performance.now() - started);
  }
  return taken;
}

/** A file in ten folders, each with values, conditions and plain lines. */
async function generateSkeleton(folder: string, files: number): Promise<void> {
  for (let index = 0; index < files; index += 1) {
    const file = join(folder, `module-${index % 10}`, `\${{ values.name }}-part-${index}.js`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Array.from({ length: 10 }, (_, line) => block(line)).join('\n'));
  }
}

const block = (number: number): string => `/** Part ${number} of \${{ values.name }}. */
{% if values.tested %}export const part${number} = () => '\${{ values.owner }}';{% endif %}
// Nothing in this line is a template: { a: 1 }, \${b}, {{ c }}.
const unused${number} = [1, 2, 3].map((each) => each * ${number});
`;
