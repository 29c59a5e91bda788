import { editDistance } from '#callboard/core/text/edit-distance.ts';
import type { NameWords } from './name-words.ts';

/**
 * How alike two words are, from 0 to 1. One wrong letter in four is taken for a typing error, at most three; below four
 * letters none is, a wrong first letter counts twice, and numbers are never misspelt.
 */
function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  const allowed = Math.min(Math.floor(longer / 4), 3);
  if (allowed === 0 || digitsOf(a) !== digitsOf(b)) return 0;
  const isFirstSwapped = a[0] === b[1] && a[1] === b[0];
  const distance = editDistance(a, b, allowed) + (a[0] === b[0] || isFirstSwapped ? 0 : 1);
  return distance > allowed ? 0 : 1 - distance / longer;
}

/**
 * How well a name or title fits what was typed, from 0 to 1: 1 is the same text. The whole is compared, and word by
 * word: a name with further words fits less, and one that lacks a typed word much less.
 */
export function scoreName(typed: NameWords, name: NameWords): number {
  const whole = wordLikeness(typed.squeezed, name.squeezed);
  return whole === 1 ? 1 : Math.max(whole, scoreWords(typed.words, name.words) * 0.95);
}

function scoreWords(typed: readonly string[], name: readonly string[]): number {
  let fit = 0;
  let matchedLength = 0;
  let usedLength = 0;
  let isWhole = true;
  const left = [...name];
  for (const word of typed) {
    const likenesses = left.map((other) => Math.max(wordLikeness(word, other), beginningLikeness(word, other)));
    const best = Math.max(0, ...likenesses);
    if (best === 0) {
      isWhole = false;
      continue;
    }
    const [used = ''] = left.splice(likenesses.indexOf(best), 1);
    fit += best * word.length;
    matchedLength += word.length;
    usedLength += used.length;
  }
  if (matchedLength === 0) return 0;
  const likeness = fit / matchedLength;
  const covered = usedLength / name.reduce((sum, word) => sum + word.length, 0);
  return isWhole ? likeness * (0.8 + 0.2 * covered) : likeness * covered * nearAtBest;
}

/** A name that lacks one of the typed words is not what was meant, though it may be near. */
const nearAtBest = 0.6;

/** The beginning of a word, of three letters or more, as people abbreviate and type ahead. */
function beginningLikeness(typed: string, word: string): number {
  return typed.length >= 3 && word.startsWith(typed) ? 0.75 + 0.25 * (typed.length / word.length) : 0;
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
