import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { LinkSharedEvent, SlackEvent } from '@slack/types';
import type { Conversation } from '#callboard/core/commands/conversation.ts';
import type { Linked } from '#callboard/core/commands/link-reader.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { HomeParts } from './home-listener.ts';
import { peopleOf } from './people-of.ts';
import { renderAnswer, slackRoom } from './render-answer.ts';
import { platformCode } from './slack-clients.ts';
import { workObject } from './work-object.ts';

type EntityDetailsRequestedEvent = Extract<SlackEvent, { readonly type: 'entity_details_requested' }>;

/** What telling of links needs. */
export interface LinkParts extends HomeParts {
  /** What was told where; of this workspace, and of all instances. */
  readonly records: Records;
  readonly conversation: Pick<Conversation, 'firstPage' | 'beginThread'>;
  readonly now: () => Date;
}

/** More links of one message are not told of. */
const maximumLinks = 3;
/** What was told of in a channel is not told of again there for so long. */
const toldForMs = 30 * 60 * 1000;

/** A link with what it leads to. */
interface KnownLink {
  readonly url: string;
  readonly linked: Linked;
}

/** Tells of links as they are posted, and of work objects as they are opened. */
export function addLinkListeners(app: App, parts: LinkParts): void {
  app.event('link_shared', async ({ event }) => parts.inBackground(unfurl(event, parts)));
  app.event('entity_details_requested', async ({ event }) => parts.inBackground(presentDetails(event, parts)));
}

async function unfurl(event: LinkSharedEvent, parts: LinkParts): Promise<void> {
  const known = await knownLinks(event, parts);
  const told: KnownLink[] = [];
  // A link that is not sent yet is previewed to its author alone.
  const isPosted = event.source !== 'composer';
  for (const link of known) {
    if (told.length === maximumLinks) break;
    if (!isPosted || (await isFirst(event.channel, link, parts))) told.push(link);
  }
  if (told.length === 0) return;
  try {
    await show(event, told, parts);
  } catch (error) {
    // Slack sends the event again, or the link is posted again: it was not told of after all.
    await Promise.all(told.map((link) => parts.records.remove(keyOf(event.channel, link, parts))));
    throw error;
  }
  const [only, ...others] = told;
  // Which of several is meant, nobody can know.
  if (only && others.length === 0 && isPosted) await beginThread(event, only, parts);
}

/** What is asked in the thread of a message with a link may be about what that leads to. */
const beginThread = (
  { channel, message_ts: ts, thread_ts: thread = ts }: LinkSharedEvent,
  { linked }: KnownLink,
  { conversation, surface }: LinkParts,
): Promise<void> => conversation.beginThread({ surface, conversation: channel, thread }, linked.id);

/** Each thing once, by the first link that leads to it. */
async function knownLinks({ links }: LinkSharedEvent, { offers }: LinkParts): Promise<readonly KnownLink[]> {
  const found = new Map<string, KnownLink>();
  for (const { url } of links) {
    const linked = await offers.linkedAt(url);
    if (linked && !found.has(linked.id)) found.set(linked.id, { url, linked });
  }
  return [...found.values()];
}

const keyOf = (channel: string, { linked }: KnownLink, { surface }: LinkParts): string =>
  `unfurled:${createHash('sha256').update(`${surface} ${channel} ${linked.id}`).digest('base64url')}`;

const isFirst = (channel: string, link: KnownLink, parts: LinkParts): Promise<boolean> =>
  parts.records.compareAndSet(
    keyOf(channel, link, parts),
    undefined,
    true,
    new Date(parts.now().getTime() + toldForMs),
  );

/** As work objects, which Slack opens beside the conversation; as blocks where the app has not enabled them. */
async function show(event: LinkSharedEvent, told: readonly KnownLink[], parts: LinkParts): Promise<void> {
  const { clients, longTexts, conversation, surface } = parts;
  const target = targetOf(event);
  const objects = await longTexts.keeping((standIn) => told.map(({ linked, url }) => workObject(linked, url, standIn)));
  try {
    await clients.delivery.chat.unfurl({ ...target, metadata: { entities: objects } });
  } catch (error) {
    if (platformCode(error) === undefined) throw error;
    parts.logger.info({ code: platformCode(error) }, 'Slack takes no work objects of the app; links unfurl to blocks');
    const cards = await Promise.all(told.map(({ linked: { card } }) => conversation.firstPage(card, slackRoom)));
    const unfurls = await longTexts.keeping((standIn) =>
      Object.fromEntries(
        told.map(({ url }, index) => {
          const card = cards[index];
          return [url, { blocks: card ? renderAnswer(peopleOf(surface, card), standIn).blocks : [] }];
        }),
      ),
    );
    await clients.delivery.chat.unfurl({ ...target, unfurls });
  }
}

function targetOf({ channel, message_ts: ts, unfurl_id: unfurlId, source }: LinkSharedEvent) {
  if (unfurlId !== undefined && (source === 'composer' || source === 'conversations_history')) {
    return { unfurl_id: unfurlId, source } as const;
  }
  return { channel, ts };
}

/** What stands beside the conversation of a work object that somebody opened: all there is to know of it. */
async function presentDetails(event: EntityDetailsRequestedEvent, parts: LinkParts): Promise<void> {
  const { clients, longTexts, offers } = parts;
  const { trigger_id: triggerId, external_ref: reference, entity_url: url } = event;
  const linked = reference && (await offers.linked(reference.id));
  if (!linked) {
    await clients.interactive.entity.presentDetails({
      trigger_id: triggerId,
      error: {
        status: 'custom',
        custom_title: 'It is not in the catalog any more',
        custom_message: 'It was there when the link was posted. Its file, or its repository, may be gone.',
      },
    });
    return;
  }
  const metadata = await longTexts.keeping((standIn) => workObject(linked, url, standIn));
  await clients.interactive.entity.presentDetails({ trigger_id: triggerId, metadata });
}
