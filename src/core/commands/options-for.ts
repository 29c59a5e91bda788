import type { ChoiceField, ChoicesField, LookupField, LookupsField, Option } from '../forms/form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Conversation } from './conversation.ts';

/** A field with options. */
export type OptionField = ChoiceField | ChoicesField | LookupField | LookupsField;

/**
 * The options of a field that fit what is typed, at most `limit`: of a lookup what it finds, of a choice those whose
 * label has the text in it. Where a field takes anything, what is typed is the last of them.
 */
export async function optionsFor(
  field: OptionField,
  typed: string,
  asker: Asker,
  limit: number,
  { lookUp }: Pick<Conversation, 'lookUp'>,
): Promise<readonly Option[]> {
  const wanted = typed.trim();
  if (field.kind === 'choice' || field.kind === 'choices') {
    const hasIt = ({ label }: Option) => label.toLowerCase().includes(wanted.toLowerCase());
    return field.options.filter(hasIt).slice(0, limit);
  }
  const found = await lookUp(field.lookup, wanted, field.filter, asker, limit);
  const isAmongThem = found.some(({ label, value }) => label === wanted || value === wanted);
  if (!field.takesAny || wanted === '' || isAmongThem) return found.slice(0, limit);
  return [...found.slice(0, limit - 1), { label: wanted, value: wanted, detail: 'as typed' }];
}
