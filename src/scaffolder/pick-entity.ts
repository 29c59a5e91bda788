import type { Directory } from '#callboard/catalog/directory.ts';
import { parseEntityRef, formatEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from './action.ts';
import { defaultKindOf, entityFilter, kindsOf } from './entity-filter.ts';
import { isJsonObject } from './json-object.ts';

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
  const near = found.kind === 'several' ? found.entries : found.nearest;
  const hint =
    near.length > 0
      ? ` Did you mean ${near
          .slice(0, 3)
          .map((entry) => entry.ref)
          .join(' or ')}?`
      : '';
  const what = kinds ? kinds.join(' or ') : 'entity';
  return {
    kind: 'problem',
    message: found.kind === 'several' ? `"${text}" fits several.${hint}` : `There is no ${what} "${text}".${hint}`,
  };
}

function allowsAnything(schema: JsonObject): boolean {
  return isJsonObject(schema['ui:options']) && schema['ui:options']['allowArbitraryValues'] === true;
}
