import type { Conversation } from '#callboard/core/commands/conversation.ts';
import { optionsFor } from '#callboard/core/commands/options-for.ts';
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
  const initial = field.kind === 'lookup' || field.kind === 'lookups' ? [field.initial ?? []].flat() : [];
  const known = initial.filter((option) => isExactly(option, text));
  return known.length > 0 ? known : optionsFor(field, text, asker, selectLimit, conversation);
}

async function resolveOne(
  field: TypedField,
  text: string,
  conversation: Conversation,
  asker: Asker,
): Promise<Resolved> {
  const found = await findOptions(field, text, conversation, asker);
  const known = field.kind === 'lookup' || field.kind === 'lookups' ? found : field.options;
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
  if (field.kind !== 'choices' && field.kind !== 'lookups') return resolveOne(field, text, conversation, asker);
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
