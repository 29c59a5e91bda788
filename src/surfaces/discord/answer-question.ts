import type { Message, RepliableInteraction } from 'discord.js';
import type { Press } from '#callboard/core/answers/answer.ts';
import type { Answered, Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Delivery } from './deliver-message.ts';
import { fault } from './fault.ts';
import type { FormFilling } from './fill-form.ts';
import type { MessageBody } from './message.ts';
import { readMessage, readPressed } from './read-event.ts';
import type { Responder } from './responder.ts';
import { soon } from './soon.ts';
import type { Wait } from './soon.ts';

/** What answering needs. */
export interface AnsweringParts {
  readonly conversation: Conversation;
  readonly delivery: Delivery;
  readonly forms: FormFilling;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** How long a form may take to come: it can only be the first response, due within three seconds. */
const formBoundMs = 2_000;

type Outcome = { readonly kind: 'kept' } | { readonly kind: 'answered'; readonly answered: Answered };

async function outcomeOf(taking: Promise<Taken>): Promise<Outcome> {
  const taken = await taking;
  return taken.kind === 'kept' ? { kind: 'kept' } : { kind: 'answered', answered: await taken.answer() };
}

/** Answers what somebody asked for by a command, a button or an option of Discord's. */
export async function answerPress(
  parts: AnsweringParts,
  interaction: RepliableInteraction,
  responder: Responder,
  press: Press,
): Promise<void> {
  const { conversation, delivery, forms, now, wait } = parts;
  const said = readPressed(interaction, press, now());
  const command = conversation.commands().find(({ name }) => name === press.command);
  // What changes something is kept before it is acknowledged; it, and what is asked of a message, may ask back with a form.
  if (command?.effect !== 'changes' && command?.messageAction === undefined) await responder.defer();
  const work = outcomeOf(conversation.take(said));
  const first = responder.isAnswered() ? await work : await soon(work, formBoundMs, wait);
  if (first === 'late') await responder.defer();
  const outcome = first === 'late' ? await work : first;
  if (outcome.kind === 'kept') return responder.defer();
  return showAnswer({ delivery, forms }, responder, said, outcome.answered);
}

async function showAnswer(
  { delivery, forms }: Pick<AnsweringParts, 'delivery' | 'forms'>,
  responder: Responder,
  said: Said,
  { answer, frame }: Answered,
): Promise<void> {
  if (answer.kind === 'form') return forms.start(responder, answer, said.asker, said.address);
  const body = await delivery.render(answer, frame);
  // What replaces or shows something says its "no" beside, to the one who pressed.
  return answer.kind === 'refusal' ? responder.refuse(body) : responder.show(body);
}

async function sentenceBody(parts: AnsweringParts, said: Said): Promise<MessageBody | undefined> {
  const { conversation, delivery, forms } = parts;
  const outcome = await outcomeOf(conversation.take(said));
  if (outcome.kind === 'kept') return undefined;
  const { answer, frame } = outcome.answered;
  return answer.kind === 'form' ? forms.invite(answer, said.asker, said.address) : delivery.render(answer, frame);
}

/**
 * Answers a sentence where it was said, as a reply to it, or directly where the bot may not post; messages to others
 * are left alone. `failed` is called with what went wrong, of which the person is told.
 */
export async function answerMessage(
  parts: AnsweringParts,
  message: Message,
  botId: string,
  failed: (error: unknown) => void,
): Promise<void> {
  const said = readMessage(message, botId);
  if (said === undefined) return;
  const { personId, surface } = said.asker;
  try {
    const body = await sentenceBody(parts, said).catch((error: unknown) => {
      failed(error);
      return parts.delivery.render(fault(said.id));
    });
    if (body === undefined) return;
    await parts.delivery.postBody(said.address, body, said.id).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return parts.delivery.postBody({ surface, kind: 'person', personId }, body);
    });
  } catch (error) {
    failed(error);
  }
}
