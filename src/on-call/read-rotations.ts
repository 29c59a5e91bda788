import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { compileSchema, formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { readYaml, type YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import { isTimeZone, readMoment } from './local-time.ts';
import type { Override, Rotation } from './rotation.ts';
import { rotationsSchema } from './rotations-schema.ts';

/** What was read, and what was left out and why. */
export interface ReadRotations {
  readonly rotations: readonly Rotation[];
  readonly problems: readonly Problem[];
}

/** A rotation as written, its shape checked. */
interface WrittenRotation {
  readonly owner: string;
  readonly timeZone: string;
  readonly start: string;
  readonly handover: string;
  readonly length: string;
  readonly people: readonly string[];
  readonly overrides?: readonly { readonly person: string; readonly start: string; readonly end: string }[];
}

type Path = readonly (string | number)[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

const checkFile = compileSchema(rotationsSchema);
const checkRotation = compileSchema(rotationsSchema.properties.rotations.items);

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
  const written = listOfRotations(document.value);
  const rotations = written.flatMap((value, index) => {
    if (!isRotation(value)) return [];
    const { rotation, faults: found } = readRotation(value);
    faults.push(...found.map((fault) => ({ ...fault, path: ['rotations', index, ...fault.path] })));
    const path = ['rotations', index, 'owner'];
    const place = { file, document: document.index, ...document.positionOf(path), path: formatPath(path) };
    return rotation ? [{ ...rotation, origin: place }] : [];
  });
  return { rotations, problems: faults.map(problemAt) };
}

const listOfRotations = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'rotations' in value && Array.isArray(value.rotations)
    ? value.rotations
    : [];

const isRotation = (value: unknown): value is WrittenRotation => checkRotation(value).length === 0;

function readRotation(written: WrittenRotation): { rotation?: Omit<Rotation, 'origin'>; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const read = <Result>(path: Path, result: Result | undefined, message: string): Result | undefined => {
    if (result === undefined) faults.push({ path, message });
    return result;
  };
  const ownerRef = read(
    ['owner'],
    readRef(written.owner, 'group'),
    'must name a group, such as group:default/payments',
  );
  const timeZone = read(
    ['timeZone'],
    isTimeZone(written.timeZone) ? written.timeZone : undefined,
    'must be a time zone such as Europe/Berlin',
  );
  const handover = read(['handover'], readTime(written.handover), 'must be a time of day such as "09:00"');
  const start = read(['start'], readDate(written.start), 'must be a date such as 2026-01-05');
  const lengthDays = read(['length'], readLength(written.length), 'must be a length such as 1 day, 3 days or 2 weeks');
  const people = written.people.map((person, index) => read(['people', index], readRef(person, 'user'), notAUser));
  if (!ownerRef || !timeZone || !handover || !start || !lengthDays) return { faults };
  const overrides = (written.overrides ?? []).map((override, index): Override | undefined => {
    const path = ['overrides', index];
    const userRef = read([...path, 'person'], readRef(override.person, 'user'), notAUser);
    const from = read([...path, 'start'], readMoment(override.start, handover, timeZone), notAMoment);
    const end = read([...path, 'end'], readMoment(override.end, handover, timeZone), notAMoment);
    if (from && end && end <= from) faults.push({ path: [...path, 'end'], message: 'must be later than its start' });
    return userRef && from && end ? { userRef, start: from, end } : undefined;
  });
  if (faults.length > 0) return { faults };
  const rotation = { ownerRef, timeZone, handover, start, lengthDays };
  return { rotation: { ...rotation, people: people.filter(isThere), overrides: overrides.filter(isThere) }, faults };
}

const notAUser = 'must name a user, such as user:default/ada';
const notAMoment = 'must be a date or a local time, such as 2026-12-24 or "2026-12-24 18:00"';

const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined;

function readRef(text: string, kind: 'group' | 'user'): string | undefined {
  const ref = parseEntityRef(text, { kind });
  return ref?.kind.toLowerCase() === kind ? formatEntityRef(ref) : undefined;
}

const readTime = (text: string): string | undefined =>
  /^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? text.padStart(5, '0') : undefined;

const readDate = (text: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text) && readMoment(text, '00:00', 'UTC') ? text : undefined;

/** In days: a week is seven of the calendar's. */
function readLength(text: string): number | undefined {
  const match = /^([1-9]\d{0,2}) (day|week)s?$/.exec(text.trim());
  return match ? Number(match[1]) * (match[2] === 'week' ? 7 : 1) : undefined;
}
