import type { Values } from '#callboard/core/answers/answer.ts';
import type { Field, Form, Option, Page } from '#callboard/core/forms/form.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { ownValue } from '../json-object.ts';

/**
 * The form with the names of the entities that are chosen in it, so that nobody has to read their refs.
 * @param given by field; of a field that is not in it, the default is chosen
 */
export function nameEntities(form: Form, given: Values, directory: Directory): Form {
  const [first, ...others] = form.pages;
  const named = (page: Page): Page => ({
    ...page,
    fields: page.fields.map((field) => nameIn(field, given, directory)),
  });
  return { ...form, pages: [named(first), ...others.map(named)] };
}

function nameIn(field: Field, given: Values, directory: Directory): Field {
  if (field.kind !== 'lookup' && field.kind !== 'lookups') return field;
  const offered = [field.initial ?? []].flat().map(({ value }) => value);
  const refs = [ownValue(given, field.name) ?? offered].flat().map(String);
  const chosen = refs.flatMap((ref): readonly Option[] => {
    const found = directory.get(ref);
    return found ? [{ label: displayName(found.entity), value: ref, detail: ref }] : [];
  });
  return chosen.length > 0 ? { ...field, chosen } : field;
}
