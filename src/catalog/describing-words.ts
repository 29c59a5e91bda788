import type { DirectoryEntry } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { textsOf } from './json-values.ts';
import { nameWords, singular } from './name-words.ts';

/** Words that say the kind of what is asked for. */
const kindsByWord: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    service: ['component'],
    component: ['component'],
    microservice: ['component'],
    app: ['component'],
    application: ['component'],
    api: ['api'],
    interface: ['api'],
    resource: ['resource'],
    system: ['system'],
    domain: ['domain'],
    team: ['group'],
    group: ['group'],
    squad: ['group'],
    crew: ['group'],
    department: ['group'],
    person: ['user'],
    people: ['user'],
    user: ['user'],
    template: ['template'],
  }),
);

/** Words that fit whatever has a name. */
const neutralWords: ReadonlySet<string> = new Set(['repo', 'repository', 'project', 'codebase', 'thing']);

/** How people shorten what `spec.type` says in full. */
const fullWords: ReadonlyMap<string, string> = new Map([
  ['db', 'database'],
  ['lib', 'library'],
  ['site', 'website'],
  ['svc', 'service'],
  ['k8s', 'kubernetes'],
]);

/** A describing word as it is compared: singular, in full. */
export function plainWord(word: string): string {
  const one = singular(word);
  return fullWords.get(one) ?? one;
}

/** The kinds, in lower case, that a plain word is used for; a repository is its component's. */
export const kindsOfWord = (plain: string): readonly string[] | undefined =>
  kindsByWord.get(plain) ?? (neutralWords.has(plain) ? ['component'] : undefined);

/** The words of an entity's `spec.type`, such as `kubernetes` and `cluster`. */
export const typeWords = ({ entity }: DirectoryEntry): readonly string[] =>
  textsOf(entity.spec?.['type']).flatMap((type) => nameWords(type).words.map(plainWord));

/** Whom a word describes. `kinds` are in lower case; undefined where the word is for things of any kind. */
export interface Description {
  readonly kinds: readonly string[] | undefined;
  readonly fits: (entry: DirectoryEntry) => boolean;
}

/**
 * Reads a word that says what something is: its kind, the type that its file gives, or no more than that it is there.
 * @param isType whether a word is one of a type's of the catalog
 * @returns undefined for any other word
 */
export function describe(word: string, isType: (word: string) => boolean): Description | undefined {
  const plain = plainWord(word);
  if (neutralWords.has(plain)) return { kinds: undefined, fits: () => true };
  const kinds = kindsByWord.get(plain);
  if (isType(plain)) {
    return {
      kinds: undefined,
      fits: (entry) => kinds?.includes(kindOf(entry.ref)) || typeWords(entry).includes(plain),
    };
  }
  return kinds && { kinds, fits: ({ ref }) => kinds.includes(kindOf(ref)) };
}
