import { type JsonObject, objectsAt } from '../../json.ts';
import { anyFieldOf, byType, type Check, list, type Problem, rule } from '../check.ts';
import { anyText, slackIcon } from '../composition.ts';
import { buttons } from '../elements/buttons.ts';
import { imageElement } from '../elements/elements.ts';
import { limits } from '../limits.ts';
import { block } from './block.ts';
import { uniqueIds } from './unique-ids.ts';

const cardRules = (card: JsonObject, pointer: string): Problem[] => [
  ...anyFieldOf('hero_image', 'title', 'actions', 'body')(card, pointer),
  ...rule(
    card['icon'] === undefined || card['slack_icon'] === undefined,
    `${pointer}/type`,
    'must define only one of `icon` or `slack_icon`',
  ),
  ...uniqueIds(
    'action_id',
    objectsAt(card, 'actions').map((value, index) => ({ value, pointer: `${pointer}/actions/${index}` })),
  ),
];

const card = block(
  'card',
  {
    'hero_image?': imageElement,
    'icon?': imageElement,
    'slack_icon?': slackIcon,
    'title?': anyText(limits.card.title),
    'subtitle?': anyText(limits.card.subtitle),
    'body?': anyText(limits.card.body),
    'subtext?': anyText(limits.card.subtext),
    'actions?': list(byType({ button: buttons['button'] ?? (() => []) }), limits.card.actions),
  },
  cardRules,
);

/** A card, and a row of them. */
export const cards: Readonly<Record<string, Check>> = {
  card,
  carousel: block('carousel', { elements: list(byType({ card }), limits.carousel.cards) }),
};
