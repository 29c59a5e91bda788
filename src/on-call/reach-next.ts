import { displayName } from '#callboard/catalog/entity-text.ts';
import { ownerOf } from '#callboard/catalog/owner.ts';
import type { Card } from '#callboard/core/answers/answer.ts';
import type { GivenUpHandler } from '#callboard/core/messages/outbox.ts';
import type { OnCallContext } from './on-call-context.ts';
import { isToldHere, pagedCard, pageEndsAt, pingOfKey, tellAsker } from './page-message.ts';
import type { Page, Ping } from './page-store.ts';
import { reachableOf } from './reachable.ts';
import { sayPings } from './say-pings.ts';
import { pingsOf, whoToReach } from './who-to-reach.ts';

/**
 * What happens when a message of a page reaches nobody: once that is so of every one of them, whoever comes next is
 * called, and whoever paged is told; also that nobody is left. Called again for the same message, it calls nobody twice.
 */
export function createReachNext(context: OnCallContext): GivenUpHandler {
  return async (key, reason) => {
    const ping = pingOfKey(key);
    if (!ping) return;
    let isRepeated = false;
    const page = await context.pages.changePings(ping.pageId, (pings) => {
      isRepeated = pings[ping.index]?.givenUp !== undefined;
      return pings.map((each, index) => (index === ping.index ? { ...each, givenUp: reason } : each));
    });
    if (!page || page.acknowledgement || (hasLivePings(page) && !isRepeated)) return;
    await reachNext(page, context);
  };
}

async function reachNext(page: Page, context: OnCallContext): Promise<void> {
  const { directory, pages, now } = context;
  const entry = directory.get(page.subject);
  const ownerRef = entry && ownerOf(entry, directory);
  if (ownerRef === undefined) return tell(page, nobodyCard(page, [], context), context);
  const owner = await reachableOf(ownerRef, now(), context);
  const reach = whoToReach(owner, page.asker.surface, page.pings);
  if (reach.kind === 'nobody' || now() > pageEndsAt(page)) {
    return tell(page, nobodyCard(page, reach.passedOver, context), context);
  }
  // Where they are called already, whoever called them may have crashed before saying so: it is said again.
  const called = hasLivePings(page) ? page : await pages.changePings(page.id, appended(page, pingsOf(reach, owner)));
  if (!called || called.acknowledgement) return;
  await sayPings(called, reach, owner, context);
  await tell(page, pagedCard(page, reach, owner, context), context);
}

const hasLivePings = ({ pings }: Page): boolean => pings.some(({ givenUp }) => givenUp === undefined);

/** Of two that hear of the last given-up pings at once, one appends. */
const appended = (page: Page, next: readonly Ping[]) => (pings: readonly Ping[]) =>
  pings.length === page.pings.length ? [...pings, ...next] : pings;

/** Each attempt is told by a message of its own: an edited one would go unnoticed. */
async function tell(page: Page, card: Card, { messages }: OnCallContext): Promise<void> {
  const givenUpCount = page.pings.filter(({ givenUp }) => givenUp !== undefined).length;
  if (isToldHere(page.address)) await messages.say(tellAsker(page, `after-${givenUpCount}`, card));
}

function nobodyCard({ subject }: Page, passedOver: readonly string[], { directory }: OnCallContext): Card {
  const entity = directory.get(subject)?.entity;
  return {
    kind: 'card',
    title: `Your page about ${entity ? displayName(entity) : subject} reached nobody`,
    lines: [...passedOver, 'Ask around: nobody was told.'],
    fields: [],
    buttons: [],
  };
}
