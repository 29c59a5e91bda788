import { wordLikeness } from './word-likeness.ts';

/** An entry by its number, and how well it fits, from 0 to 1. */
export interface InitialsMatch {
  readonly number: number;
  readonly score: number;
}

/** Labels by the first letters of their words: `payments-gateway` is found by `pg`, and by `pgw`. */
export interface Initials {
  readonly add: (number: number, label: readonly string[]) => void;
  /** @param labelsOf the labels of an entry, in words */
  readonly find: (
    typed: string,
    labelsOf: (number: number) => readonly (readonly string[])[],
  ) => readonly InitialsMatch[];
}

const leastLetters = 2;
const maximumLetters = 5;
/** What more labels than that have in common tells none of them. */
const maximumFound = 200;
/** Two letters may be anybody's. */
const sureLetters = 3;
const scores = { letters: 0.78, pieces: 0.74, fewLetters: 0.6 } as const;
/** How alike a piece and its word must be. */
const leastLikeness = 0.8;

/** No label yet. */
export function createInitials(): Initials {
  const byLetters = new Map<string, number[]>();
  return {
    add: (number, label) => {
      if (label.length < 2 || label.length > maximumLetters) return;
      const letters = initialsOf(label);
      const known = byLetters.get(letters);
      if (!known) byLetters.set(letters, [number]);
      // One more than is looked at says that there are too many.
      else if (known.length <= maximumFound && known.at(-1) !== number) known.push(number);
    },
    find: (typed, labelsOf) => {
      if (typed.length < leastLetters || typed.length > maximumLetters || /\d/.test(typed)) return [];
      const scores = new Map<number, number>();
      for (const pieces of piecesOf(typed)) {
        const known = byLetters.get(initialsOf(pieces)) ?? [];
        if (known.length > maximumFound) continue;
        for (const number of known) {
          const isMeant = labelsOf(number).some((label) => label.length === pieces.length && fits(pieces, label));
          if (isMeant) scores.set(number, Math.max(scores.get(number) ?? 0, scoreOf(typed, pieces)));
        }
      }
      return [...scores].map(([number, score]) => ({ number, score }));
    },
  };
}

const initialsOf = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');

const fits = (pieces: readonly string[], label: readonly string[]): boolean =>
  pieces.every((piece, index) => {
    const word = label[index] ?? '';
    return piece.length === 1 ? word.startsWith(piece) : wordLikeness(piece, word) >= leastLikeness;
  });

function scoreOf(typed: string, pieces: readonly string[]): number {
  if (typed.length < sureLetters) return scores.fewLetters;
  return pieces.length === typed.length ? scores.letters : scores.pieces;
}

/** All ways to cut a word into two pieces or more. */
function piecesOf(typed: string): readonly (readonly string[])[] {
  const cut = (rest: string): readonly (readonly string[])[] => [
    [rest],
    ...Array.from({ length: rest.length - 1 }, (_, index) => index + 1).flatMap((at) =>
      cut(rest.slice(at)).map((pieces) => [rest.slice(0, at), ...pieces]),
    ),
  ];
  return cut(typed).filter((pieces) => pieces.length > 1);
}
