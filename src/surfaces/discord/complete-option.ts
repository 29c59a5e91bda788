import type { AutocompleteInteraction } from 'discord.js';
import type { Conversation } from '#callboard/core/commands/conversation.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { cut } from './escape-text.ts';
import { readAsker } from './read-event.ts';

/** Discord's limits: how many choices, and the characters of a choice's name and of its value. */
const choiceLimit = 25;
const textLimit = 100;

/** The choices for the option that a person is typing; none where its parameter has no lookup. */
export async function completeOption(
  interaction: AutocompleteInteraction,
  conversation: Conversation,
): Promise<readonly { readonly name: string; readonly value: string }[]> {
  const { name, value } = interaction.options.getFocused(true);
  const command = conversation.commands().find((each) => each.name === interaction.commandName);
  const lookup = command?.parameters.find((parameter) => parameter.name === name)?.lookup;
  if (lookup === undefined) return [];
  const found = await conversation.lookUp(lookup.name, value, lookup.filter, readAsker(interaction), choiceLimit);
  return found.slice(0, choiceLimit).map((option) => ({
    name:
      cut(visibleText(option.detail ? `${option.label} — ${option.detail}` : option.label), textLimit).trim() || '…',
    // A value that is too long for Discord is asked for by its label instead.
    value: option.value.length <= textLimit ? option.value : option.label.slice(0, textLimit),
  }));
}
