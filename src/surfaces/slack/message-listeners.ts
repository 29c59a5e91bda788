import type { App } from '@slack/bolt';
import type {
  AllMessageEvents,
  FileShareMessageEvent,
  GenericMessageEvent,
  ThreadBroadcastMessageEvent,
} from '@slack/types';
import type { Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import type { Deliveries } from './events/deliveries.ts';
import type { HomeParts } from './home-listener.ts';
import { lookedAt } from './looked-at.ts';
import { nameMentions } from './name-mentions.ts';
import { readProfile } from './read-profile.ts';
import { type IncomingMessage, readMessage } from './read-event.ts';

/** What taking messages needs. */
export interface MessageParts extends HomeParts {
  readonly conversation: Conversation;
  readonly deliveries: Deliveries;
  readonly botUserId: () => string;
}

/** A message with what Slack tells of its delivery. */
interface Delivered {
  readonly message: IncomingMessage;
  readonly eventId: string;
  readonly retryNum: number | undefined;
}

/** A title stands in a list beside others. */
const titleLimit = 100;

/**
 * Takes mentions and direct messages. A direct message that begins a thread gives it its title.
 * @param answer shows the answer in the thread
 */
export function addMessageListeners(
  app: App,
  parts: MessageParts,
  answer: (said: Said, taken: Taken) => Promise<void>,
): void {
  const { deliveries, conversation, surface, inBackground } = parts;
  const take = async ({ message, eventId, retryNum = 0 }: Delivered): Promise<Said | undefined> => {
    if (await deliveries.isRepeated(eventId, retryNum)) return undefined;
    const said = readMessage(message, parts.botUserId(), surface);
    const taken = await conversation.take(said);
    // Not waited for: the event is acknowledged when its listener ends.
    void answerOnce(said, taken, eventId);
    return said;
  };
  /** What is kept is a row by now, which the same event does not add again while it is there. */
  const answerOnce = async (said: Said, taken: Taken, eventId: string): Promise<void> => {
    if (await deliveries.claim(eventId)) await answer(said, taken);
  };
  app.event('app_mention', async ({ event, body, context: { retryNum } }) => {
    // Bots that answer one another would never end.
    if (event.user === undefined || event.bot_id !== undefined) return;
    const { user, channel, ts, text, thread_ts: threadTs } = event;
    const message = { user, channel, ts, text, ...(threadTs !== undefined && { thread_ts: threadTs }) };
    await take({ message, eventId: body.event_id, retryNum });
  });
  app.message(async ({ message: event, body, context: { retryNum } }) => {
    // What was said in channels reaches us as a mention.
    if (!isSaid(event) || event.channel_type !== 'im' || ('bot_id' in event && event.bot_id !== undefined)) return;
    const { user, channel, ts, text = '', thread_ts: threadTs } = event;
    const beside = 'app_context' in event ? lookedAt(event.app_context) : undefined;
    const message = {
      user,
      channel,
      ts,
      text,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      ...(beside !== undefined && { beside }),
    };
    const said = await take({ message, eventId: body.event_id, retryNum });
    if (said && threadTs === undefined) inBackground(giveTitle(parts, message, said));
  });
}

/** What a person says, with a file or from a thread to all as well; edits, joins and the like have other subtypes. */
const isSaid = (
  event: AllMessageEvents,
): event is GenericMessageEvent | FileShareMessageEvent | ThreadBroadcastMessageEvent =>
  event.subtype === undefined || event.subtype === 'file_share' || event.subtype === 'thread_broadcast';

/** Threads have titles where the app has the agent view: Slack takes none of an app that was installed without. */
async function giveTitle({ clients, logger }: HomeParts, { channel, ts }: IncomingMessage, said: Said): Promise<void> {
  if (said.kind !== 'sentence' || said.text.trim() === '') return;
  try {
    const named = await nameMentions(said.text, async (id) => (await readProfile(clients.interactive, id))?.name);
    const title = named.trim().slice(0, titleLimit);
    await clients.delivery.assistant.threads.setTitle({ channel_id: channel, thread_ts: ts, title });
  } catch (error) {
    logger.info({ error }, 'a thread could not be given its title');
  }
}
