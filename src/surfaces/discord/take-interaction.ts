import { InteractionResponseType, Routes } from 'discord.js';
import type { AutocompleteInteraction, Interaction, REST, RepliableInteraction } from 'discord.js';
import type { Records } from '#callboard/core/storage/records.ts';
import { answerPress } from './answer-question.ts';
import type { AnsweringParts } from './answer-question.ts';
import { completeOption } from './complete-option.ts';
import { fault } from './fault.ts';
import { readFormControl } from './form-step.ts';
import { isPressId, readPress, seenOf } from './press-id.ts';
import { readCommand } from './read-event.ts';
import { readQuoted } from './read-quoted.ts';
import { createResponder } from './responder.ts';
import type { Responder } from './responder.ts';
import { isTooLate } from './undeliverable.ts';

/** What taking interactions needs. */
export interface InteractionParts extends AnsweringParts {
  readonly rest: REST;
  readonly records: Records;
  /** Called with what went wrong; the person has been told. */
  readonly failed: (error: unknown, interaction: Interaction) => void;
  /** Called when Discord took the first response to what was taken at that time. */
  readonly acknowledged: (takenAt: Date) => void;
}

const tooOld = {
  kind: 'refusal',
  code: 'control-too-old',
  message: 'This button or menu is too old to be used.',
  hint: 'Ask again for what it offered.',
} as const;

/** What was pressed or chosen. */
function pressedId(interaction: RepliableInteraction): string {
  if (interaction.isStringSelectMenu()) return interaction.values[0] ?? '';
  return 'customId' in interaction ? interaction.customId : '';
}

async function answer(parts: InteractionParts, interaction: RepliableInteraction, responder: Responder) {
  if (interaction.isChatInputCommand()) {
    return answerPress(parts, interaction, responder, readCommand(interaction));
  }
  if (interaction.isMessageContextMenuCommand()) {
    const asked = parts.conversation.commands().find(({ messageAction }) => messageAction === interaction.commandName);
    if (asked !== undefined) {
      return answerPress(parts, interaction, responder, { command: asked.name, values: readQuoted(interaction) });
    }
  }
  const id = pressedId(interaction);
  if ((interaction.isButton() || interaction.isStringSelectMenu()) && isPressId(id)) {
    const press = await readPress(id, parts.records);
    if (press !== undefined) return answerPress(parts, interaction, responder, press);
  }
  const control = 'customId' in interaction ? readFormControl(interaction.customId) : undefined;
  if (
    control !== undefined &&
    (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit())
  ) {
    return parts.forms.take(interaction, responder, control);
  }
  return responder.show(await parts.delivery.render(tooOld));
}

async function complete(parts: InteractionParts, interaction: AutocompleteInteraction) {
  let choices: Awaited<ReturnType<typeof completeOption>> = [];
  try {
    choices = await completeOption(interaction, parts.conversation);
  } finally {
    await parts.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
      auth: false,
    });
  }
}

/** Takes an interaction: whatever happens, it is answered, and this never rejects. */
export async function takeInteraction(parts: InteractionParts, interaction: Interaction): Promise<void> {
  const takenAt = parts.now();
  try {
    if (interaction.isAutocomplete()) return await complete(parts, interaction);
    if (!interaction.isRepliable()) return;
    const control = 'customId' in interaction ? readFormControl(interaction.customId) : undefined;
    // A preview stands beside the form that it is of.
    const replaces = control !== undefined && control.kind !== 'preview';
    const responder = createResponder(parts.rest, interaction, replaces, seenOf(pressedId(interaction)), () =>
      parts.acknowledged(takenAt),
    );
    try {
      await answer(parts, interaction, responder);
    } catch (error) {
      parts.failed(error, interaction);
      if (!isTooLate(error)) await responder.show(await parts.delivery.render(fault(interaction.id)));
    }
  } catch (error) {
    parts.failed(error, interaction);
  }
}
