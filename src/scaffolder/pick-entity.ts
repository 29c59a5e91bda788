import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import { parseEntityRef, formatEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from './action.ts';
import { defaultKindOf, entityFilter, kindsOf } from './entity-filter.ts';
import { quote } from './quote.ts';

/** Who can own something. */
const ownerKinds = ['group', 'user'];

/** What was picked: the full ref of an entity, or what to say. */
export type Picked =
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Decides which entity is meant in a picker: by ref, name or title.
 * @param schema the picker's parameter: its `ui:field` and `ui:options` narrow what fits
 */
export function pickEntity(directory: Directory, text: string, schema: JsonObject): Picked {
  const kinds = kindsOf(entityFilter(schema)) ?? (schema['ui:field'] === 'OwnerPicker' ? ownerKinds : undefined);
  const kind = defaultKindOf(schema) ?? kinds?.[0];
  const ref = parseEntityRef(text, kind === undefined ? {} : { kind });
  const exact = ref && directory.get(formatEntityRef(ref));
  if (exact && (kinds === undefined || kinds.includes(exact.entity.kind.toLowerCase()))) {
    return { kind: 'ref', ref: exact.ref };
  }
  const found = directory.resolve(text, kinds ? { kinds } : {});
  if (found.kind === 'one') return { kind: 'ref', ref: found.entry.ref };
  if (ref && allowsAnything(schema)) return { kind: 'ref', ref: formatEntityRef(ref) };
  // A catalog that knows nobody of the kind can not tell a mistake from what is to come.
  const knowsNone = kinds?.every((one) => directory.ofKind(one).length === 0) ?? directory.size() === 0;
  if (ref && knowsNone) return { kind: 'ref', ref: formatEntityRef(ref) };
  const refs = (found.kind === 'several' ? found.entries : found.nearest).slice(0, 3).map((entry) => entry.ref);
  if (found.kind === 'several') return { kind: 'problem', message: `${quote(text)} fits several: ${refs.join(', ')}` };
  const near = refs.length > 0 ? `; the nearest: ${refs.join(', ')}` : '';
  return { kind: 'problem', message: `There is no ${kinds?.join(' or ') ?? 'entity'} ${quote(text)}${near}` };
}

function allowsAnything(schema: JsonObject): boolean {
  return isJsonObject(schema['ui:options']) && schema['ui:options']['allowArbitraryValues'] === true;
}
