import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { isRemote } from '#callboard/catalog/source-tree.ts';
import { decodeText } from '../actions/decode-text.ts';
import { type CheckOutPage, findFetched } from '../actions/find-fetched.ts';
import { listSkeleton, type SkeletonEntry } from '../actions/list-skeleton.ts';
import { nameOf } from '../actions/plan-files.ts';
import { readCookiecutter } from '../actions/read-cookiecutter.ts';
import { readRenderedFiles } from '../actions/rendered-files.ts';
import { requireApart } from '../actions/require-apart.ts';
import { readRendering } from '../actions/rendering-input.ts';
import { textOf } from '../json-object.ts';
import type { Template, TemplateStep } from '../template.ts';
import { readVariables } from '../read-variables.ts';
import type { SkeletonUse } from './skeleton-use.ts';
import type { TemplateFinding } from './template-finding.ts';
import type { FindingPlaces } from './finding-places.ts';

/** What a step renders, and with what. */
export interface RenderedSkeleton {
  readonly step: TemplateStep;
  /** As the template names it. */
  readonly label: string;
  /** What its files read values from: `values` or `cookiecutter`. */
  readonly root: string;
  /** The names of the values that its files are rendered with; undefined where they depend on the form. */
  readonly given: readonly string[] | undefined;
  readonly uses: readonly SkeletonUse[];
}

export interface ReadSkeletonParts {
  readonly template: Template;
  readonly step: TemplateStep;
  /** Of the template's file, absolute. */
  readonly folder: string;
  readonly checkOutPage: CheckOutPage;
  readonly places: FindingPlaces;
}

interface ReadSkeleton {
  readonly findings: readonly TemplateFinding[];
  readonly skeleton?: RenderedSkeleton;
}

const folders = ['fetch:template', 'fetch:cookiecutter'];
const rendering = [...folders, 'fetch:template:file'];
const copying = ['fetch:plain', 'fetch:plain:file'];

/** Reads the skeleton that a step renders, with what keeps it from being read. Nothing is fetched from elsewhere. */
export async function readSkeleton(parts: ReadSkeletonParts): Promise<ReadSkeleton> {
  const { step, folder, checkOutPage, places } = parts;
  const url = textOf(step.input['url']);
  if (![...rendering, ...copying].includes(step.action) || url === undefined) return { findings: [] };
  const notRead = (level: TemplateFinding['level'], message: string): ReadSkeleton => ({
    findings: [{ ...places.inTemplate([...step.path, 'input', 'url']), level, message }],
  });
  if (/\$\{\{|\{%/.test(url))
    return notRead('warning', `which files ${url} names depends on the form: none was checked.`);
  if (isRemote(url)) return notRead('warning', `${url} is elsewhere: its files were not checked.`);
  try {
    const input = { url };
    const fetched = await findFetched({ input, templateFolder: folder, signal: AbortSignal.abort() }, checkOutPage);
    if (copying.includes(step.action)) return { findings: [] };
    const { root, entries } = await entriesOf(step, fetched.path);
    requireApart(fixedNames(entries, step));
    return await readFiles(parts, fetched.label, root, entries);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, hint = '' } = error;
    return notRead(code === 'no-skeleton' ? 'warning' : 'error', `${message} ${hint}`.trim());
  }
}

/** The names that no value changes. */
const fixedNames = (entries: readonly SkeletonEntry[], { input }: TemplateStep): readonly string[] =>
  entries.map((entry) => nameOf(entry, readRenderedFiles(input)).name).filter((name) => !/\{[{%]/.test(name));

async function entriesOf(
  { action }: TemplateStep,
  fetched: string,
): Promise<{ readonly root: string; readonly entries: readonly SkeletonEntry[] }> {
  if (folders.includes(action)) return { root: fetched, entries: await listSkeleton(fetched) };
  const stats = await stat(fetched);
  const entry = { kind: 'file', path: path.basename(fetched), bytes: stats.size, isExecutable: false } as const;
  return { root: path.dirname(fetched), entries: [entry] };
}

async function readFiles(
  { template, step, places }: ReadSkeletonParts,
  label: string,
  root: string,
  entries: readonly SkeletonEntry[],
): Promise<ReadSkeleton> {
  const isCookiecutter = step.action === 'fetch:cookiecutter';
  const { engine, scope } = readRendering(
    template.engine,
    isCookiecutter ? { ...step.input, cookiecutterCompat: true } : step.input,
  );
  const uses: SkeletonUse[] = [];
  const findings: TemplateFinding[] = [];
  for (const entry of entries) {
    for (const { text, ...where } of await textsOf(entry, step, root)) {
      const read = readVariables(engine, text);
      if (read.kind === 'variables') uses.push(...read.variables.map((variable) => ({ ...where, variable })));
      else
        findings.push({ ...places.inFile({ ...where, variable: read }), level: 'error', message: `${read.message}.` });
    }
  }
  const values = step.input['values'] ?? {};
  const given = isJsonObject(values)
    ? Object.keys(
        isCookiecutter ? (await readCookiecutter(entries, { path: root, label }, values, engine)).values : values,
      )
    : undefined;
  return { findings, skeleton: { step, label, root: Object.keys(scope)[0] ?? 'values', given, uses } };
}

/** What is rendered of a file: its name, unless the step names it, and its content, unless that is copied. */
async function textsOf(entry: SkeletonEntry, { action, input }: TemplateStep, root: string) {
  const file = path.join(root, entry.path);
  const { name, isRendered } = nameOf(entry, readRenderedFiles(input));
  const content = isRendered && entry.kind === 'file' ? decodeText(await readFile(file)) : undefined;
  return [
    ...(folders.includes(action) ? [{ file, isInName: true, text: name }] : []),
    ...(content === undefined ? [] : [{ file, isInName: false, text: content }]),
  ];
}
