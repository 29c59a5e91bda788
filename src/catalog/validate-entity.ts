import { formatPath, type SchemaProblem } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Position, YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import { checkFormats } from './check-formats.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import type { Entity } from './entity.ts';
import type { KindRules } from './kind-rules.ts';
import { adviceFor, type Kinds } from './kinds.ts';
import type { Problem } from './problem.ts';
import { referencesOf } from './references.ts';

/** What a document came to. A valid one may have problems too: refs that nothing can be made of. */
export type ValidatedDocument =
  | { readonly valid: true; readonly ref: string; readonly entity: Entity; readonly problems: readonly Problem[] }
  | { readonly valid: false; readonly ref: string | undefined; readonly problems: readonly Problem[] };

/** What is wrong at a path of a document, as a whole message. */
interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Checks one document against the rules of its kind.
 * @param value the document's value, its placeholders replaced; undefined where it is not well-formed
 * @param ignoredPaths places whose content is not known, such as placeholders that were not read
 * @returns the entity, or every problem of the document by its place in the file
 */
export function validateEntity(
  file: string,
  document: Pick<YamlDocument, 'index' | 'problems' | 'positionOf'>,
  value: Json | undefined,
  kinds: Kinds,
  ignoredPaths: readonly (readonly (string | number)[])[] = [],
): ValidatedDocument {
  const ref = readRef(value);
  const owner = readOwner(value);
  const at = (position: Position, path: string, message: string): Problem => ({
    file,
    document: document.index,
    line: position.line,
    column: position.column,
    path,
    ...(ref !== undefined && { ref }),
    ...(owner !== undefined && { owner }),
    message,
  });
  const locate = ({ path, message }: Finding): Problem => at(document.positionOf(path), formatPath(path), message);
  if (value === undefined) {
    const problems = document.problems.map((problem) =>
      at(problem, '', `This is not well-formed YAML: ${withoutEnd(problem.message)}.`),
    );
    return { valid: false, ref: undefined, problems };
  }
  const problems = findProblems(value, kinds)
    .filter(({ path }) => !ignoredPaths.some((ignored) => ignored.every((part, index) => path[index] === part)))
    .map(locate)
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length > 0 || ref === undefined || !isEntity(value, problems)) return { valid: false, ref, problems };
  return { valid: true, ref, entity: value, problems: findUnreadableRefs(value).map(locate) };
}

/** The ref of an entity, in lower case. */
export function refOf(entity: Entity): string {
  const { name, namespace = 'default' } = entity.metadata;
  return formatEntityRef({ kind: entity.kind, namespace, name });
}

/** The schema of its kind has checked the value: without problems it is an entity. */
function isEntity(value: Json, problems: readonly Problem[]): value is Json & Entity {
  return isJsonObject(value) && problems.length === 0;
}

/** The ref that a document claims, as far as it says so, valid or not. */
function readRef(value: Json | undefined): string | undefined {
  if (!isJsonObject(value) || typeof value['kind'] !== 'string' || !isJsonObject(value['metadata'])) return undefined;
  const { name, namespace } = value['metadata'];
  if (typeof name !== 'string') return undefined;
  const ref = { kind: value['kind'], namespace: typeof namespace === 'string' ? namespace : 'default', name };
  const text = formatEntityRef(ref);
  return parseEntityRef(text) === undefined ? undefined : text;
}

/** Who owns what a document describes, as far as it says so, valid or not: a group or a user answers for itself. */
function readOwner(value: Json | undefined): string | undefined {
  const ref = readRef(value);
  if (ref !== undefined && /^(?:group|user):/.test(ref)) return ref;
  const spec = isJsonObject(value) ? value['spec'] : undefined;
  const text = isJsonObject(spec) ? spec['owner'] : undefined;
  const owner = typeof text === 'string' ? parseEntityRef(text, { kind: 'group' }) : undefined;
  return owner && formatEntityRef(owner);
}

function findProblems(value: Json, kinds: Kinds): readonly Finding[] {
  if (!isJsonObject(value)) {
    return [{ path: [], message: 'This document is not an entity: it must have apiVersion, kind, metadata and spec.' }];
  }
  const rules = typeof value['kind'] === 'string' ? kinds.rulesOf(value['kind']) : undefined;
  const structure = kinds
    .checkOf(rules)(value)
    .filter(({ keyword }) => keyword !== 'if')
    .map((problem) => describe(problem, rules));
  const formats = checkFormats(value).map(({ path, message }) => ({
    path,
    message: `${formatPath(path)}: ${message}.`,
  }));
  return [...structure, ...formats, ...findUnknownKind(value, rules, kinds)];
}

function describe({ path, keyword, message }: SchemaProblem, rules: KindRules | undefined): Finding {
  const field = formatPath(path);
  if (keyword === 'additionalProperties' && path.length === 1) {
    return { path, message: `${field} is not a field of an entity: move it below spec or metadata, or take it out.` };
  }
  const advice = adviceFor(path.filter((part) => typeof part === 'string').join('.'), rules);
  const sentence = `${field || 'This document'} ${message}`;
  return { path, message: advice === undefined ? `${sentence}.` : `${sentence}: ${advice}` };
}

function findUnknownKind(
  value: { readonly [key: string]: Json },
  rules: KindRules | undefined,
  { all }: Kinds,
): readonly Finding[] {
  const { kind, apiVersion } = value;
  if (typeof kind !== 'string' || kind === '') return [];
  if (rules === undefined) {
    const meant = all.find((known) => known.kind.toLowerCase() === kind.toLowerCase());
    const advice = meant ? `write ${meant.kind}` : `the kinds are ${all.map((known) => known.kind).join(', ')}`;
    return [{ path: ['kind'], message: `The kind ${kind} is not known here: ${advice}` }];
  }
  if (typeof apiVersion !== 'string' || apiVersion === '' || rules.apiVersions.includes(apiVersion)) return [];
  const message = `A ${kind} of apiVersion ${apiVersion} is not known here: write ${rules.apiVersions.join(' or ')}`;
  return [{ path: ['apiVersion'], message }];
}

function findUnreadableRefs(entity: Entity): readonly Finding[] {
  return referencesOf(entity.kind, entity.metadata.namespace ?? 'default', entity.spec)
    .filter(({ target }) => target === undefined)
    .map(({ path, text }) => {
      const field = formatPath(path);
      const message = /^[^:/\s]+(?:\/[^:/\s]+)?$/.test(text)
        ? `${field} names no kind: write ${JSON.stringify(`component:${text}`)} or ${JSON.stringify(`resource:${text}`)}`
        : `${field} is not a ref: ${JSON.stringify(text)} should read kind:namespace/name`;
      return { path, message };
    });
}

const withoutEnd = (sentence: string): string => sentence.replace(/[.\s]+$/, '');
