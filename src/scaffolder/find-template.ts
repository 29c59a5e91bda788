import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject, toJson } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import type { CatalogExtensionPoint } from '#callboard/catalog/extension-point.ts';
import { createFolderTree } from '#callboard/catalog/folder-tree.ts';
import { type LoadedDocument, loadPlaceholders } from '#callboard/catalog/load-placeholders.ts';
import type { JsonObject } from './action.ts';
import { textOf } from './json-object.ts';
import { repositoryOf } from './repository-of.ts';
import { type Locate, readTemplate, type Template } from './template.ts';
import type { TemplateLanguages } from './template-languages.ts';

/** What reading a template of the catalog takes. */
interface Reading {
  readonly catalog: CatalogExtensionPoint;
  readonly languages: TemplateLanguages;
}

/** A template with its files at hand. */
export interface TemplateAtHand {
  readonly template: Template;
  readonly document: JsonObject;
  /** The folder of its file, absolute. */
  readonly folder: string;
  /** The commit of its repository, where it came from one. */
  readonly commit?: string;
  /** The same where its files are: those beside it, and those that its steps name. */
  readonly fingerprint?: string;
}

/** The template of a catalog entry, from memory. @throws Refusal where it is not well-formed */
export function templateOf(entry: DirectoryEntry, { languages }: Pick<Reading, 'languages'>): Template {
  return readTemplate(documentOf(entry), languages);
}

/**
 * A catalog entry's template with its files at hand.
 * @throws Refusal where the source can't be read, or the template is not well-formed
 */
export async function loadTemplate(entry: DirectoryEntry, { catalog, languages }: Reading): Promise<TemplateAtHand> {
  const document = documentOf(entry);
  const { folder, commit, fingerprint } = await catalog.checkOut(entry, filesOf(readTemplate(document, languages)));
  const file = path.resolve(folder, entry.origin.file);
  const { locate } = await readDocument(file, entry.origin.document);
  const template = readTemplate(document, languages, locate);
  return {
    template,
    document,
    folder: path.dirname(file),
    ...(commit !== undefined && { commit }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

/**
 * A catalog entry's template as it was at another commit.
 * @param document as it was then
 * @throws Refusal where the repository can't be read, or has that commit no more
 */
export async function templateAt(
  entry: DirectoryEntry,
  document: JsonObject,
  commit: string,
  { catalog, languages }: Reading,
): Promise<TemplateAtHand> {
  const template = readTemplate(document, languages);
  const { folder } = await catalog.checkOut(entry, filesOf(template), commit);
  return { template, document, folder: path.dirname(path.resolve(folder, entry.origin.file)), commit };
}

/**
 * The fingerprint of the files that a template had at another commit; undefined where its source is no repository.
 * @throws Refusal where the repository can't be read, or has that commit no more
 */
export async function fingerprintAt(
  entry: DirectoryEntry,
  commit: string,
  { catalog, languages }: Reading,
): Promise<string | undefined> {
  return (await catalog.checkOut(entry, filesOf(templateOf(entry, { languages })), commit)).fingerprint;
}

/**
 * What the steps of a template may read beside it: its own folder, and what their `url`s name. Where values of the form
 * are in one of these, it may be anything of the repository.
 */
function filesOf({ steps }: Template): readonly string[] {
  const urls = steps
    .flatMap(({ input }) => textOf(input['url']) ?? [])
    .filter((url) => !/^[a-z][a-z0-9+.-]*:/i.test(url));
  return ['.', ...urls.map((url) => (url.includes('${{') ? '/' : url))];
}

/**
 * The first template in a file, with what `$yaml`, `$json` and `$text` stand for in it.
 * @param file absolute
 * @throws Refusal where there is none, it is not well-formed, or a file that it names can't be read
 */
export async function readTemplateFile(file: string, languages: TemplateLanguages): Promise<TemplateAtHand> {
  const { document: stated, locate } = await readDocument(file, 0);
  const { value, failures } = await includeFiles(file, stated);
  const [failure] = failures;
  if (failure) {
    throw new Refusal(`${locate(failure.placeholder.path)}: ${failure.message}`, {
      code: 'invalid-template',
      hint: 'Correct the file, or the one that it names.',
    });
  }
  const document = isJsonObject(value) ? value : stated;
  return { template: readTemplate(document, languages, locate), document, folder: path.dirname(file) };
}

/**
 * A document with what `$yaml`, `$json` and `$text` stand for in it.
 * @param file that it is in, absolute
 */
export function includeFiles(file: string, document: Json): Promise<LoadedDocument> {
  const tree = createFolderTree({ patterns: [file], root: () => repositoryOf(path.dirname(file)) });
  return loadPlaceholders((target) => tree.include(file, target), document);
}

function documentOf({ ref, entity }: DirectoryEntry): JsonObject {
  const document = toJson(entity);
  if (!isJsonObject(document)) throw new Error(`the entity ${ref} is not an object`);
  return document;
}

async function readDocument(file: string, index: number): Promise<{ document: JsonObject; locate: Locate }> {
  const shown = path.join(path.basename(path.dirname(file)), path.basename(file));
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal(
      `The template's file ${shown} can not be read.`,
      { code: 'no-template-file', hint: 'Look whether the file is there.' },
      { cause: error },
    );
  });
  const found = readYaml(text)[index];
  const [problem] = found?.problems ?? [];
  if (found && isJsonObject(found.value)) {
    const locate: Locate = (where) => {
      const { line, column } = found.positionOf(where);
      return `${shown}:${line}:${column}`;
    };
    return { document: found.value, locate };
  }
  const reason = problem
    ? `${shown}:${problem.line}:${problem.column}: ${problem.message}`
    : `${shown} holds no template`;
  throw new Refusal(`${reason}.`, { code: 'invalid-template', hint: 'Correct the file.' });
}
