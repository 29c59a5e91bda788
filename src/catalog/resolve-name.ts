import type { Directory, DirectoryEntry, Match, Resolution, SearchFilter } from './directory.ts';
import { parseEntityRef } from './entity-ref.ts';
import { nameWords } from './name-words.ts';

/** What resolving asks of the directory. */
export interface NameIndex extends Pick<Directory, 'get' | 'search'> {
  /** Entries by the squeezed text of their name. */
  readonly named: (squeezed: string) => readonly DirectoryEntry[];
  /** Entries by the squeezed text of their title. */
  readonly titled: (squeezed: string) => readonly DirectoryEntry[];
}

/** A match below that is not taken for what was meant: it is offered. */
const sureScore = 0.7;
/** A match below that is not even offered. */
const nearScore = 0.4;
/** What is so close to the best match may have been meant as well. */
const closeness = 0.06;
const maximumOffered = 6;

/** Words that say the kind of what is asked for. */
const kindsByWord: Readonly<Record<string, readonly string[]>> = {
  service: ['component'],
  component: ['component'],
  app: ['component'],
  application: ['component'],
  website: ['component'],
  library: ['component'],
  repo: ['component'],
  repository: ['component'],
  api: ['api'],
  interface: ['api'],
  resource: ['resource'],
  database: ['resource'],
  db: ['resource'],
  bucket: ['resource'],
  queue: ['resource'],
  system: ['system'],
  domain: ['domain'],
  team: ['group'],
  group: ['group'],
  squad: ['group'],
  person: ['user'],
  user: ['user'],
  template: ['template'],
};

const fillers = /^(?:the|our|a|an|my|this|that)\s+/i;

/** Decides what a person meant: a ref, a name, a title, and only then what looks like it. */
export function resolveName(text: string, filter: SearchFilter, index: NameIndex): Resolution {
  const wanted = text.trim().replace(fillers, '').trim();
  const inKinds = (entries: readonly DirectoryEntry[], kinds = filter.kinds) =>
    kinds === undefined ? entries : entries.filter(({ ref }) => kinds.includes(kindOf(ref)));
  const whole = nameWords(wanted);
  if (whole.squeezed === '') return { kind: 'none', nearest: [] };

  const byRef = inKinds(findByRef(wanted, index));
  if (byRef.length > 0) return settled(byRef);
  const named = inKinds(index.named(whole.squeezed));
  const exact = named.filter(({ entity }) => entity.metadata.name.toLowerCase() === wanted.toLowerCase());
  if (exact.length > 0) return settled(exact);
  if (named.length > 0) return settled(named);
  const titled = inKinds(index.titled(whole.squeezed));
  if (titled.length > 0) return settled(titled);

  for (const { rest, kinds } of narrowings(whole.words, filter.kinds)) {
    const squeezed = rest.join('');
    const narrowed = inKinds([...index.named(squeezed), ...index.titled(squeezed)], kinds);
    if (narrowed.length > 0) return settled([...new Set(narrowed)]);
  }
  return resolveMisspelt(wanted, whole.words, filter, index);
}

/** The kinds that words of a question name: first one word at its end, then one at its beginning, taken off. */
function narrowings(
  words: readonly string[],
  kinds: readonly string[] | undefined,
): readonly { readonly rest: readonly string[]; readonly kinds: readonly string[] }[] {
  if (words.length < 2) return [];
  const ends = [
    { word: words.at(-1) ?? '', rest: words.slice(0, -1) },
    { word: words[0] ?? '', rest: words.slice(1) },
  ];
  return ends.flatMap(({ word, rest }) => {
    const named = kindsByWord[word] ?? kindsByWord[word.replace(/s$/, '')];
    const both = named?.filter((kind) => kinds === undefined || kinds.includes(kind));
    return both && both.length > 0 ? [{ rest, kinds: both }] : [];
  });
}

function resolveMisspelt(text: string, words: readonly string[], filter: SearchFilter, index: NameIndex): Resolution {
  const narrowed = narrowings(words, filter.kinds).flatMap(({ rest, kinds }) =>
    index.search(rest.join(' '), { kinds }, maximumOffered),
  );
  const matches = [...index.search(text, filter, maximumOffered), ...narrowed].toSorted((a, b) => b.score - a.score);
  const [best] = matches;
  if (!best || best.score < sureScore) {
    return { kind: 'none', nearest: entriesOf(matches.filter(({ score }) => score >= nearScore)) };
  }
  return settled(entriesOf(matches.filter(({ score }) => score >= sureScore && score > best.score - closeness)));
}

function findByRef(text: string, index: NameIndex): readonly DirectoryEntry[] {
  if (!/[:/]/.test(text)) return [];
  const ref = parseEntityRef(text, { kind: '' });
  if (ref === undefined) return [];
  const entries = index.named(nameWords(ref.name).squeezed);
  const end = `${ref.namespace}/${ref.name}`.toLowerCase();
  const start = ref.kind === '' ? ':' : `${ref.kind.toLowerCase()}:`;
  return entries.filter((entry) => entry.ref.endsWith(`:${end}`) && `:${entry.ref}`.includes(start));
}

const kindOf = (ref: string): string => ref.slice(0, ref.indexOf(':'));

const entriesOf = (matches: readonly Match[]): readonly DirectoryEntry[] => [
  ...new Set(matches.map(({ entry }) => entry)),
];

function settled(entries: readonly DirectoryEntry[]): Resolution {
  const [entry, ...others] = entries;
  if (!entry) return { kind: 'none', nearest: [] };
  return others.length === 0 ? { kind: 'one', entry } : { kind: 'several', entries: entries.slice(0, maximumOffered) };
}
