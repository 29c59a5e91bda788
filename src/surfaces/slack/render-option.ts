import type { PlainTextOption } from '@slack/types';
import type { Option } from '#callboard/core/forms/form.ts';
import type { StandIn } from './long-texts.ts';
import { plainText } from './text-blocks.ts';

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const optionTextLimit = 75;
const optionValueLimit = 150;

/** Characters of a label that are shown, in an option's text and description together. */
export const longestOption = 2 * optionTextLimit;

/** How many options a menu takes: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const maximumOptions = 100;

/** An option as Slack takes it. A label that is too long for its text goes on in its description. */
export function renderOption({ label, value, detail = '' }: Option, standIn: StandIn): PlainTextOption {
  const text = plainText(label, optionTextLimit);
  const rest = label.length > optionTextLimit ? `…${label.slice(text.text.length - 1)}` : '';
  const description = [rest, detail].filter((part) => part !== '').join(' — ');
  return {
    text,
    value: standIn(value, optionValueLimit),
    ...(description === '' ? {} : { description: plainText(description, optionTextLimit) }),
  };
}
