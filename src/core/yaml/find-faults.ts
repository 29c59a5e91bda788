import { type Document, isAlias, isMap, isScalar, isSeq, type Node, visit, type YAMLParseError } from 'yaml';
import {
  aliasOfItself,
  conflict,
  conflictOffsets,
  explainYamlError,
  keyTwice,
  tooManyAliases,
  unknownAlias,
} from './explain-yaml-error.ts';

/** What is wrong at an offset of a text. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

/**
 * Aliases that one document may have, and may resolve to: enough for real files, too few for an alias bomb. The library
 * goes over the whole document for each.
 */
export const maximumAliasCount = 100;

/** What keeps a document from being well-formed, by its place in the text. */
export function findFaults(document: Document.Parsed, text: string): readonly YamlFault[] {
  const doubles = keysGivenTwice(document).map((offset) => ({ offset, message: keyTwice(text, offset) }));
  return [...parserFaults(document, text), ...doubles].toSorted((a, b) => a.offset - b.offset);
}

/** What the parser found; where a conflict is left in the text, that alone, since the rest follows from it. */
function parserFaults({ errors, range }: Document.Parsed, text: string): readonly YamlFault[] {
  if (errors.length === 0) return [];
  const [start, , end] = range;
  const conflicts = conflictOffsets(text.slice(start, end)).map((offset) => ({
    offset: start + offset,
    message: conflict,
  }));
  return conflicts.length > 0
    ? conflicts
    : errors.filter((error) => !isEcho(error, errors)).map((error) => explainYamlError(error, text));
}

/** A mapping that cannot begin at a place is told there, and a second time as a key of several lines. */
const isEcho = ({ code, pos }: YAMLParseError, all: readonly YAMLParseError[]): boolean =>
  code === 'MULTILINE_IMPLICIT_KEY' &&
  all.some((other) => other.code === 'BLOCK_AS_IMPLICIT_KEY' && other.pos[0] === pos[0]);

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

/**
 * The aliases that stand for nothing or within what they stand for, and the first of too many.
 * @throws RangeError where the document nests too deep
 */
export function findWrongAliases(document: Document.Parsed): readonly YamlFault[] {
  const anchors = new Map<string, Node>();
  const wrong: YamlFault[] = [];
  let count = 0;
  visit(document, {
    Node: (_, node, parents) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      count += 1;
      if (count > maximumAliasCount) {
        wrong.push({ offset: node.range?.[0] ?? 0, message: tooManyAliases });
        return visit.BREAK;
      }
      const meant = anchors.get(node.source);
      const message = meant === undefined ? unknownAlias : parents.includes(meant) ? aliasOfItself : undefined;
      if (message !== undefined) wrong.push({ offset: node.range?.[0] ?? 0, message });
      return undefined;
    },
  });
  return wrong;
}
