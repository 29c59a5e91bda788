import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type { APIModalInteractionResponseCallbackData, Interaction, RawFile, REST } from 'discord.js';
import type { Press } from '#callboard/core/answers/answer.ts';
import type { MessageBody } from './message.ts';
import { sendBody } from './send-body.ts';

/** Answers one interaction: its first response within three seconds (Discord's limit), what follows by editing it. */
export interface Responder {
  /** Says that the answer is being worked on; does nothing where something was said already. */
  readonly defer: () => Promise<void>;
  /** Shows the message, as the first response or in the place of the deferred one. */
  readonly show: (message: MessageBody) => Promise<void>;
  /** Shows a "no" to the person alone: beside a message that would have been replaced, or seen by everyone. */
  readonly refuse: (message: MessageBody) => Promise<void>;
  /** Opens a modal: only possible as the first response. */
  readonly openModal: (modal: APIModalInteractionResponseCallbackData) => Promise<void>;
  readonly isAnswered: () => boolean;
}

/** Whether the interaction comes from a message that this person alone sees: that one is rewritten, not followed. */
function comesFromPrivateMessage(interaction: Interaction): boolean {
  if (interaction.isMessageComponent()) return interaction.message.flags.has(MessageFlags.Ephemeral);
  return interaction.isModalSubmit() && (interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false);
}

/**
 * The responder of an interaction; in a server only the person sees what it shows.
 * `replaces`: rewrite the private message that the interaction comes from, instead of adding one.
 * `seen`: where else the answer is seen.
 * `acknowledged` is called when Discord took the first response.
 */
export function createResponder(
  rest: REST,
  interaction: Interaction,
  replaces: boolean,
  seen: Press['seen'],
  acknowledged: () => void,
): Responder {
  const rewrites = seen === 'in-place' || (replaces && comesFromPrivateMessage(interaction));
  const forOne = interaction.guildId === null ? 0 : MessageFlags.Ephemeral;
  const privacy = seen === 'by-everyone' ? 0 : forOne;
  let isAnswered = false;

  const respond = async (type: InteractionResponseType, data?: object, files: RawFile[] = []) => {
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: data === undefined ? { type } : { type, data },
      ...(files.length === 0 ? {} : { files }),
      auth: false,
    });
    isAnswered = true;
    acknowledged();
  };

  const original = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');

  const show = async (message: MessageBody): Promise<void> => {
    if (isAnswered) {
      await sendBody(message, (request) => rest.patch(original, { ...request, auth: false }));
      return;
    }
    const type = rewrites ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource;
    const flags = rewrites ? message.flags : message.flags | privacy;
    await sendBody({ ...message, flags }, ({ body, files }) => respond(type, body, files));
  };

  const showToOne = async (message: MessageBody): Promise<void> => {
    const forThem = { ...message, flags: message.flags | forOne };
    const type = InteractionResponseType.ChannelMessageWithSource;
    if (!isAnswered) return sendBody(forThem, ({ body, files }) => respond(type, body, files));
    // The deferred response that everyone sees would wait for ever.
    if (!rewrites) await rest.delete(original, { auth: false });
    const followUp = Routes.webhook(interaction.applicationId, interaction.token);
    await sendBody(forThem, (request) => rest.post(followUp, { ...request, auth: false }));
  };

  return {
    defer: async () => {
      if (isAnswered) return;
      if (rewrites) await respond(InteractionResponseType.DeferredMessageUpdate);
      else await respond(InteractionResponseType.DeferredChannelMessageWithSource, { flags: privacy });
    },
    show,
    refuse: (message) => (seen === undefined ? show(message) : showToOne(message)),
    openModal: (modal) => respond(InteractionResponseType.Modal, modal),
    isAnswered: () => isAnswered,
  };
}
