import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { readYaml, type YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import { isTimeZone, readMoment } from './local-time.ts';
import type { Override, Rotation } from './rotation.ts';
import { rotationsSchema } from './rotations-schema.ts';

/** What was read, and what was left out and why. */
export interface ReadRotations {
  readonly rotations: readonly Rotation[];
  readonly problems: readonly Problem[];
}

type Path = readonly (string | number)[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

const checkFile = compileSchema(rotationsSchema);

/**
 * Reads a YAML text whose documents have `rotations`. Every problem is told; a rotation that has one is left out and
 * holds no other back.
 * @param file what problems name as their file
 */
export function readRotations(text: string, file: string): ReadRotations {
  const read = readYaml(text).map((document) => readDocument(document, file));
  return {
    rotations: read.flatMap(({ rotations }) => rotations),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readDocument(document: YamlDocument, file: string): ReadRotations {
  const problemAt = ({ path, message }: Fault): Problem => {
    const field = formatPath(path);
    const subject = field === '' ? 'The document' : field;
    return {
      file,
      document: document.index,
      ...document.positionOf(path),
      path: field,
      message: `${subject} ${message}.`,
    };
  };
  if (document.value === undefined) {
    const problems = document.problems.map((problem) => ({ file, document: document.index, path: '', ...problem }));
    return { rotations: [], problems };
  }
  const faults: Fault[] = checkFile(document.value).map(({ path, message }) => ({ path, message }));
  const rotations = listOf(document.value, 'rotations').flatMap((written, index) => {
    const { rotation, faults: found } = readRotation(written);
    faults.push(...found.map((fault) => ({ ...fault, path: ['rotations', index, ...fault.path] })));
    const path = ['rotations', index, 'owner'];
    const place = { file, document: document.index, ...document.positionOf(path), path: formatPath(path) };
    const isSound = !faults.some((fault) => fault.path[0] === 'rotations' && fault.path[1] === index);
    return rotation && isSound ? [{ ...rotation, origin: place }] : [];
  });
  const problems = faults.map(problemAt).toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { rotations, problems };
}

/**
 * Reads one rotation as far as it can be read: what has the wrong shape is told by the schema, and everything else is
 * looked at in spite of it.
 */
function readRotation(written: unknown): { rotation?: Omit<Rotation, 'origin'>; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const read = <Result>(
    path: Path,
    value: unknown,
    parse: (text: string) => Result | undefined,
    message: string,
  ): Result | undefined => {
    if (typeof value !== 'string' || value === '') return undefined;
    const result = parse(value);
    if (result === undefined) faults.push({ path, message });
    return result;
  };
  const field = <Result>(name: string, parse: (text: string) => Result | undefined, message: string) =>
    read([name], fieldOf(written, name), parse, message);
  const ownerRef = field('owner', readRefOf('group'), 'must name a group, such as group:default/payments');
  const timeZone = field('timeZone', readTimeZone, 'must be a time zone such as Europe/Berlin');
  const handover = field('handover', readTime, 'must be a time of day such as "09:00"');
  const start = field('start', readDate, 'must be a date such as 2026-01-05');
  const lengthDays = field('length', readLength, 'must be a length such as 1 day, 3 days or 2 weeks');
  const people = listOf(written, 'people').map((person, index) =>
    read(['people', index], person, readRefOf('user'), notAUser),
  );
  // An override is looked at even where what it depends on is broken, as if that were in order.
  const readTimeOf = (text: string) => readMoment(text, handover ?? '00:00', timeZone ?? 'UTC');
  const overrides = listOf(written, 'overrides').map((override, index): Override | undefined => {
    const path = ['overrides', index];
    const userRef = read([...path, 'person'], fieldOf(override, 'person'), readRefOf('user'), notAUser);
    const from = read([...path, 'start'], fieldOf(override, 'start'), readTimeOf, notAMoment);
    const end = read([...path, 'end'], fieldOf(override, 'end'), readTimeOf, notAMoment);
    if (from && end && end <= from) faults.push({ path: [...path, 'end'], message: 'must be later than its start' });
    return userRef && from && end ? { userRef, start: from, end } : undefined;
  });
  if (!ownerRef || !timeZone || !handover || !start || !lengthDays) return { faults };
  const rotation = { ownerRef, timeZone, handover, start, lengthDays };
  return { rotation: { ...rotation, people: people.filter(isThere), overrides: overrides.filter(isThere) }, faults };
}

/** A field of an object; undefined where there is no such field, or no object. */
function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

/** A list in an object; empty where there is none. */
function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

const notAUser = 'must name a user, such as user:default/ada';
const notAMoment = 'must be a date or a local time, such as 2026-12-24 or "2026-12-24 18:00"';

const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** Reads a ref whose kind need not be said. */
const readRefOf =
  (kind: 'group' | 'user') =>
  (text: string): string | undefined => {
    const ref = parseEntityRef(text, { kind });
    return ref?.kind.toLowerCase() === kind ? formatEntityRef(ref) : undefined;
  };

const readTimeZone = (text: string): string | undefined => (isTimeZone(text) ? text : undefined);

const readTime = (text: string): string | undefined =>
  /^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? text.padStart(5, '0') : undefined;

const readDate = (text: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text) && readMoment(text, '00:00', 'UTC') ? text : undefined;

/** In days: a week is seven of the calendar's. */
function readLength(text: string): number | undefined {
  const match = /^([1-9]\d{0,2}) (day|week)s?$/.exec(text.trim());
  return match ? Number(match[1]) * (match[2] === 'week' ? 7 : 1) : undefined;
}
