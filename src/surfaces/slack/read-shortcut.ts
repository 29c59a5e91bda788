import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { QuotedMessage } from '#callboard/core/commands/command.ts';
import type { Said } from '#callboard/core/commands/conversation.ts';
import { askerOf, plainText } from './read-event.ts';

/** A global shortcut: it belongs to no conversation, so that what comes of it is told the person directly. */
export function readGlobalShortcut(shortcut: GlobalShortcut, surface: string): Said {
  const { user, trigger_id: triggerId, callback_id: command } = shortcut;
  return {
    kind: 'press',
    id: triggerId,
    press: { command, values: {} },
    asker: askerOf(user, surface),
    address: { surface, kind: 'person', personId: user.id },
  };
}

/** A choice in the menu of a message: its answer is for the one who chose it, beside the message. */
export function readMessageShortcut(shortcut: MessageShortcut, message: QuotedMessage, surface: string): Said {
  const { user, channel, trigger_id: triggerId, callback_id: command, response_url: replyToken } = shortcut;
  const threadTs: unknown = shortcut.message['thread_ts'];
  return {
    kind: 'press',
    id: triggerId,
    press: { command, values: message },
    asker: askerOf(user, surface),
    address: {
      surface,
      kind: 'place',
      conversation: channel.id,
      ...(typeof threadTs === 'string' && { thread: threadTs }),
      askedBy: user.id,
      onlyFor: user.id,
      replyToken,
    },
  };
}

/** More of a message than that is not looked through. */
const readLimit = 10_000;

/** Keys of a message, of its blocks and of its attachments that hold what people read, or an address behind it. */
const textKeys = new Set([
  'text',
  'pretext',
  'fallback',
  'title',
  'title_link',
  'from_url',
  'original_url',
  'url',
  'value',
]);

/**
 * All that a message says, each text once: in itself, in its blocks (as bots write), and in what is attached to it.
 * @param named tells mentions by their names
 */
export async function textOfMessage(
  message: MessageShortcut['message'],
  named: (text: string) => Promise<string>,
): Promise<string> {
  const { text = '', blocks, attachments } = message;
  const texts = new Set([text, ...textsIn(attachments)]);
  // A person's blocks say what their text says; a bot's text may be a summary of its blocks.
  if (message.user === undefined || message['bot_id'] !== undefined)
    for (const part of textsIn(blocks)) texts.add(part);
  return plainText(await named([...texts].join('\n').slice(0, readLimit))).trim();
}

function textsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? (textKeys.has(key) ? [value] : []) : textsIn(value),
  );
}
