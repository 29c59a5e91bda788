import { readFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import { counted } from '../core/counted.ts';
import { isJsonObject } from '../core/storage/json.ts';
import { Refusal } from '../core/refusal.ts';
import type { Json } from '../core/storage/records.ts';
import { readYaml } from '../core/yaml/read-yaml.ts';
import { writeYaml } from '../core/yaml/write-yaml.ts';
import type { PreviewedFile } from '../scaffolder/preview-files.ts';
import { linksOf } from '../scaffolder/render-output.ts';
import type { CreateResult } from '../scaffolder/create-now.ts';
import { inFolder } from './in-folder.ts';
import type { Output } from './output.ts';
import type { CreateOptions } from './read-arguments.ts';

/** On the command line nobody is known. */
const commandLine = { surface: 'terminal', personId: '', name: 'the command line' } as const;

/** Makes a component from a template, to the end. @returns the exit code: 1 where the run failed */
export async function create(app: App, options: CreateOptions, output: Output): Promise<number> {
  const values = { ...(await readValuesFile(options.valuesFile)), ...options.set };
  const request = { template: options.template, values, asker: commandLine };
  const result = options.isDryRun
    ? await inFolder(options.out, (dryRunInto) => app.scaffolder.create({ ...request, dryRunInto }))
    : await app.scaffolder.create(request);
  output.print(result, describe(result, options));
  return result.status === 'failed' || result.status === 'cancelled' ? 1 : 0;
}

async function readValuesFile(file: string | undefined): Promise<{ readonly [key: string]: Json }> {
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal(
      `The values file ${file} cannot be read.`,
      { code: 'no-values', hint: 'Check the path given with --values.' },
      { cause: error },
    );
  });
  const [document] = readYaml(text);
  const value = document?.value;
  if (isJsonObject(value)) return value;
  const { line, column, message } = document?.problems[0] ?? {
    line: 1,
    column: 1,
    message: 'It must be a mapping of names to values.',
  };
  throw new Refusal(`${file}:${line}:${column}: ${message}`, { code: 'wrong-values' });
}

function describe({ run, status, steps, output, left = [], files }: CreateResult, { out }: CreateOptions): string {
  const lines = steps.flatMap(({ id, action, status: state, message, inputs = [] }) => [
    `${state}  ${id} (${action})${message === undefined ? '' : `: ${message}`}`,
    ...inputs.flatMap((input) => [`  ${state === 'skipped' ? 'would get' : 'got'}`, indent(writeYaml(input), 4)]),
  ]);
  const links = linksOf(output).map((link) => JSON.stringify(link));
  return [
    `run ${run}: ${status}`,
    ...lines,
    ...links,
    ...left,
    ...(left.length > 0 ? [`What can be taken away is listed by: callboard runs undo ${run}`] : []),
    ...(files === undefined ? [] : describeFiles(files, out)),
    ...(out === undefined || files?.length === 0 ? [] : [`The files are in ${out}`]),
  ].join('\n');
}

/** Without a folder of their own they are gone when this is read, so their beginnings are shown. */
function describeFiles(files: readonly PreviewedFile[], out: string | undefined): readonly string[] {
  const beginnings = files.flatMap(({ path, preview }) =>
    preview === undefined ? [] : ['', `--- ${path}`, preview.trimEnd()],
  );
  return [
    files.length > 0 ? `It made ${counted(files.length, 'file')}:` : 'It made no files.',
    ...files.map(({ path, bytes }) => `  ${path} (${bytes} bytes)`),
    ...(out === undefined ? beginnings : []),
  ];
}

const indent = (text: string, blanks: number): string => text.trimEnd().replaceAll(/^/gm, ' '.repeat(blanks));
