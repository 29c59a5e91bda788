import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { kindOf } from '../entity-ref.ts';
import { textsOf } from '../json-values.ts';
import { groupsUnder } from '../owner.ts';

/** A search that is narrowed by `key:value`. */
export interface FilteredText {
  /** What is left of the text, to be searched for; empty where it is filters alone. */
  readonly words: string;
  readonly fits: (entry: DirectoryEntry) => boolean;
}

type Fits = FilteredText['fits'];

const pair = /(?<!\S)([a-z]+):(?:"([^"]+)"|([^\s/"][^\s"]*))/gi;

const specHas =
  (field: string, value: string): Fits =>
  ({ entity }) =>
    textsOf(entity.spec?.[field]).some((text) => text.toLowerCase() === value);

/** What each key narrows to. */
const filters: Readonly<Record<string, (value: string, directory: Directory) => Fits>> = {
  kind: (value) => {
    const kind = value.replace(/s$/, '');
    return ({ ref }) => kindOf(ref) === kind || kindOf(ref) === value;
  },
  type: (value) => specHas('type', value),
  lifecycle: (value) => specHas('lifecycle', value),
  tag:
    (value) =>
    ({ entity }) =>
      (entity.metadata.tags ?? []).some((tag) => tag.toLowerCase() === value),
  owner: (value, directory) => {
    const ref = only('owner', value, ['group', 'user'], directory);
    const owners = new Set(ref.startsWith('group:') ? groupsUnder(ref, directory) : [ref]);
    return (entry) => directory.related(entry.ref, 'ownedBy').some((owner) => owners.has(owner));
  },
  system: (value, directory) => {
    const ref = only('system', value, ['system'], directory);
    return (entry) => directory.related(entry.ref, 'partOf').includes(ref);
  },
  domain: (value, directory) => {
    const ref = only('domain', value, ['domain'], directory);
    const systems = new Set([ref, ...directory.related(ref, 'hasPart')]);
    return (entry) => directory.related(entry.ref, 'partOf').some((whole) => systems.has(whole));
  },
};

/** Words before a colon that begin a ref or an address. */
const otherWords = new Set(['component', 'api', 'resource', 'group', 'user', 'location', 'template', 'airesource']);

/**
 * Reads `kind:api tag:pci owner:payments checkout`.
 * @returns undefined where there is no filter in it
 * @throws Refusal where a filter is not known, or names something that is not there
 */
export function readFilters(text: string, directory: Directory): FilteredText | undefined {
  const found: Fits[] = [];
  const words = text.replaceAll(pair, (whole, key: string, quoted?: string, plain?: string) => {
    const name = key.toLowerCase();
    const value = (quoted ?? plain ?? '').toLowerCase();
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    // `system:default/money` is the name of a thing.
    if (otherWords.has(name) || value.startsWith('//') || (value.includes('/') && name !== 'owner')) return whole;
    if (!filter) throw unknownFilter(name);
    found.push(filter(value, directory));
    return '';
  });
  if (found.length === 0) return undefined;
  return { words: words.replaceAll(/\s+/g, ' ').trim(), fits: (entry) => found.every((fits) => fits(entry)) };
}

const unknownFilter = (name: string): Refusal =>
  new Refusal(`There is no filter ${name}.`, {
    code: 'no-such-filter',
    hint: `There are ${Object.keys(filters).join(', ')}: for example kind:api tag:pci owner:payments.`,
  });

function only(key: string, value: string, kinds: readonly string[], directory: Directory): string {
  const resolution = directory.resolve(value, { kinds });
  if (resolution.kind === 'one') return resolution.entry.ref;
  const near = resolution.kind === 'several' ? resolution.entries : resolution.nearest;
  throw new Refusal(resolution.kind === 'several' ? `Several fit ${key}:${value}.` : `Nothing fits ${key}:${value}.`, {
    code: 'no-such-entity',
    hint:
      near.length > 0
        ? `Write ${near
            .slice(0, 3)
            .map(({ ref }) => `${key}:${ref}`)
            .join(' or ')}.`
        : 'Check the name.',
  });
}
