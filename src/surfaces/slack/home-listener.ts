import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { HomeView, KnownBlock } from '@slack/types';
import type { ShownAnswer } from '#callboard/core/answers/answer.ts';
import type { Offers } from '#callboard/core/commands/offers.ts';
import type { DeliveryParts } from './deliver-message.ts';
import type { StandIn } from './long-texts.ts';
import { peopleOf } from './people-of.ts';
import { askerOf } from './read-event.ts';
import { renderAnswer, slackRoom } from './render-answer.ts';
import { textBlocks } from './text-blocks.ts';

/** What showing homes needs. */
export interface HomeParts extends DeliveryParts {
  readonly offers: Offers;
  /** Works on something after its event is acknowledged, and logs where it fails. */
  readonly inBackground: (work: Promise<void>) => void;
}

/** https://docs.slack.dev/reference/views/home-tab-views */
const blockLimit = 100;

/**
 * Shows a person's home when they open it, made anew each time; it is published where it says something else than what
 * they have before them.
 */
export function addHomeListener(app: App, parts: HomeParts): void {
  const underWay = new Set<string>();
  const publish = async (personId: string, shownDigest: string | undefined): Promise<void> => {
    // Whoever opens it again meanwhile is shown what is being made.
    if (underWay.has(personId)) return;
    underWay.add(personId);
    try {
      const view = await homeOf(parts, personId);
      if (view.private_metadata === shownDigest) return;
      await parts.clients.interactive.views.publish({ user_id: personId, view });
    } finally {
      underWay.delete(personId);
    }
  };
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'messages') return;
    parts.inBackground(publish(event.user, event.view?.private_metadata));
  });
}

async function homeOf(parts: HomeParts, personId: string): Promise<HomeView> {
  const { offers, conversation, longTexts, surface } = parts;
  const answers = await offers.home(askerOf({ id: personId }, surface));
  const shown = await Promise.all(answers.map((answer) => conversation.firstPage(answer, slackRoom)));
  return longTexts.keeping((standIn) => {
    const blocks = renderHome(
      shown.map((answer) => peopleOf(surface, answer)),
      standIn,
    );
    // Slack gives it back with the next event, whichever instance that comes to.
    return { type: 'home', blocks, private_metadata: digestOf(blocks) };
  });
}

/** Answers one below the other; of more than a view has room for, it is said that there is more. */
function renderHome(answers: readonly ShownAnswer[], standIn: StandIn): KnownBlock[] {
  const blocks = answers.flatMap((answer, index): KnownBlock[] => [
    ...(index === 0 ? [] : [{ type: 'divider' } as const]),
    ...renderAnswer(answer, standIn).blocks,
  ]);
  return blocks.length <= blockLimit ? blocks : [...blocks.slice(0, blockLimit - 1), ...textBlocks(['… and more'])];
}

const digestOf = (blocks: readonly KnownBlock[]): string =>
  createHash('sha256').update(JSON.stringify(blocks)).digest('base64url');
