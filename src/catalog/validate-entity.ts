import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Position, YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import { editDistance } from '#callboard/core/text/edit-distance.ts';
import { checkFormats } from './check-formats.ts';
import { formatEntityRef, parseEntityRef } from './entity-ref.ts';
import type { Entity } from './entity.ts';
import { explainStructure } from './explain-structure.ts';
import type { Finding } from './finding.ts';
import type { KindRules } from './kind-rules.ts';
import type { Kinds } from './kinds.ts';
import type { Problem } from './problem.ts';
import { referencesOf } from './references.ts';

/** What a document came to. A valid one may have problems too: refs that nothing can be made of. */
export type ValidatedDocument =
  | {
      readonly valid: true;
      readonly ref: string;
      readonly owner?: string;
      readonly entity: Entity;
      readonly problems: readonly Problem[];
    }
  | { readonly valid: false; readonly ref: string | undefined; readonly problems: readonly Problem[] };

/** Whoever has mended that many sees the next ones. */
const maximumProblems = 100;
/** To find the first ones, not all of a document that is wrong throughout are looked up in its text. */
const maximumLocated = 1000;

/**
 * Checks one document against the rules of its kind.
 * @param value the document's value, its placeholders replaced; undefined where it is not well-formed
 * @param ignoredPaths places whose content is not known, such as placeholders that were not read
 * @returns the entity, or the problems of the document by their place in the file: all of them, or the first 100
 */
export function validateEntity(
  file: string,
  document: Pick<YamlDocument, 'index' | 'problems' | 'positionOf' | 'keyPositionOf'>,
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
  const locate = ({ path, isAboutKey, message }: Finding): Problem =>
    at(isAboutKey ? document.keyPositionOf(path) : document.positionOf(path), formatPath(path), message);
  if (value === undefined) {
    const problems = document.problems.map((problem) =>
      at(problem, '', `This is not well-formed YAML: ${withoutEnd(problem.message)}.`),
    );
    return { valid: false, ref: undefined, problems };
  }
  const problems = findProblems(value, kinds)
    .filter(({ path }) => !ignoredPaths.some((ignored) => ignored.every((part, index) => path[index] === part)))
    .slice(0, maximumLocated)
    .map(locate)
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, maximumProblems);
  if (problems.length > 0 || ref === undefined || !isEntity(value, problems)) return { valid: false, ref, problems };
  return {
    valid: true,
    ref,
    ...(owner !== undefined && { owner }),
    entity: value,
    problems: findUnreadableRefs(value).map(locate),
  };
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
  const { kind, apiVersion } = value;
  const rules = typeof kind === 'string' ? kinds.rulesOf(kind) : undefined;
  const meant = rules ?? (typeof kind === 'string' ? nearestKind(kind, kinds) : undefined);
  const structure = explainStructure(kinds.checkOf(meant)(value), value, meant);
  const unknown = rules ? findUnknownVersion(apiVersion, rules) : findUnknownKind(kind, meant, kinds);
  return [...unknown, ...structure, ...checkFormats(value)];
}

function findUnknownKind(kind: Json | undefined, meant: KindRules | undefined, { all }: Kinds): readonly Finding[] {
  if (typeof kind !== 'string' || kind === '') return [];
  const advice = meant
    ? `write ${meant.kind}`
    : `the kinds are ${all.map((known) => known.kind).join(', ')}; a plugin can add others`;
  return [{ path: ['kind'], message: `The kind ${quoted(kind)} is not known here: ${advice}` }];
}

/** The kind that a misspelt one is checked as, so that all its problems are told at once. */
function nearestKind(kind: string, { all }: Kinds): KindRules | undefined {
  const limit = kind.length < shortKind ? 1 : 2;
  return all.find((known) => Number.isFinite(editDistance(known.kind.toLowerCase(), kind.toLowerCase(), limit)));
}

/** A short word differs from many by two letters. */
const shortKind = 6;

function findUnknownVersion(version: Json | undefined, { kind, apiVersions }: KindRules): readonly Finding[] {
  if (typeof version !== 'string' || version === '' || apiVersions.includes(version)) return [];
  const message = `The apiVersion ${quoted(version)} is not known for a ${kind}: write ${apiVersions.join(' or ')}`;
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

const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
