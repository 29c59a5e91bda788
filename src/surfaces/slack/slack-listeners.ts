import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Answer, FormAnswer } from '#callboard/core/answers/answer.ts';
import type { Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { type DeliveryParts, postedMessage, postMessage } from './deliver-message.ts';
import { addFormListeners } from './form-listeners.ts';
import { parsePress, publicAddress, readMessage, readPress, readPressAddress, readSlashCommand } from './read-event.ts';
import { openActionPrefix, pressActionPrefix } from './render-answer.ts';
import { renderForm } from './render-form.ts';
import { platformCode } from './slack-clients.ts';

/** What taking what Slack sends needs. */
export interface ListenerContext extends DeliveryParts {
  readonly conversation: Conversation;
  readonly metrics: Metrics;
  readonly botUserId: () => string;
  /** Answers that are being shown; they add and remove themselves. */
  readonly running: Set<Promise<void>>;
}

/** Takes everything that Slack sends: each is acknowledged once it is taken, and worked on after. */
export function addListeners(app: App, context: ListenerContext): void {
  addCommandListener(app, context);
  addMessageListeners(app, context);
  addButtonListeners(app, context);
  addFormListeners(app, context);
}

function addCommandListener(app: App, context: ListenerContext): void {
  app.command(/.*/, async ({ body, ack }) => {
    const said = readSlashCommand(body);
    const taken = await context.conversation.take(said);
    await ack();
    await answer(context, said, taken, body.trigger_id);
  });
}

function addMessageListeners(app: App, context: ListenerContext): void {
  const take = async (said: Said): Promise<void> => {
    const taken = await context.conversation.take(said);
    // Not waited for: the event is acknowledged when its listener ends.
    void answer(context, said, taken, undefined);
  };
  app.event('app_mention', async ({ event }) => {
    // Bots that answer one another would never end.
    if (event.user === undefined || event.bot_id !== undefined) return;
    const { user, channel, ts, text, thread_ts: threadTs } = event;
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    await take(readMessage({ user, channel, ts, text, ...thread, isDirect: false }, context.botUserId()));
  });
  app.message(async ({ message }) => {
    // Edits, joins and the like have a subtype; what was said in channels reaches us as a mention.
    if (message.subtype !== undefined || message.channel_type !== 'im' || message.bot_id !== undefined) return;
    const { user, channel, ts, text = '', thread_ts: threadTs } = message;
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    await take(readMessage({ user, channel, ts, text, ...thread, isDirect: true }, context.botUserId()));
  });
}

function addButtonListeners(app: App, context: ListenerContext): void {
  app.action<BlockAction<ButtonAction>>(new RegExp(`^${pressActionPrefix}`), async ({ body, action, ack }) => {
    const press = parsePress(await context.longTexts.read(action.value ?? ''));
    if (!press) {
      await ack();
      context.logger.warn({ actionId: action.action_id }, 'a button carries nothing that this version knows');
      await postMessage(context, readPressAddress(body), tooOld);
      return;
    }
    const said = readPress(body, press);
    const taken = await context.conversation.take(said);
    await ack();
    await answer(context, said, taken, body.trigger_id);
  });
  // A button that opens an address asks for nothing more than its acknowledgement.
  app.action(new RegExp(`^${openActionPrefix}`), async ({ ack }) => ack());
}

/** Shows what was taken; what is a row by now comes through the outbox by itself. */
function answer(context: ListenerContext, said: Said, taken: Taken, triggerId: string | undefined): Promise<void> {
  if (taken.kind === 'kept') return Promise.resolve();
  const started = performance.now();
  const done = showAnswer(context, said, taken, triggerId).finally(() => {
    context.running.delete(done);
    const seconds = (performance.now() - started) / 1000;
    context.metrics.observeSeconds('answer_seconds', 'From the acknowledgement to the answer shown', seconds, {
      surface: 'slack',
    });
  });
  context.running.add(done);
  return done;
}

type Reply = Extract<Taken, { kind: 'reply' }>;

async function showAnswer(
  context: ListenerContext,
  said: Said,
  taken: Reply,
  triggerId: string | undefined,
): Promise<void> {
  const answered = await taken.answer();
  const { logger } = context;
  const post = (shown: Answer) => postMessage(context, said.address, shown);
  try {
    const isOpened =
      answered.answer.kind === 'form' &&
      triggerId !== undefined &&
      (await isFormOpened(context, said, answered.answer, triggerId));
    if (isOpened) return;
    const message = postedMessage(await post(answered.answer));
    const isInThread = said.address.kind === 'place' && said.address.thread !== undefined;
    if (message && !isInThread && answered.subject !== undefined) {
      const thread = { surface: said.asker.surface, conversation: message.channel, thread: message.ts };
      await context.conversation.beginThread(thread, answered.subject);
    }
  } catch (error) {
    const { surface, personId } = said.asker;
    logger.error({ error, command: answered.command, surface, personId }, 'an answer could not be shown');
    await post(notShown).catch((again: unknown) => logger.error({ error: again }, 'nor could that it was not'));
  }
}

const notShown: Answer = {
  kind: 'refusal',
  code: 'not-shown',
  message: 'There is an answer, but Slack did not take it.',
  hint: 'Ask again in other words; if it stays, tell whoever runs this bot.',
};

const tooOld: Answer = {
  kind: 'refusal',
  code: 'button-too-old',
  message: 'This button does nothing any more.',
  hint: 'Ask again, and press the new one.',
};

/** How Slack refuses a view, whatever the trigger: https://docs.slack.dev/reference/methods/views.open#errors */
const refusedViewCodes = new Set(['invalid_arguments', 'invalid_blocks', 'view_too_large']);

/**
 * Opens a form for whoever asked.
 * @returns false where Slack opens none for that trigger (any more), or does not answer: a button makes a new one
 * @throws what Slack said where it refuses the form itself, which no button would mend
 */
async function isFormOpened(
  context: ListenerContext,
  said: Said,
  form: FormAnswer,
  triggerId: string,
): Promise<boolean> {
  const { asker, address } = said;
  const { conversation, longTexts, clients, logger } = context;
  try {
    const draft = await conversation.openForm(form, asker, publicAddress(address));
    const view = await longTexts.keeping((standIn) => renderForm(draft, standIn));
    await clients.interactive.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    if (refusedViewCodes.has(platformCode(error) ?? '')) throw error;
    logger.warn({ error }, 'a form could not be opened; a button is offered instead');
    return false;
  }
}
