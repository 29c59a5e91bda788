import { hash } from 'node:crypto';
import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { readYaml, type YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import type { Entity, EntityOrigin } from './entity.ts';
import type { FileReading, LocationTarget, NamedEntity } from './file-reading.ts';
import { textsOf } from './json-values.ts';
import type { Kinds } from './kinds.ts';
import { type IncludedFile, loadPlaceholders } from './load-placeholders.ts';
import type { Problem } from './problem.ts';
import type { TreeFile } from './source-tree.ts';
import { validateEntity, type ValidatedDocument } from './validate-entity.ts';

/** A file that was read, with its entities by document. */
export interface FreshReading {
  readonly reading: FileReading;
  readonly entities: ReadonlyMap<number, Entity>;
  /** It came to nothing for a reason beside the text, such as a busy machine: the next time may bring another one. */
  readonly isPassing?: true;
}

/** Where a file lies. */
export type FilePlace = Pick<EntityOrigin, 'sourceId' | 'file' | 'viewUrl'>;

/**
 * Reads every document of a text. It never throws for what the text holds: that is among the problems.
 * @param include opens the file that a placeholder's target names
 */
export async function readFileText(
  place: FilePlace,
  text: string,
  include: (target: string) => Promise<TreeFile>,
  kinds: Kinds,
): Promise<FreshReading> {
  const entities = new Map<number, Entity>();
  const named: NamedEntity[] = [];
  const rejected: (string | null)[] = [];
  const problems: Problem[] = [];
  const targets: LocationTarget[] = [];
  const included: IncludedFile[] = [];
  const documents = readYaml(text);
  for (const document of documents) {
    const { validated, files } = await validate(place.file, document, include, kinds);
    included.push(...files);
    problems.push(...validated.problems);
    if (!validated.valid) {
      rejected.push(validated.ref ?? null);
      continue;
    }
    const { ref, owner, entity } = validated;
    entities.set(document.index, entity);
    const digest = digestOf(entity, { ...place, document: document.index });
    const position = document.positionOf(['metadata', 'name']);
    named.push({ ref, ...(owner !== undefined && { owner }), document: document.index, ...position, digest });
    targets.push(...targetsOf(document, entity));
  }
  return {
    reading: { documentCount: documents.length, entities: named, rejected, problems, targets, included },
    entities,
  };
}

/**
 * A file that could not be read at all.
 * @param failure a sentence without its subject and end
 * @param included the files that it names, as far as they were opened
 */
export function unreadFile(file: string, failure: string, included: readonly IncludedFile[] = []): FreshReading {
  const problems = [wholeFileProblem(file, `The file ${file} ${failure}.`)];
  const reading = { documentCount: 0, entities: [], rejected: [null], problems, targets: [], included };
  return { reading, entities: new Map() };
}

/** A problem that no line of a file is to blame for. */
export const wholeFileProblem = (file: string, message: string): Problem => ({
  file,
  document: 0,
  line: 1,
  column: 1,
  path: '',
  message,
});

function digestOf(entity: Entity, origin: EntityOrigin): string {
  return hash('sha256', JSON.stringify([entity, origin]), 'base64url');
}

async function validate(
  file: string,
  document: YamlDocument,
  include: (target: string) => Promise<TreeFile>,
  kinds: Kinds,
): Promise<{ readonly validated: ValidatedDocument; readonly files: readonly IncludedFile[] }> {
  if (document.value === undefined) return { validated: validateEntity(file, document, undefined, kinds), files: [] };
  const { value, included, failures } = await loadPlaceholders(include, document.value);
  const unread = failures.map(({ placeholder }) => placeholder.path);
  const validated = validateEntity(file, document, value, kinds, unread);
  if (failures.length === 0) return { validated, files: included };
  const problems = failures.map(({ placeholder, message }) => ({
    file,
    document: document.index,
    ...document.positionOf(placeholder.path),
    path: formatPath(placeholder.path),
    ...(validated.ref !== undefined && { ref: validated.ref }),
    message,
  }));
  return {
    validated: { valid: false, ref: validated.ref, problems: [...validated.problems, ...problems] },
    files: included,
  };
}

/** The files that a Location names; none for any other entity. */
function targetsOf(document: YamlDocument, entity: Entity): readonly LocationTarget[] {
  if (entity.kind !== 'Location') return [];
  const isOptional = entity.spec?.['presence'] === 'optional';
  return ['target', 'targets'].flatMap((field) =>
    textsOf(entity.spec?.[field]).map((target, index) => {
      const path = ['spec', field, ...(field === 'targets' ? [index] : [])];
      const place = { document: document.index, ...document.positionOf(path), path: formatPath(path) };
      return { target, isOptional, place };
    }),
  );
}
