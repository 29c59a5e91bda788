import type { Conversation } from '#callboard/core/commands/conversation.ts';
import type { Option } from '#callboard/core/forms/form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { TypedField } from './form-input.ts';
import { cut } from './escape-text.ts';

/** What a typed name came to. */
export type Resolved =
  | { readonly kind: 'value'; readonly value: string | readonly string[] }
  /** The person is to choose. */
  | { readonly kind: 'several'; readonly options: readonly Option[] }
  | { readonly kind: 'problem'; readonly message: string };

/** Discord's limit for the options of a select. */
const selectLimit = 25;
/** What is told back of a text that somebody typed, in characters. */
const echoLimit = 60;

const fold = (text: string) => text.trim().toLowerCase();
const isExactly = (option: Option, text: string) =>
  [option.label, option.value].some((each) => fold(each) === fold(text));

async function findOptions(field: TypedField, text: string, conversation: Conversation, asker: Asker) {
  if (field.kind !== 'lookup') return field.options.filter(({ label }) => fold(label).includes(fold(text)));
  const { initial } = field;
  if (initial !== undefined && isExactly(initial, text)) return [initial];
  return conversation.lookUp(field.lookup, text, field.filter, asker, selectLimit);
}

async function resolveOne(
  field: TypedField,
  text: string,
  conversation: Conversation,
  asker: Asker,
): Promise<Resolved> {
  const found = await findOptions(field, text, conversation, asker);
  const known = field.kind === 'lookup' ? found : field.options;
  const exact = known.filter((option) => isExactly(option, text));
  const options = exact.length > 0 ? exact : found;
  const [first] = options;
  if (first === undefined) return { kind: 'problem', message: `nothing here is called “${cut(text, echoLimit)}”` };
  if (options.length === 1) return { kind: 'value', value: first.value };
  return { kind: 'several', options: options.slice(0, selectLimit) };
}

/** What the person means by the text typed in a field: one option, several to choose from, or none. */
export async function resolveTyped(
  field: TypedField,
  text: string,
  conversation: Conversation,
  asker: Asker,
): Promise<Resolved> {
  if (field.kind !== 'choices') return resolveOne(field, text, conversation, asker);
  const names = text.split(',').filter((name) => name.trim() !== '');
  const resolved = await Promise.all(names.map((name) => resolveOne(field, name.trim(), conversation, asker)));
  const problem = resolved.find((each) => each.kind === 'problem');
  if (problem !== undefined) return problem;
  const unclear = resolved.findIndex((each) => each.kind === 'several');
  const several = resolved[unclear];
  if (several?.kind === 'several') {
    const labels = several.options.map((option) => option.label).join(', ');
    return { kind: 'problem', message: `“${cut(names[unclear]?.trim() ?? '', echoLimit)}” may be any of: ${labels}` };
  }
  return { kind: 'value', value: resolved.flatMap((each) => (each.kind === 'value' ? each.value : [])) };
}
