import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import type { ValidatedRow } from '#callboard/catalog/validate-files.ts';
import type { JsonObject } from '../action.ts';
import { includeFiles } from '../find-template.ts';
import { textOf } from '../json-object.ts';
import { checkTemplateDocument, readTemplate, type Template } from '../template.ts';
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

/** The template of a document, and what is wrong with the document; undefined where no template can be made of it. */
export async function readDocument(
  { file, absolute, value, row }: DocumentToCheck,
  { inTemplate }: FindingPlaces,
  languages: TemplateLanguages,
): Promise<{ readonly template: Template | undefined; readonly findings: readonly TemplateFinding[] }> {
  const ofCatalog = row.problems.map(({ line, column, message }): TemplateFinding => {
    return { level: row.valid ? 'warning' : 'error', file, line, column, message: sentence(message) };
  });
  const { value: whole, failures } = await includeFiles(absolute, value);
  const absent = failures.map(({ placeholder, message }): TemplateFinding => {
    const told = `${message} Its steps and skeletons were not checked.`;
    return { ...inTemplate(placeholder.path), level: 'warning', message: told };
  });
  if (absent.length > 0) return { template: undefined, findings: [...ofCatalog, ...absent] };
  const malformed = checkTemplateDocument(whole).map(({ path, message }): TemplateFinding => {
    return { ...inTemplate(path), level: 'error', message: sentence(`${formatPath(path)} ${message}`) };
  });
  // What the catalog tells of a place, it tells better.
  const isTold = ({ line, column }: TemplateFinding) =>
    ofCatalog.some((known) => known.line === line && known.column === column);
  const findings = [...ofCatalog, ...malformed.filter((finding) => !isTold(finding))];
  const isTemplate = malformed.length === 0 && languages.engineOf(textOf(value['apiVersion']) ?? '') !== undefined;
  return { template: isTemplate && isJsonObject(whole) ? readTemplate(whole, languages) : undefined, findings };
}
