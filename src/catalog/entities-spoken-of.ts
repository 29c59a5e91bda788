import type { Directory, DirectoryEntry } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { ownerOf, settleByOwner } from './owner.ts';

/** A message of more words is looked through as far as that. */
const maximumWords = 1000;
/** Names of more words are not looked for in a text. */
const longestName = 5;

/**
 * What a text speaks of. The surest way in which it names anything counts: an address of theirs, then names that are
 * no plain words (`payments-api`, a ref, words in backticks, several words), then plain ones. Nothing is guessed.
 * @returns each once, in the order of the text; of one name, or one address, with several things of one owner the one
 * that people ask about most; teams and people only where it speaks of nothing else
 */
export function entitiesSpokenOf(text: string, directory: Directory): readonly DirectoryEntry[] {
  const atAddresses = distinct(
    addressesIn(text).map((address) => atAddress(address, directory)),
    directory,
  );
  if (atAddresses.length > 0) return atAddresses;
  const named = namesIn(text.replaceAll(addressPattern, ' . '), directory);
  const sure = named.filter(({ isPlain }) => !isPlain);
  const entries = (sure.length > 0 ? sure : named).map((name) => name.entries);
  return distinct(entries, directory);
}

const addressPattern = /(?:https?:\/\/|ssh:\/\/|git@)[^\s<>"'`|)\]]+/gi;

const addressesIn = (text: string): readonly string[] =>
  (text.match(addressPattern) ?? []).map((address) => address.replace(/[.,:;!?]+$/, ''));

/** What an address leads to. That of a dashboard may go on with a title, which the catalog need not have. */
function atAddress(address: string, directory: Directory): readonly DirectoryEntry[] {
  for (const way of [address, address.replace(/[?#].*$/, '').replace(/\/[^/]*$/, '')]) {
    const resolution = directory.resolve(way, {});
    if (resolution.kind === 'one') return [resolution.entry];
    if (resolution.kind === 'several') return resolution.entries;
  }
  return [];
}

interface Named {
  readonly entries: readonly DirectoryEntry[];
  /** It is a word that may mean anything, such as `search`. */
  readonly isPlain: boolean;
}

/** What is called by words of the text, the longest names first. */
function namesIn(text: string, directory: Directory): readonly Named[] {
  const words = text.split(/\s+/).slice(0, maximumWords);
  const found: Named[] = [];
  for (let start = 0; start < words.length;) {
    const name = longestNameAt(words, start, directory);
    if (name) found.push(name.named);
    start += name?.length ?? 1;
  }
  return found;
}

function longestNameAt(words: readonly string[], start: number, directory: Directory) {
  for (let length = Math.min(longestName, words.length - start); length > 0; length -= 1) {
    const run = words.slice(start, start + length);
    // A name does not go beyond the end of a sentence.
    if (run.slice(0, -1).some((word) => /[.,:;!?]$/.test(word))) continue;
    const said = run.join(' ').replaceAll(/^[^\p{Letter}\p{Number}`]+|[^\p{Letter}\p{Number}`]+$/gu, '');
    const name = said.replaceAll('`', '');
    const entries = calledInText(name, directory);
    if (entries.length > 0) return { named: { entries, isPlain: isPlainWord(said) }, length };
  }
  return undefined;
}

function calledInText(name: string, directory: Directory): readonly DirectoryEntry[] {
  if (name.length < 2) return [];
  const entry = directory.get(name.toLowerCase());
  return entry ? [entry] : directory.called(name).filter(({ ref }) => kindOf(ref) !== 'location');
}

const isPlainWord = (said: string): boolean => /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(said);

function distinct(found: readonly (readonly DirectoryEntry[])[], directory: Directory): readonly DirectoryEntry[] {
  const entries = [...new Set(found.flatMap((each) => settleByOwner(each, directory)))];
  const others = entries.filter((entry) => ownerOf(entry, directory) !== entry.ref);
  return others.length > 0 ? others : entries;
}
