import type { Directory, DirectoryEntry } from '../directory.ts';
import { selectFields } from './select-fields.ts';
import { servedDocument, servedRelations } from './served-entity.ts';

/** Entities as the JSON text that is sent. */
export interface ServedTexts {
  /** @param fields dotted paths of what is wanted; all where there are none */
  readonly textOf: (entry: DirectoryEntry, fields: readonly string[]) => string;
}

/** What is kept of the texts last asked for, in characters: some 16,000 entities. */
const maximumCharacters = 16_000_000;

/** Texts of the directory's entities. What an entity itself says is kept; its relations are others' to change. */
export function createServedTexts(directory: Directory): ServedTexts {
  const documents = new Map<DirectoryEntry, string>();
  let characters = 0;

  const documentText = (entry: DirectoryEntry): string => {
    const known = documents.get(entry);
    const text = known ?? JSON.stringify(servedDocument(entry));
    // Put last, what is asked for is forgotten last.
    documents.delete(entry);
    documents.set(entry, text);
    if (known === undefined) characters += text.length;
    for (const [oldest, { length }] of documents) {
      if (characters <= maximumCharacters) break;
      documents.delete(oldest);
      characters -= length;
    }
    return text;
  };

  return {
    textOf: (entry, fields) => {
      if (fields.length === 0) {
        return `${documentText(entry).slice(0, -1)},"relations":${JSON.stringify(servedRelations(entry, directory))}}`;
      }
      const hasRelations = fields.some((field) => field === 'relations' || field.startsWith('relations.'));
      const relations = hasRelations ? { relations: servedRelations(entry, directory) } : {};
      return JSON.stringify(selectFields({ ...servedDocument(entry), ...relations }, fields));
    },
  };
}
