import type { Directory, DirectoryEntry, Resolution } from '#callboard/catalog/directory.ts';
import { type EntityRef, formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import { type EntityCriteria, readEntityFilter } from '#callboard/catalog/read-entity-filter.ts';
import type { JsonObject } from '../action.ts';
import { defaultKindOf, describeFilter, entityFilter, type EntityFilter, filterText } from './entity-filter.ts';
import { pickerOptions } from './picker-options.ts';
import { quote } from '../quote.ts';

/** What was picked: the full ref of an entity, or what to say. */
export type Picked =
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'problem'; readonly message: string };

const nearestCount = 3;

/**
 * Decides which entity is meant in a picker: by ref, name or title, among those that its filter lets pass.
 * @param schema the picker's parameter: its `ui:field` and `ui:options` narrow what fits
 */
export function pickEntity(directory: Directory, text: string, schema: JsonObject): Picked {
  const filter = filterOf(schema);
  const criteria = readEntityFilter(filterText(filter));
  const { kinds, fits } = criteria;
  const kind = defaultKindOf(schema) ?? kinds?.[0];
  const ref = parseEntityRef(text, kind === undefined ? {} : { kind });
  const exact = ref && directory.get(formatEntityRef(ref));
  if (exact && fits(exact)) return { kind: 'ref', ref: exact.ref };
  const found = directory.resolve(text, kinds ? { kinds } : {});
  const meant = entriesOf(found);
  const fitting = meant.filter(fits);
  const [first] = fitting;
  if (first && fitting.length === 1) return { kind: 'ref', ref: first.ref };
  if (ref && (allowsAnything(schema) || isToCome(directory, criteria, ref)))
    return { kind: 'ref', ref: formatEntityRef(ref) };
  if (first) return problem(`${quote(text)} fits several: ${refsOf(fitting)}`);
  const misfit = exact ?? meant[0];
  if (misfit) return problem(`${misfit.ref} can not be chosen here, only what has ${describeFilter(filter)}`);
  const nearest = found.kind === 'none' ? found.nearest.filter(fits) : [];
  const near = nearest.length > 0 ? `; the nearest: ${refsOf(nearest)}` : '';
  return problem(`There is no ${kinds?.join(' or ') ?? 'entity'} ${quote(text)}${near}`);
}

/** Owners are groups and users, where the template does not say. */
function filterOf(schema: JsonObject): EntityFilter {
  const stated = entityFilter(schema);
  return stated.length === 0 && schema['ui:field'] === 'OwnerPicker' ? [{ kind: ['group', 'user'] }] : stated;
}

function entriesOf(found: Resolution): readonly DirectoryEntry[] {
  if (found.kind === 'none') return [];
  return found.kind === 'one' ? [found.entry] : found.entries;
}

/** A catalog that knows nobody of the kind can not tell a mistake from what is to come. */
function isToCome(directory: Directory, { kinds }: EntityCriteria, { kind }: EntityRef): boolean {
  if (kinds === undefined) return directory.size() === 0;
  return kinds.includes(kind.toLowerCase()) && kinds.every((one) => directory.ofKind(one).length === 0);
}

const refsOf = (entries: readonly DirectoryEntry[]): string =>
  entries
    .slice(0, nearestCount)
    .map(({ ref }) => ref)
    .join(', ');

const problem = (message: string): Picked => ({ kind: 'problem', message });

const allowsAnything = (schema: JsonObject): boolean => pickerOptions(schema)['allowArbitraryValues'] === true;
