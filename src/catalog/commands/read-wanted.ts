import { kindsOfWord, plainWord, typeWords } from '../describing-words.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { kindOf } from '../entity-ref.ts';
import { readOwnedText } from '../find-of-owner.ts';
import { textsOf } from '../json-values.ts';
import { nameWords } from '../name-words.ts';

/** What is to be listed: all that fit, of one owner or of everyone. */
export interface Wanted {
  /** As it was said, such as `services`. */
  readonly what: string;
  readonly fits: (entry: DirectoryEntry) => boolean;
  /** The owner's name as it was said; undefined where anyone's are wanted. */
  readonly owner: string | undefined;
}

const ofOwner =
  /^(?:(?<what>.+?) )??(?:(?:that|which) (?:is|are) )?(?:owned by|belonging to|maintained by|of) (?<owner>.+)$/i;
const tagged = /^(?<what>.+?) (?:that are |which are )?(?:tagged|with the tag)(?: with| as)? (?<tag>\S+)$/i;
const everything = /^(?:everything|anything|all|stuff|things)$/i;

/**
 * Reads what asks for a list, such as `apis`, `services owned by the payments team` or `everything owned by ada`.
 * @returns undefined where it is not of that form: then it is words to search for
 */
export function readWanted(text: string, directory: Directory): Wanted | undefined {
  const { what: plain, tag } = tagged.exec(text)?.groups ?? {};
  if (plain !== undefined && tag !== undefined) return readWanted(`${tag} ${plain}`, directory);
  const { what = 'things', owner } = ofOwner.exec(text)?.groups ?? {};
  if (owner !== undefined) return readMany(what, owner, directory);
  return readOwnedMany(text, directory) ?? readMany(text, undefined, directory);
}

function readMany(what: string, owner: string | undefined, directory: Directory): Wanted | undefined {
  if (everything.test(what)) return { what: 'things', fits: () => true, owner };
  const fits = describeMany(what, directory);
  return fits && { what: what.toLowerCase().replaceAll(/\bapi(s?)\b/g, 'API$1'), fits, owner };
}

/** Reads `team checkout's services`: where it names somebody, and what many of theirs are wanted. */
function readOwnedMany(text: string, directory: Directory): Wanted | undefined {
  const owners = { kinds: ['group', 'user'] };
  return readOwnedText(text)
    .filter(({ owner }) => directory.resolve(owner, owners).kind !== 'none')
    .flatMap(({ owner, what }) => readMany(what, owner, directory) ?? [])[0];
}

/** Whom a plural describes: things of a kind, or of a type that ends with it. */
function describeMany(text: string, { ofType, ofKind }: Directory): Wanted['fits'] | undefined {
  const words = nameWords(text).words.map((said) => ({ said, plain: plainWord(said) }));
  const last = words.at(-1);
  if (!last || (last.said === last.plain && last.said !== 'people')) return undefined;
  const head = describeOne(last.plain, ofType(last.plain).length > 0, ofKind(last.plain).length > 0);
  const others = words.slice(0, -1).map(({ plain }) => plain);
  return head && ((entry) => head(entry) && others.every((word) => isSaidOf(entry, word)));
}

/** Whether a word before the plural fits: of the type, a tag, or where something stands: `deprecated services`. */
const isSaidOf = (entry: DirectoryEntry, word: string): boolean =>
  typeWords(entry).includes(word) ||
  [...(entry.entity.metadata.tags ?? []), ...textsOf(entry.entity.spec?.['lifecycle'])].some(
    (text) => plainWord(text.toLowerCase()) === word,
  );

function describeOne(word: string, isType: boolean, isKind: boolean): Wanted['fits'] | undefined {
  // A plugin may have added a kind of that name.
  const kinds = kindsOfWord(word) ?? (isKind ? [word] : undefined);
  const isOfKind = kinds && (({ ref }: DirectoryEntry) => kinds.includes(kindOf(ref)));
  if (kinds?.includes(word) || !isType) return isOfKind;
  // A template has the type of what it makes.
  const isWanted = isOfKind ?? (({ ref }: DirectoryEntry) => kindOf(ref) !== 'template');
  return (entry) => isWanted(entry) && typeWords(entry).at(-1) === word;
}
