import { type Document, isMap, isSeq, parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../storage/json.ts';
import type { Json } from '../storage/records.ts';

export interface YamlMerge {
  readonly content: JsonObject;
  /** Lists are joined, each item once; one takes the place of the other otherwise. */
  readonly joinsLists: boolean;
  /** Whether a document is the one that is meant, by its value. */
  readonly isMeant: (document: Json) => boolean;
}

/** Puts values into the documents of a well-formed YAML text that are meant; comments and all the rest stay. */
export function mergeYaml(text: string, { content, joinsLists, isMeant }: YamlMerge): string {
  const parsed = parseAllDocuments(text);
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
  for (const document of documents) {
    const value: Json = document.toJSON();
    if (isMeant(value)) mergeInto(document, [], content, joinsLists);
  }
  // Each but the first begins with its own marker.
  return documents.map(String).join('');
}

function mergeInto(document: Document, path: readonly string[], content: JsonObject, joinsLists: boolean): void {
  for (const [key, value] of Object.entries(content)) {
    const at = [...path, key];
    const there = document.getIn(at, true);
    if (isMap(there) && isJsonObject(value)) mergeInto(document, at, value, joinsLists);
    else if (joinsLists && isSeq(there) && Array.isArray(value)) {
      const known: readonly unknown[] = there.toJSON();
      for (const item of value) if (!known.includes(item)) document.addIn(at, item);
    } else document.setIn(at, document.createNode(value));
  }
}
