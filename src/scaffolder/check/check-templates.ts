import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Form } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import { type ValidatedRow, validateFiles } from '#callboard/catalog/validate-files.ts';
import { findMistakes, type TemplateMistake } from '../find-mistakes.ts';
import { textOf } from '../json-object.ts';
import { pluginToConfigure } from '../plugin-to-configure.ts';
import { type Scaffolder, templateFor } from '../scaffolder.ts';
import type { Template } from '../template.ts';
import { type AskedForm, askForm } from './ask-form.ts';
import { checkSkeletons } from './check-skeletons.ts';
import { findUnused } from './find-unused.ts';
import { findWrongApprovers } from './find-wrong-approvers.ts';
import { findWrongInputs } from './find-wrong-inputs.ts';
import type { FindingPlaces } from './finding-places.ts';
import { type DocumentToCheck, readDocument } from './read-document.ts';
import { sentence } from './sentence.ts';
import type { TemplateFinding } from './template-finding.ts';

/** A template, checked. */
export interface CheckedTemplate {
  readonly file: string;
  /** Null where its document says no name. */
  readonly ref: string | null;
  readonly title: string;
  /** By place. */
  readonly findings: readonly TemplateFinding[];
  /** What it asks for at first; undefined where that can't be told. */
  readonly form: Form | undefined;
  /** Parameters that come up with other answers. */
  readonly later: readonly string[];
}

/**
 * Checks every template in files, all that is wrong with it at once: its document, its expressions, its skeletons and
 * its form. A file without a template is one finding.
 * @param paths files, folders or globs
 * @param folder where relative paths start, absolute
 * @throws Refusal `nothing-to-read` where a path stands for no file
 */
export async function checkTemplates(
  scaffolder: Scaffolder,
  paths: readonly string[],
  folder: string,
): Promise<readonly CheckedTemplate[]> {
  const rows = await validateFiles(paths, folder);
  const checked: CheckedTemplate[] = [];
  for (const file of new Set(rows.map((row) => row.file))) {
    const ofFile = rows.filter((row) => row.file === file);
    const found = await checkFile(scaffolder, file, folder, ofFile);
    if (found.length > 0) checked.push(...found);
    else if (paths.includes(file)) checked.push(withoutTemplate(file, ofFile));
  }
  return checked;
}

async function checkFile(
  scaffolder: Scaffolder,
  file: string,
  folder: string,
  rows: readonly ValidatedRow[],
): Promise<readonly CheckedTemplate[]> {
  const absolute = path.resolve(folder, file);
  const text = await readFile(absolute, 'utf8').catch(() => '');
  const checked: CheckedTemplate[] = [];
  for (const document of readYaml(text)) {
    const { value } = document;
    const row = rows.find((each) => each.document === document.index);
    if (!isJsonObject(value) || !/^template$/i.test(textOf(value['kind']) ?? '') || !row) continue;
    checked.push(await checkDocument(scaffolder, { file, absolute, document, value, row }));
  }
  return checked;
}

/** What is wrong with such a file as one of the catalog is told; else that it holds no template. */
function withoutTemplate(file: string, rows: readonly ValidatedRow[]): CheckedTemplate {
  const problems = rows.flatMap((row) => row.problems);
  const message = 'it holds no template: that is a document of kind Template.';
  const told = problems.length > 0 ? problems : [{ line: 1, column: 1, message }];
  const findings = told.map(({ line, column, message }) => ({ level: 'error', file, line, column, message }) as const);
  return { file, ref: null, title: file, findings, form: undefined, later: [] };
}

async function checkDocument(scaffolder: Scaffolder, toCheck: DocumentToCheck): Promise<CheckedTemplate> {
  const { file, absolute, value, row } = toCheck;
  const places = placesOf(toCheck);
  const metadata = isJsonObject(value['metadata']) ? value['metadata'] : {};
  const shared = { file, ref: row.ref, title: textOf(metadata['title']) ?? textOf(metadata['name']) ?? file };
  const read = await readDocument(toCheck, places, scaffolder.languages);
  if (!read.template) return { ...shared, findings: inOrder(read.findings), form: undefined, later: [] };
  const template = templateFor(scaffolder, read.template, undefined);
  const { malformed } = read;
  const isFormKnown = !malformed.some((at) => meet(at, ['spec', 'parameters']));
  const { form, later, mistakes } = isFormKnown ? askForm(template, scaffolder) : nothingAsked;
  const sound = { ...template, steps: template.steps.filter((step) => !malformed.some((at) => meet(at, step.path))) };
  const found = [
    ...findWrongApprovers(value),
    ...findMistakes(template, scaffolder.actions, isFormKnown),
    ...findWrongInputs(sound, scaffolder.actions),
    ...unknownActions(sound, scaffolder.actions),
    // What could not be read may read any parameter.
    ...(malformed.length === 0 ? findUnused(template) : []),
    ...mistakes,
  ].map(({ path: at, level, message }) => ({ ...places.inTemplate(at), level, message: sentence(message) }));
  const { checkOutPage } = scaffolder.catalog;
  const inSkeletons = await checkSkeletons(template, path.dirname(absolute), checkOutPage, places);
  return { ...shared, findings: inOrder([...read.findings, ...found, ...inSkeletons]), form, later };
}

const nothingAsked: AskedForm = { form: undefined, later: [], mistakes: [] };

/** Whether one of two paths leads to the other. */
const meet = (one: readonly (string | number)[], other: readonly (string | number)[]): boolean =>
  one.slice(0, other.length).every((key, index) => key === other[index]);

function placesOf({ file, absolute, document }: DocumentToCheck): FindingPlaces {
  return {
    inTemplate: (at) => ({ file, ...document.positionOf(at) }),
    inFile: ({ file: found, isInName, variable: { line, column } }) => ({
      file: path.join(path.dirname(file), path.relative(path.dirname(absolute), found)),
      ...(isInName ? { line: 1, column: 1 } : { line, column }),
    }),
  };
}

function unknownActions(template: Template, actions: Scaffolder['actions']): readonly TemplateMistake[] {
  return template.steps
    .filter(({ action }) => !actions.has(action))
    .map(({ action, path: at }) => {
      const key = pluginToConfigure(action, [...actions.keys()]);
      const remedy =
        key === undefined ? 'callboard actions lists those there are' : `configure ${key} in callboard.yaml`;
      const message = `no plugin provides the action ${action} here: ${remedy}`;
      return { level: 'warning', path: [...at, 'action'], message };
    });
}

const inOrder = (findings: readonly TemplateFinding[]): readonly TemplateFinding[] =>
  findings.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
