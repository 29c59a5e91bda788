import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import type { ValidatedRow } from '#callboard/catalog/validate-files.ts';
import type { JsonObject } from '../action.ts';
import { includeFiles } from '../find-template.ts';
import { checkTemplateDocument, readWhatCanBeRead, type Template } from '../template.ts';
import type { TemplateLanguages } from '../template-languages.ts';
import type { FindingPlaces } from './finding-places.ts';
import { sentence } from './sentence.ts';
import type { TemplateFinding } from './template-finding.ts';

/** A document that says that it is a template. */
export interface DocumentToCheck {
  /** Its file, as whoever checks it named it. */
  readonly file: string;
  readonly absolute: string;
  readonly document: YamlDocument;
  readonly value: JsonObject;
  /** What the catalog says of it. */
  readonly row: ValidatedRow;
}

/** What is read of a template's document. */
export interface ReadDocument {
  /** As far as it can be read; undefined where no template can be made of it. */
  readonly template: Template | undefined;
  /** The places where it is not well-formed. */
  readonly malformed: readonly Path[];
  readonly findings: readonly TemplateFinding[];
}

type Path = readonly (string | number)[];

/** Reads the template of a document, and what is wrong with the document. */
export async function readDocument(
  { file, absolute, value, row }: DocumentToCheck,
  { inTemplate }: FindingPlaces,
  languages: TemplateLanguages,
): Promise<ReadDocument> {
  const ofCatalog = row.problems.map(({ line, column, message }): TemplateFinding => {
    return { level: row.valid ? 'warning' : 'error', file, line, column, message: sentence(message) };
  });
  const { value: whole, failures } = await includeFiles(absolute, value);
  const absent = failures.map(({ placeholder, message }): TemplateFinding => {
    const told = `${message} Its steps and skeletons were not checked.`;
    return { ...inTemplate(placeholder.path), level: 'warning', message: told };
  });
  if (absent.length > 0) return { template: undefined, malformed: [], findings: [...ofCatalog, ...absent] };
  const problems = checkTemplateDocument(whole);
  const told = problems.map(({ path, message }): TemplateFinding => {
    return { ...inTemplate(path), level: 'error', message: sentence(`${formatPath(path)} ${message}`) };
  });
  // What the catalog tells of a place, it tells better.
  const isTold = ({ line, column }: TemplateFinding) =>
    ofCatalog.some((known) => known.line === line && known.column === column);
  return {
    template: isJsonObject(whole) ? readWhatCanBeRead(whole, languages) : undefined,
    malformed: problems.map(({ path }) => path),
    findings: [...ofCatalog, ...told.filter((finding) => !isTold(finding))],
  };
}
