import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Json } from '../storage/records.ts';
import { tooDeep, tooManyAliases } from './explain-yaml-error.ts';
import { findFaults, findWrongAliases, maximumAliasCount } from './find-faults.ts';

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
  /** The same, but a scalar too by its key. */
  readonly keyPositionOf: (path: readonly (string | number)[]) => Position;
}

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
    keyPositionOf: () => position,
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
  const keyPositionOf = (path: readonly (string | number)[]) => at(offsetOf(document, path, 'key'));
  const places = { positionOf, keyPositionOf };
  const problems = onePerLine(findFaults(document, text).map(({ offset, message }) => ({ ...at(offset), message })));
  if (problems.length > 0) return { index, value: undefined, problems, ...places };
  try {
    const aliases = text.includes('*') ? findWrongAliases(document) : [];
    if (aliases.length > 0) {
      const told = onePerLine(aliases.map(({ offset, message }) => ({ ...at(offset), message })));
      return { index, value: undefined, problems: told, ...places };
    }
    // What `yaml` builds from a document is what JSON can hold, once the core schema alone is used.
    const value: Json = document.toJS({ maxAliasCount: maximumAliasCount });
    return { index, value, problems, ...places };
  } catch (error) {
    // A ReferenceError is the library's limit of aliases: any other reason for one has been found before.
    const message =
      error instanceof RangeError ? tooDeep : error instanceof ReferenceError ? tooManyAliases : String(error);
    return { index, value: undefined, problems: [{ ...positionOf([]), message }], ...places };
  }
}

/** What comes after the first error of a line follows from it. */
function onePerLine(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const byLine = new Map(problems.toReversed().map((problem) => [problem.line, problem]));
  return [...byLine.values()].toReversed().slice(0, maximumProblems);
}

function offsetOf(
  document: Document.Parsed,
  path: readonly (string | number)[],
  shownBy: 'key' | 'value' = 'value',
): number {
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
      const hasText = shownBy === 'value' && isScalar(node) && node.range && node.range[0] < node.range[1];
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
