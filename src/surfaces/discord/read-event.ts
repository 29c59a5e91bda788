import type { AutocompleteInteraction, ChatInputCommandInteraction, Interaction, Message, User } from 'discord.js';
import type { Press } from '#callboard/core/answers/answer.ts';
import type { Said } from '#callboard/core/commands/conversation.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { forEveryone } from '#callboard/core/messages/for-everyone.ts';
import { formatPosted } from './posted.ts';
import { formatReplyToken } from './reply-token.ts';
import { surfaceId } from './surface-id.ts';

type Place = Address & { readonly kind: 'place' };

const askerOf = (user: User, nickname?: string | null): Asker => ({
  surface: surfaceId,
  personId: user.id,
  name: nickname ?? user.displayName,
});

/** Who caused an interaction. */
export function readAsker(interaction: Interaction): Asker {
  const { member } = interaction;
  return askerOf(interaction.user, member !== null && 'nickname' in member ? member.nickname : undefined);
}

/** A channel, or a thread below its parent: Discord's threads are channels of their own. */
function place(channelId: string, channel: Interaction['channel'] | Message['channel']) {
  return channel?.isThread() && channel.parentId !== null
    ? { conversation: channel.parentId, thread: channelId }
    : { conversation: channelId };
}

/** Where an interaction's answer goes: to the person alone in a server, and by its token while that is good. */
function readAddress(interaction: Interaction, now: Date): Place {
  const { applicationId, token } = interaction;
  return {
    surface: surfaceId,
    kind: 'place',
    ...place(interaction.channelId ?? '', interaction.channel),
    askedBy: interaction.user.id,
    ...(interaction.guildId === null ? {} : { onlyFor: interaction.user.id }),
    replyToken: formatReplyToken({ issuedAtMs: now.getTime(), applicationId, token }),
  };
}

function pressAddress(interaction: Interaction, { seen }: Press, now: Date): Address {
  const address = readAddress(interaction, now);
  if (seen === 'in-place') {
    // Of a button, the token edits the message that it is in as the original.
    return { ...address, replaces: formatPosted({ kind: 'reply', to: address, messageId: '@original' }) };
  }
  return seen === 'by-everyone' ? forEveryone(address) : address;
}

/** A slash command, or the part of it that is typed already, as a press: its options are apart. */
export function readCommand(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Press {
  const values = interaction.options.data.flatMap(({ name, value }) => {
    const given = typeof value === 'string' ? value.trim() : value;
    return given === undefined || given === '' ? [] : [[name, given] as const];
  });
  return { command: interaction.commandName, values: Object.fromEntries(values) };
}

/** A press, by whatever interaction it came. */
export function readPressed(interaction: Interaction, press: Press, now: Date): Said {
  return {
    id: interaction.id,
    asker: readAsker(interaction),
    address: pressAddress(interaction, press, now),
    kind: 'press',
    press,
  };
}

/** A message as a sentence to the bot; undefined where it is not to it: another bot's, or without a mention in a server. */
export function readMessage(message: Message, botId: string): Said | undefined {
  if (message.author.bot || message.system) return undefined;
  const mention = new RegExp(`<@!?${botId}>`, 'gu');
  if (message.inGuild() && message.content.search(mention) === -1) return undefined;
  const text = message.content.replaceAll(mention, ' ').trim();
  return {
    id: message.id,
    asker: askerOf(message.author, message.member?.nickname),
    address: {
      surface: surfaceId,
      kind: 'place',
      ...place(message.channelId, message.channel),
      askedBy: message.author.id,
    },
    kind: 'sentence',
    text,
  };
}
