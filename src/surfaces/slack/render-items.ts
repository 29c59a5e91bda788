import type { KnownBlock } from '@slack/types';
import type { Line } from '#callboard/core/answers/answer.ts';
import type { ItemsField } from '#callboard/core/forms/form.ts';
import { itemsActionId } from './form-ids.ts';
import type { StandIn } from './long-texts.ts';
import { maximumOptions, renderOption } from './render-option.ts';
import { shorten } from './shorten.ts';
import { plainText, textBlocks } from './text-blocks.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
/** What is shown of the field's own words, and of the title of a thing, in characters. */
const labelLimit = 300;
const helpLimit = 1000;
const nameLimit = 75;

/** The things of a list so far, with what adds one, opens one and takes one away. */
export function renderItems(
  { name, label, help, items, isRequired }: ItemsField,
  standIn: StandIn,
): readonly KnownBlock[] {
  const listed = items.slice(0, maximumOptions);
  const options = listed.map(({ id, title }) => renderOption({ label: title, value: id }, standIn));
  const names = listed.map(({ title }) => `• ${shorten(title, nameLimit)}`);
  const hidden = items.length - listed.length;
  const heading: readonly Line[] = [
    [{ kind: 'strong', text: shorten(label, labelLimit) }, isRequired ? '' : ' (optional)'],
    ...(help === undefined ? [] : shorten(help, helpLimit).split('\n')),
  ];
  const menu = (action: 'edit' | 'remove', text: string) => ({
    type: 'static_select' as const,
    action_id: itemsActionId(action, name, standIn),
    placeholder: plainText(text, buttonTextLimit),
    options,
  });
  return [
    ...textBlocks([
      ...heading,
      ...(names.length > 0 ? names : ['None so far.']),
      ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    ]),
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: itemsActionId('add', name, standIn),
          text: plainText(items.length > 0 ? 'Add another' : 'Add one', buttonTextLimit),
        },
        ...(items.length > 0 ? [menu('edit', 'Change one'), menu('remove', 'Take one away')] : []),
      ],
    },
  ];
}
