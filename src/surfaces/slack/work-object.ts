import type { EntityMetadata } from '@slack/types';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import type { Button } from '#callboard/core/answers/answer.ts';
import type { Linked } from '#callboard/core/commands/link-reader.ts';
import type { StandIn } from './long-texts.ts';
import { shorten } from './shorten.ts';
import { pressActionPrefix } from './render-answer.ts';

/** The buttons that a work object shows, and those in its menu: https://docs.slack.dev/messaging/work-objects-implementation */
const primaryLimit = 2;
const overflowLimit = 5;
const buttonTextLimit = 75;
const buttonValueLimit = 2000;
/** Slack states no limit for the value of a field; a line of more than this is read elsewhere. */
const valueLimit = 1000;

/** The kind of entity that stands for anything. */
export const workObjectType = 'slack#/entities/item';

/**
 * What a link leads to as one of Slack's work objects.
 * @param url the address that was posted
 */
export function workObject({ id, name, kind, card }: Linked, url: string, standIn: StandIn): EntityMetadata {
  const fields = [
    ...card.lines.map((line, index) => ({ label: index === 0 ? 'Description' : 'Note', value: line })),
    ...card.fields,
  ];
  const buttons = card.buttons.flatMap((button, index) => actionOf(button, index, standIn));
  return {
    entity_type: workObjectType,
    app_unfurl_url: url,
    url,
    external_ref: { id, type: kind.toLowerCase() },
    entity_payload: {
      attributes: { title: { text: name }, display_type: kind, product_name: 'Callboard' },
      custom_fields: fields.map(({ label, value }, index) => ({
        key: `field_${index}`,
        label,
        type: 'string',
        value: shorten(lineText(value), valueLimit),
      })),
      actions: {
        primary_actions: buttons.slice(0, primaryLimit),
        overflow_actions: buttons.slice(primaryLimit, primaryLimit + overflowLimit),
      },
    },
  };
}

function actionOf(button: Button, index: number, standIn: StandIn) {
  if (!('press' in button)) return [];
  const { label, press } = button;
  return [
    {
      text: shorten(label, buttonTextLimit),
      action_id: `${pressActionPrefix}${index}`,
      value: standIn(JSON.stringify(press), buttonValueLimit),
    },
  ];
}
