/** A text as it is compared: case, hyphens, dots, accents and the `'s` of a possessive do not count. */
export interface NameWords {
  readonly words: readonly string[];
  /** The words run together. */
  readonly squeezed: string;
}

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['đ', 'd'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);

/** Reads a name or title; `PaymentsAPI`, `payments-api` and `Payments API` come out with the same squeezed text. */
export function nameWords(text: string): NameWords {
  const words = wordsOf(text);
  return { words, squeezed: words.join('') };
}

/** The words of a text, in plain small letters: `Zürich-SortingHall` has `zurich`, `sorting` and `hall`. */
export function wordsOf(text: string): readonly string[] {
  // Most texts are ASCII, and the whole catalog is read word by word at the first question.
  if (isAscii.test(text)) return splitCase(text, possessive, humps).toLowerCase().match(asciiWord) ?? [];
  const plain = splitCase(text, possessiveOfAny, humpsOfAny)
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain.replaceAll(/[øđłıßæœ]/g, (letter) => plainLetters.get(letter) ?? letter).match(anyWord) ?? [];
}

// oxlint-disable-next-line no-control-regex
const isAscii = /^[\u0000-\u007f]*$/;
const asciiWord = /[a-z0-9]+/g;
const anyWord = /[\p{Letter}\p{Number}]+/gu;
const possessive = /(?<=[A-Za-z])'s(?![A-Za-z])/g;
const possessiveOfAny = /(?<=\p{Letter}\p{Mark}*)['’]s(?!\p{Letter})/gu;
const humps = /([a-z])(?=[A-Z])/g;
const humpsOfAny = /(\p{Ll}\p{Mark}*)(?=\p{Lu})/gu;

const splitCase = (text: string, possessive: RegExp, humps: RegExp): string => {
  const own = text.includes("'") || text.includes('’') ? text.replaceAll(possessive, '') : text;
  return own.replaceAll(humps, '$1 ');
};

/** A word without the ending of its plural, so that one finds the other. */
export function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s')) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(?:ss|us)$/.test(word) ? word : word.slice(0, -1);
}
