import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Json } from '../storage/records.ts';
import { explainYamlError, unknownAlias } from './explain-yaml-error.ts';

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

/**
 * Parses a text of any number of YAML documents, YAML 1.2, merge keys off as Backstage has them.
 * It never throws: what is wrong with a document is among its problems, and its neighbours stand.
 */
export function readYaml(text: string): readonly YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: false,
    uniqueKeys: true,
    keepSourceTokens: false,
    logLevel: 'error',
  });
  const filled = Array.isArray(documents) ? documents.filter((document) => !isEmpty(document)) : [];
  return filled.map((document, index) => readDocument(document, index, text, lines));
}

function isEmpty(document: Document.Parsed): boolean {
  const contents = document.contents;
  return document.errors.length === 0 && (contents === null || (isScalar(contents) && contents.source === ''));
}

function readDocument(document: Document.Parsed, index: number, text: string, lines: LineCounter): YamlDocument {
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const positionOf = (path: readonly (string | number)[]) => at(offsetOf(document, path));
  const problems = onePerLine(
    document.errors.map((error) => ({ ...at(error.pos[0]), message: explainYamlError(error, text) })),
  );
  if (problems.length > 0) return { index, value: undefined, problems, positionOf };
  try {
    // What `yaml` builds from a document is what JSON can hold, once the core schema alone is used.
    const value: Json = document.toJS({ maxAliasCount: maximumAliasCount });
    return { index, value, problems, positionOf };
  } catch (error) {
    const unknown = aliasesWithoutAnchor(document).map((offset) => ({ ...at(offset), message: unknownAlias }));
    if (unknown.length > 0) return { index, value: undefined, problems: onePerLine(unknown), positionOf };
    const message = error instanceof Error ? error.message : String(error);
    return { index, value: undefined, problems: [{ ...positionOf([]), message }], positionOf };
  }
}

/** What comes after the first error of a line follows from it. */
const onePerLine = (problems: readonly YamlProblem[]): readonly YamlProblem[] =>
  problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);

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
