import type { PlacedElement } from './elements.ts';
import { type JsonObject, stringAt } from './json.ts';
import type { Entries } from './open-view.ts';

const isEmpty = (entry: JsonObject | undefined): boolean =>
  Object.entries(entry ?? {}).every(
    ([field, value]) =>
      field === 'type' || value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );

const textProblem = (element: JsonObject, text: string): string | undefined => {
  const { min_length: min, max_length: max } = element;
  if (typeof min === 'number' && text.length < min) return `Enter at least ${min} characters.`;
  // Slack's own limit of a text input, whether or not the app sets one
  const most = typeof max === 'number' ? max : 3_000;
  return text.length > most ? `Enter at most ${most} characters.` : undefined;
};

const numberProblem = (element: JsonObject, text: string): string | undefined => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return 'Enter a number.';
  if (element['is_decimal_allowed'] !== true && text.includes('.')) return 'Enter a whole number.';
  const { min_value: min, max_value: max } = element;
  if (typeof min === 'string' && Number(text) < Number(min)) return `Enter a number of at least ${min}.`;
  return typeof max === 'string' && Number(text) > Number(max) ? `Enter a number of at most ${max}.` : undefined;
};

const valueProblem = (element: JsonObject, text: string): string | undefined => {
  switch (element['type']) {
    case 'plain_text_input':
      return textProblem(element, text);
    case 'number_input':
      return numberProblem(element, text);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\//.test(text) && URL.canParse(text) ? undefined : 'Enter a valid URL.';
    default:
      return undefined;
  }
};

/** What Slack's client says of a form before it sends it, by block id; empty where it may be sent. */
export const inputProblems = (placed: readonly PlacedElement[], values: Entries): Record<string, string> => {
  const problems: Record<string, string> = {};
  for (const { block, blockId, element } of placed.filter((each) => each.block['type'] === 'input')) {
    const entry = values[blockId]?.[stringAt(element, 'action_id') ?? ''];
    if (isEmpty(entry)) {
      if (block['optional'] !== true) problems[blockId] = 'Please complete this required field.';
      continue;
    }
    const sentence = valueProblem(element, stringAt(entry ?? {}, 'value') ?? '');
    if (sentence !== undefined) problems[blockId] = sentence;
  }
  return problems;
};
