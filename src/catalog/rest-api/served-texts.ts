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

/** The text of an entity: what it says itself, and its relations as they were at a revision of the directory. */
interface KnownText {
  readonly document: string;
  readonly relations: string;
  readonly revision: number;
}

/** Texts of the directory's entities. What an entity says itself is made into text once, its relations once a revision. */
export function createServedTexts(directory: Directory): ServedTexts {
  const texts = new Map<DirectoryEntry, KnownText>();
  let characters = 0;

  const keep = (entry: DirectoryEntry, text: KnownText, known: KnownText | undefined): void => {
    // Put last, what is asked for is forgotten last.
    texts.delete(entry);
    texts.set(entry, text);
    characters += lengthOf(text) - (known ? lengthOf(known) : 0);
    for (const [oldest, old] of texts) {
      if (characters <= maximumCharacters) break;
      texts.delete(oldest);
      characters -= lengthOf(old);
    }
  };

  const wholeText = (entry: DirectoryEntry): KnownText => {
    const known = texts.get(entry);
    const revision = directory.revision();
    const isCurrent = known?.revision === revision;
    const text = isCurrent
      ? known
      : {
          document: known?.document ?? JSON.stringify(servedDocument(entry)).slice(0, -1),
          relations: JSON.stringify(servedRelations(entry, directory)),
          revision,
        };
    keep(entry, text, known);
    return text;
  };

  return {
    textOf: (entry, fields) => {
      if (fields.length === 0) {
        const { document, relations } = wholeText(entry);
        return `${document},"relations":${relations}}`;
      }
      const hasRelations = fields.some((field) => field === 'relations' || field.startsWith('relations.'));
      const relations = hasRelations ? { relations: servedRelations(entry, directory) } : {};
      return JSON.stringify(selectFields({ ...servedDocument(entry), ...relations }, fields));
    },
  };
}

const lengthOf = ({ document, relations }: KnownText): number => document.length + relations.length;
