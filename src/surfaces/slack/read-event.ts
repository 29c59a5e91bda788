import type { BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import type { Press } from '#callboard/core/answers/answer.ts';
import type { Said } from '#callboard/core/commands/conversation.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { forEveryone } from '#callboard/core/messages/for-everyone.ts';
import { postedAs } from './posted.ts';
import { mentionsOfMany } from './mentions-of-many.ts';
import { readContainer } from './read-container.ts';

/** A message that names the bot, or a direct one, as far as it is read. */
export interface IncomingMessage {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  /** The channel that its author looks at meanwhile. */
  readonly beside?: string;
}

/** The slash command that takes every other one, and sentences: `/callboard who-owns payments`. */
export const everyCommand = 'callboard';

/** A slash command: its answer is for the asker alone. */
export function readSlashCommand(body: SlashCommand, surface: string): Said {
  const command = body.command.replace(/^\//, '');
  return {
    ...(command === everyCommand ? { kind: 'sentence' } : { kind: 'command', command }),
    // A trigger is made for the very event, and is the same when the event is sent again.
    id: body.trigger_id,
    text: plainText(body.text),
    asker: { surface, personId: body.user_id, name: body.user_name },
    address: {
      surface,
      kind: 'place',
      conversation: body.channel_id,
      askedBy: body.user_id,
      onlyFor: body.user_id,
      replyToken: body.response_url,
    },
  };
}

/**
 * A mention or a direct message: its answer stays in its thread. A direct message begins one too, as Slack has it for
 * agents: https://docs.slack.dev/ai/migrating-to-agent-messaging
 */
export function readMessage(message: IncomingMessage, botUserId: string, surface: string): Said {
  return {
    kind: 'sentence',
    id: `${message.channel}:${message.ts}`,
    text: withoutMentionOf(botUserId, message.text),
    asker: { surface, personId: message.user },
    address: {
      surface,
      kind: 'place',
      conversation: message.channel,
      askedBy: message.user,
      ...(message.thread_ts === undefined ? { thread: message.ts, beginsThread: true } : { thread: message.thread_ts }),
      ...(message.beside === undefined ? {} : { beside: message.beside }),
    },
  };
}

/** A pressed button: what it answers is for the one who pressed it, unless it is to be seen by others too. */
export function readPress(body: BlockAction<ButtonAction>, press: Press, surface: string): Said {
  const { action_ts: actionTs } = body.actions[0] ?? { action_ts: '' };
  return {
    kind: 'press',
    id: `${body.user.id}:${body.trigger_id}:${actionTs}`,
    press,
    asker: askerOf(body.user, surface),
    address: pressAddress(body, press, surface),
  };
}

function pressAddress(body: BlockAction<ButtonAction>, { seen }: Press, surface: string): Address {
  if (seen === 'in-thread') return threadAddress(body, surface);
  const address = readPressAddress(body, surface);
  if (seen === 'in-place') return replacing(address);
  return seen === 'by-everyone' ? forEveryone(address) : address;
}

/** The same place, in the message that the button is in, which its response URL edits whoever sees it. */
function replacing(address: Address): Address {
  if (address.kind === 'person' || address.replyToken === undefined) return address;
  return { ...address, replaces: postedAs({ kind: 'response', url: address.replyToken }) };
}

/** The thread below the message of a button; a message that one person alone sees has none. */
function threadAddress(body: BlockAction<ButtonAction>, surface: string): Address {
  const pressed = readContainer(body.container);
  if (!pressed || pressed.isForOne) return readPressAddress(body, surface);
  const { channel, thread, ts } = pressed;
  return { surface, kind: 'place', conversation: channel, thread: thread ?? ts, askedBy: body.user.id };
}

/**
 * Where whoever pressed a button is answered: beside it, in its thread, seen by them alone; directly where it is in no
 * conversation.
 */
export function readPressAddress(body: BlockAction<ButtonAction>, surface: string): Address {
  if (body.channel === undefined) return { surface, kind: 'person', personId: body.user.id };
  const thread = readContainer(body.container)?.thread;
  return {
    surface,
    kind: 'place',
    conversation: body.channel.id,
    askedBy: body.user.id,
    onlyFor: body.user.id,
    ...(thread === undefined ? {} : { thread }),
    ...(body.response_url === undefined || body.response_url === '' ? {} : { replyToken: body.response_url }),
  };
}

/** Where the answer to a submitted form goes: seen by all where it was asked, since it tells of something made. */
export function publicAddress(address: Address): Address {
  if (address.kind === 'person') return address;
  const { surface, kind, conversation, askedBy, thread } = address;
  return {
    surface,
    kind,
    conversation,
    ...(askedBy === undefined ? {} : { askedBy }),
    ...(thread === undefined ? {} : { thread }),
  };
}

/** Who somebody is to the surface of the workspace that the event is of. */
export function askerOf(
  user: { readonly id: string; readonly name?: string; readonly username?: string },
  surface: string,
): Asker {
  const name = user.name ?? user.username;
  return { surface, personId: user.id, ...(name === undefined ? {} : { name }) };
}

/**
 * What a button carries. Slack returns what this bot put there, signed or over its own socket.
 * @returns undefined where it is not one of ours
 */
export function parsePress(value: string): Press | undefined {
  try {
    const press: unknown = JSON.parse(value);
    return isPress(press) ? press : undefined;
  } catch {
    // A button of another version, or none of ours: the person is told that it does nothing any more.
    return undefined;
  }
}

function isPress(value: unknown): value is Press {
  return (
    typeof value === 'object' &&
    value !== null &&
    'command' in value &&
    typeof value.command === 'string' &&
    'values' in value &&
    typeof value.values === 'object' &&
    value.values !== null
  );
}

/** A link as text: what was typed, where Slack made it a link by itself; else its address, which says more than its label. */
const plainLink = (url: string, label: string): string =>
  url.startsWith('mailto:') || url.replace(/^https?:\/\//, '').startsWith(label) ? label : url;

/** The words without the mention of the bot, and of everybody beside it, at their beginning or end. */
function withoutMentionOf(botUserId: string, text: string): string {
  const mention = `<(?:@${botUserId}|!(?:here|channel|everyone))(?:\\|[^>]*)?>`;
  return plainText(
    text.replace(new RegExp(`^\\s*(?:${mention}[\\s,:]*)+`), '').replace(new RegExp(`(?:\\s*${mention})+\\s*$`), ''),
  );
}

/**
 * What a person typed, without Slack's escapes; mentions of people stay as they are, of many at once are words. A slash command's text has them
 * too, since the manifest asks for it: https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function plainText(text: string): string {
  return mentionsOfMany(text)
    .replaceAll(/<#\w+\|([^>]+)>/g, '#$1')
    .replaceAll(/<((?:https?|mailto):[^|>]+)\|([^>]+)>/g, (_, url: string, label: string) => plainLink(url, label))
    .replaceAll(/<(https?:[^|>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
