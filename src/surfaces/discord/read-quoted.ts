import { type APIMessage, Message, type MessageContextMenuCommandInteraction } from 'discord.js';
import type { QuotedMessage } from '#callboard/core/commands/command.ts';

/** More of a message than that is not looked through. */
const readLimit = 10_000;

/** Keys of embeds and components that hold what people read, or an address behind it. */
const textKeys = new Set(['content', 'title', 'description', 'url', 'name', 'value', 'text', 'label']);

/** The message whose menu somebody chose in: all that it says, in itself, in what it forwards and in what is attached. */
export function readQuoted({
  targetMessage: message,
  guildId,
  channelId,
}: MessageContextMenuCommandInteraction): QuotedMessage {
  const texts = new Set([contentOf(message), ...forwarded(message), ...textsIn(plain(message))]);
  return {
    text: [...texts]
      .join('\n')
      .replaceAll(/<(https?:[^\s>]+)>/g, '$1')
      .slice(0, readLimit)
      .trim(),
    link: `https://discord.com/channels/${guildId ?? '@me'}/${channelId ?? ''}/${message.id}`,
  };
}

/** Its text with people, roles and channels by their names. A message of a channel that is not known comes as Discord sent it. */
function contentOf(message: Message | APIMessage): string {
  if (message instanceof Message) return message.cleanContent ?? message.content;
  const names = new Map(message.mentions.map(({ id, global_name: name, username }) => [id, name ?? username]));
  return message.content.replaceAll(/<@!?(\d+)>/g, (mention, id: string) => {
    const name = names.get(id);
    return name === undefined ? mention : `@${name}`;
  });
}

const forwarded = (message: Message | APIMessage): readonly string[] =>
  message instanceof Message
    ? message.messageSnapshots.map(({ content }) => content)
    : (message.message_snapshots ?? []).map(({ message: { content } }) => content);

/** What is attached, without the classes of the SDK. */
const plain = ({ embeds, components }: Message | APIMessage): unknown =>
  JSON.parse(JSON.stringify([embeds, components ?? []]));

function textsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? (textKeys.has(key) ? [value] : []) : textsIn(value),
  );
}
