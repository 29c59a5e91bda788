import { formatPath, type SchemaProblem } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { editDistance } from '#callboard/core/text/edit-distance.ts';
import type { Finding } from './finding.ts';
import type { KindRules } from './kind-rules.ts';
import { adviceFor } from './kinds.ts';
import { envelope } from './schemas/envelope.ts';

type Path = readonly (string | number)[];

/**
 * What the schema of its kind finds wrong with a document, in words for whoever wrote it. A field that is missing while
 * one of nearly the same name stands there, or while it stands beside `spec`, is told once, at the field that is there.
 */
export function explainStructure(
  problems: readonly SchemaProblem[],
  document: Json,
  rules: KindRules | undefined,
): readonly Finding[] {
  const findings = problems.map((problem) => explain(problem, document, rules));
  const misplaced = new Set(findings.flatMap(({ instead }) => instead ?? []));
  return findings.filter(({ path, instead }) => instead !== undefined || !misplaced.has(formatPath(path)));
}

/** With what was written instead of a missing field. */
interface Explained extends Finding {
  readonly instead?: string;
}

function explain(problem: SchemaProblem, document: Json, rules: KindRules | undefined): Explained {
  const { path, keyword, message } = problem;
  const field = formatPath(path);
  if (keyword === 'additionalProperties' && path.length === 1) {
    return { path, isAboutKey: true, message: `${field} is not a field of an entity: ${placeFor(field, rules)}` };
  }
  const found = keyword === 'required' ? (findMisspelt(path, document) ?? findBeside(path, document)) : undefined;
  if (found) {
    const instead = formatPath(found);
    const mistake =
      found.length < path.length ? `stands outside ${path[0]} here: move it below` : `is written ${instead} here`;
    return { path: found, isAboutKey: true, instead, message: `${field} is missing: it ${mistake}` };
  }
  const value = valueAt(document, path);
  const advice = isUnquoted(problem, value) ? 'put it in quotes' : adviceOn(path, rules);
  const sentence = `${field || 'This document'} ${keyword === 'type' ? typeMessage(message, value, advice) : message}`;
  return { path, message: advice === undefined ? `${sentence}.` : `${sentence}: ${advice}` };
}

/** What to do about a field, or else about what it is a part of. */
function adviceOn(path: Path, rules: KindRules | undefined): string | undefined {
  const names = path.filter((part) => typeof part === 'string');
  const whole = names.length > 2 ? adviceFor(names.slice(0, 2).join('.'), rules) : undefined;
  return adviceFor(names.join('.'), rules) ?? whole;
}

/** Where a field that stands beside `spec` belongs. */
function placeFor(field: string, rules: KindRules | undefined): string {
  if (rules && fieldsOf(rules.spec).includes(field)) return 'move it below spec';
  if (fieldsOf(envelope.properties.metadata).includes(field)) return 'move it below metadata';
  return 'move it below spec or metadata, or take it out';
}

function fieldsOf(schema: object): readonly string[] {
  const properties: unknown = 'properties' in schema ? schema.properties : undefined;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** A short word differs from many by two letters. */
const shortWord = 6;

/** The field that stands beside a missing one under nearly its name. */
function findMisspelt(path: Path, document: Json): Path | undefined {
  const parent = valueAt(document, path.slice(0, -1));
  const name = String(path.at(-1)).toLowerCase();
  if (!isJsonObject(parent)) return undefined;
  const limit = name.length < shortWord ? 1 : 2;
  const key = Object.keys(parent).find((other) => Number.isFinite(editDistance(other.toLowerCase(), name, limit)));
  return key === undefined ? undefined : [...path.slice(0, -1), key];
}

/** The field that stands beside `spec` or `metadata`, and not below it. */
function findBeside([parent, field, ...more]: Path, document: Json): Path | undefined {
  const isBeside = parent !== undefined && field !== undefined && more.length === 0 && isJsonObject(document);
  return isBeside && Object.hasOwn(document, field) ? [field] : undefined;
}

function valueAt(document: Json, path: Path): Json | undefined {
  let value: Json | undefined = document;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = isJsonObject(value) ? value[part] : undefined;
  }
  return value;
}

/** YAML reads `1` and `true` as something else than text: in metadata that is nearly always what happened. */
const isUnquoted = ({ path, keyword, message }: SchemaProblem, value: Json | undefined): boolean =>
  keyword === 'type' &&
  path[0] === 'metadata' &&
  message === 'must be a string' &&
  (typeof value === 'number' || typeof value === 'boolean');

/** Why a value does not have its type: what it is instead. */
function typeMessage(message: string, value: Json | undefined, advice: string | undefined): string {
  if (value === null) return advice === undefined ? `is empty and ${message}` : 'is empty';
  return `${message}, not ${calledBy(value)}`;
}

function calledBy(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'a string' : 'an object';
}
