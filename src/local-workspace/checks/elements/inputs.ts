import type { JsonObject } from '../../json.ts';
import { boolean, type Check, integer, list, type Problem, rule, text, textLike } from '../check.ts';
import { dispatchConfiguration, plainText } from '../composition.ts';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { actionable } from './actionable.ts';

const typed = {
  'dispatch_action_config?': dispatchConfiguration,
  'focus_on_load?': boolean,
  'placeholder?': plainText(limits.plainTextInput.placeholder),
};

const mostText = limits.plainTextInput.text;
const decimal = textLike(/^-?\d+(\.\d+)?$/, 'a number written as a string');

const lengthsAgree = (element: JsonObject, pointer: string): Problem[] => {
  const { min_length: min, max_length: max, initial_value: initial } = element;
  return [
    ...rule(typeof min !== 'number' || typeof max !== 'number' || min <= max, pointer, 'min_length exceeds max_length'),
    ...(typeof initial === 'string' && typeof max === 'number' ? text(max)(initial, `${pointer}/initial_value`) : []),
  ];
};

const boundsAgree = (element: JsonObject, pointer: string): Problem[] => {
  const { min_value: min, max_value: max, initial_value: initial, is_decimal_allowed: decimals } = element;
  const values = [min, max, initial].filter((value) => typeof value === 'string');
  return [
    ...rule(
      min === undefined || max === undefined || Number(min) <= Number(max),
      pointer,
      'min_value exceeds max_value',
    ),
    ...rule(decimals === true || values.every((value) => !value.includes('.')), pointer, 'decimals are not allowed'),
  ];
};

/** What people type or upload. */
export const inputs: Readonly<Record<string, Check>> = {
  plain_text_input: actionable(
    'plain_text_input',
    {
      ...typed,
      'initial_value?': text(mostText),
      'multiline?': boolean,
      'min_length?': integer(0, mostText),
      'max_length?': integer(1, mostText),
    },
    lengthsAgree,
  ),
  number_input: actionable(
    'number_input',
    { ...typed, is_decimal_allowed: boolean, 'initial_value?': decimal, 'min_value?': decimal, 'max_value?': decimal },
    boundsAgree,
  ),
  email_text_input: actionable('email_text_input', { ...typed, 'initial_value?': text(mostText) }),
  url_text_input: actionable('url_text_input', { ...typed, 'initial_value?': text(mostText) }),
  rich_text_input: actionable('rich_text_input', {
    ...typed,
    action_id: text(limits.button.actionId, 1),
    'initial_value?': richText,
    'min_lines?': integer(1, limits.richTextInput.lines),
    'max_lines?': integer(1, limits.richTextInput.lines),
  }),
  file_input: actionable('file_input', {
    'filetypes?': list(text(Infinity, 1)),
    'max_files?': integer(1, limits.fileInput.files),
  }),
};
