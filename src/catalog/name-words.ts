/** A text as it is compared: case, hyphens, dots, accents and the `'s` of a possessive do not count. */
export interface NameWords {
  readonly words: readonly string[];
  /** The words run together. */
  readonly squeezed: string;
}

/** Reads a name or title; `PaymentsAPI`, `payments-api` and `Payments API` come out with the same squeezed text. */
export function nameWords(text: string): NameWords {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/(?<=\p{Letter})['’]s(?!\p{Letter})/gu, '')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  const words = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== '');
  return { words, squeezed: words.join('') };
}

/** Pieces of three letters of a squeezed text, its ends marked: what misspelt texts still share. */
export function trigramsOf(squeezed: string): ReadonlySet<string> {
  const marked = `^${squeezed}$`;
  const trigrams = new Set<string>();
  for (let start = 0; start + 3 <= marked.length; start += 1) trigrams.add(marked.slice(start, start + 3));
  return trigrams;
}

/** A word without the ending of its plural, so that one finds the other. */
export const singular = (word: string): string => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word);
