/** @import { Boot, Message } from './contract.js' */

/**
 * Who and what the ids in messages stand for.
 * @typedef {object} Names
 * @property {string} selfId the person acted as
 * @property {string} botId the bot's user id
 * @property {(userId: string) => string} person the id itself where nobody has it
 * @property {(channelId: string) => string | null} channel
 * @property {(message: Message) => { id: string, name: string, isBot: boolean }} author
 * @property {{ id: string, name: string }[]} people
 * @property {{ id: string, name: string }[]} channels
 * @property {{ handle: string, id: string, name: string }[]} mentionable the bot first
 */

/**
 * @param {Boot} boot
 * @param {string} selfId
 * @returns {Names}
 */
export const createNames = (boot, selfId) => {
  const people = new Map(boot.people.map(({ id, name }) => [id, name]));
  people.set(boot.bot.userId, boot.bot.name);
  const channels = new Map(boot.channels.map(({ id, name }) => [id, name]));
  return {
    selfId,
    botId: boot.bot.userId,
    person: (userId) => people.get(userId) ?? userId,
    channel: (channelId) => channels.get(channelId) ?? null,
    author: ({ userId, botName, isBot }) => ({
      id: userId,
      name: (isBot ? botName : undefined) ?? people.get(userId) ?? userId,
      isBot,
    }),
    people: boot.people.map(({ id, name }) => ({ id, name })),
    channels: boot.channels,
    mentionable: [{ handle: boot.bot.name.toLowerCase(), id: boot.bot.userId, name: boot.bot.name }, ...boot.people],
  };
};
