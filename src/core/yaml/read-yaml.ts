import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Json } from '../storage/records.ts';
import { explainYamlError, keyTwice, tooDeep, unknownAlias } from './explain-yaml-error.ts';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a YAML text itself, and where. */
export interface YamlProblem extends Position {
  readonly message: string;
}

/** One document of a YAML text. */
export interface YamlDocument {
  /** Counted from 0 over the documents of the text; an empty one is left out and not counted. */
  readonly index: number;
  /** Undefined where the document is not well-formed. */
  readonly value: Json | undefined;
  readonly problems: readonly YamlProblem[];
  /**
   * Where the value at a path stands: a scalar itself, anything else by its key; where there is none, its nearest
   * parent that is there.
   */
  readonly positionOf: (path: readonly (string | number)[]) => Position;
}

/** Aliases that one document may resolve to: enough for real files, too few for an alias bomb. */
const maximumAliasCount = 100;

/** Far more than people write into one text; what a text costs, and what is told of it, stays bounded. */
const maximumDocuments = 10_000;
/** Whoever has mended that many sees the next ones. */
const maximumProblems = 100;

/**
 * Parses a text of any number of YAML documents, YAML 1.2, merge keys off as Backstage has them.
 * It never throws: what is wrong with a document is among its problems, and its neighbours stand. Of more than 10,000
 * documents the first are read, and one more says that the others are not; a document tells its first 100 problems.
 */
export function readYaml(text: string): readonly YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: false,
    // Its own check compares every key with every other: a text of a megabyte would take half a minute.
    uniqueKeys: false,
    keepSourceTokens: false,
    logLevel: 'error',
  });
  const filled = Array.isArray(documents) ? documents.filter((document) => !isEmpty(document)) : [];
  const read = filled.slice(0, maximumDocuments).map((document, index) => readDocument(document, index, text, lines));
  const [first] = filled.slice(maximumDocuments);
  return first ? [...read, unreadDocuments(first, filled.length, lines)] : read;
}

/** Stands for the documents beyond those that are read. */
function unreadDocuments(first: Document.Parsed, count: number, lines: LineCounter): YamlDocument {
  const position = positionAt(lines, first.range[0]);
  const message = `This text has ${count} documents, and at most ${maximumDocuments} are read: split it.`;
  return {
    index: maximumDocuments,
    value: undefined,
    problems: [{ ...position, message }],
    positionOf: () => position,
  };
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function isEmpty(document: Document.Parsed): boolean {
  const contents = document.contents;
  return document.errors.length === 0 && (contents === null || (isScalar(contents) && contents.source === ''));
}

function readDocument(document: Document.Parsed, index: number, text: string, lines: LineCounter): YamlDocument {
  const at = (offset: number): Position => positionAt(lines, offset);
  const positionOf = (path: readonly (string | number)[]) => at(offsetOf(document, path));
  const errors = document.errors.map((error) => ({ offset: error.pos[0], message: explainYamlError(error) }));
  const doubles = keysGivenTwice(document).map((offset) => ({ offset, message: keyTwice(text, offset) }));
  const problems = onePerLine(
    [...errors, ...doubles]
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, message }) => ({ ...at(offset), message })),
  );
  if (problems.length > 0) return { index, value: undefined, problems, positionOf };
  try {
    // What `yaml` builds from a document is what JSON can hold, once the core schema alone is used.
    const value: Json = document.toJS({ maxAliasCount: maximumAliasCount });
    return { index, value, problems, positionOf };
  } catch (error) {
    const unknown = aliasesWithoutAnchor(document).map((offset) => ({ ...at(offset), message: unknownAlias }));
    if (unknown.length > 0) return { index, value: undefined, problems: onePerLine(unknown), positionOf };
    const message = error instanceof RangeError ? tooDeep : error instanceof Error ? error.message : String(error);
    return { index, value: undefined, problems: [{ ...positionOf([]), message }], positionOf };
  }
}

/** What comes after the first error of a line follows from it. */
function onePerLine(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const byLine = new Map(problems.toReversed().map((problem) => [problem.line, problem]));
  return [...byLine.values()].toReversed().slice(0, maximumProblems);
}

/** The offsets of keys that stand in their mapping already. Without recursion: a text may nest as deep as it is long. */
function keysGivenTwice({ contents }: Document.Parsed): readonly number[] {
  const offsets: number[] = [];
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isSeq(node)) for (const item of node.items) waiting.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      waiting.push(value, key);
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
      seen.add(key.value);
    }
  }
  return offsets;
}

/** The offsets of aliases that stand for nothing. */
function aliasesWithoutAnchor(document: Document.Parsed): readonly number[] {
  const anchors = new Set<string>();
  const offsets: number[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) && !anchors.has(node.source)) offsets.push(node.range?.[0] ?? 0);
      if (!isAlias(node) && node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return offsets;
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = document.range[0];
  if (isNode(node) && node.range) offset = node.range[0];
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair) return offset;
      node = pair.value;
      // A scalar is pointed at itself; a nested value, or one that is left empty, by its key.
      const hasText = isScalar(node) && node.range && node.range[0] < node.range[1];
      const shown = hasText ? node : pair.key;
      if (isNode(shown) && shown.range) offset = shown.range[0];
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      if (!isNode(item) || !item.range) return offset;
      node = item;
      offset = item.range[0];
    } else {
      return offset;
    }
  }
  return offset;
}
