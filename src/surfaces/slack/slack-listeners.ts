import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Answer, Press } from '#callboard/core/answers/answer.ts';
import type { Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import type { Offers } from '#callboard/core/commands/offers.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { addAgentListeners } from './agent-listeners.ts';
import { answerInView } from './answer-in-view.ts';
import { type DeliveryParts, postMessage, removePressed } from './deliver-message.ts';
import { postedMessage } from './posted.ts';
import type { Deliveries } from './events/deliveries.ts';
import { addFormListeners } from './form-listeners.ts';
import { addHomeListener } from './home-listener.ts';
import { addLinkListeners } from './link-listeners.ts';
import { addMessageListeners } from './message-listeners.ts';
import { openingFor } from './open-form.ts';
import { readContainer } from './read-container.ts';
import { parsePress, readPress, readPressAddress, readSlashCommand } from './read-event.ts';
import { openActionPrefix, pressActionPrefix } from './render-answer.ts';
import { sayLater } from './say-later.ts';
import { addShortcutListeners } from './shortcut-listeners.ts';
import { showInPlace } from './show-in-place.ts';
import { changingView, openingView } from './show-in-view.ts';
import { withStatus } from './with-status.ts';

/** What taking what Slack sends needs. */
export interface ListenerContext extends DeliveryParts {
  readonly conversation: Conversation;
  readonly offers: Offers;
  readonly records: Records;
  readonly now: () => Date;
  readonly metrics: Metrics;
  readonly botUserId: () => string;
  readonly deliveries: Deliveries;
  /** Answers that are being shown; they add and remove themselves. */
  readonly running: Set<Promise<void>>;
}

/** Takes everything that Slack sends: each is acknowledged once it is taken, and worked on after. */
export function addListeners(app: App, context: ListenerContext): void {
  addCommandListener(app, context);
  addButtonListeners(app, context);
  addFormListeners(app, context);
  addShortcutListeners(app, context, (...asked) => answer(context, ...asked));
  const inBackground = (work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) => context.logger.error({ error }, 'what an event of Slack asks for could not be done'))
      .finally(() => context.running.delete(done));
    context.running.add(done);
  };
  const parts = { ...context, inBackground };
  addMessageListeners(app, parts, (said, taken) => answer(context, said, taken, undefined));
  addHomeListener(app, parts);
  addAgentListeners(app, parts);
  addLinkListeners(app, parts);
}

function addCommandListener(app: App, context: ListenerContext): void {
  app.command(/.*/, async ({ body, ack }) => {
    const said = readSlashCommand(body, context.surface);
    const taken = await context.conversation.take(said);
    await ack();
    await answer(context, said, taken, body.trigger_id);
  });
}

function addButtonListeners(app: App, context: ListenerContext): void {
  app.action<BlockAction<ButtonAction>>(new RegExp(`^${pressActionPrefix}`), async ({ body, action, ack }) => {
    const press = parsePress(await context.longTexts.read(action.value ?? ''));
    if (!press) {
      await ack();
      context.logger.warn({ actionId: action.action_id }, 'a button carries nothing that this version knows');
      await postMessage(context, readPressAddress(body, context.surface), tooOld);
      return;
    }
    const said = readPress(body, press, context.surface);
    const taken = await context.conversation.take(said);
    await ack();
    if (body.channel !== undefined) return answer(context, said, taken, body.trigger_id, { seen: press.seen, body });
    const { clients } = context;
    const modal = body.view?.type === 'modal' ? body.view : undefined;
    const show = modal ? changingView(clients, modal.id) : openingView(clients, body.trigger_id);
    return answerInView(context, said, taken, show);
  });
  // A button that opens an address asks for nothing more than its acknowledgement.
  app.action(new RegExp(`^${openActionPrefix}`), async ({ ack }) => ack());
}

/** What an answer does to the message that it was asked for in. */
interface Pressed {
  readonly seen: Press['seen'];
  readonly body: BlockAction<ButtonAction>;
}

/** Shows what was taken; what is a row by now comes through the outbox by itself. */
function answer(
  context: ListenerContext,
  said: Said,
  taken: Taken,
  triggerId: string | undefined,
  pressed?: Pressed,
): Promise<void> {
  if (taken.kind === 'kept') return Promise.resolve();
  const started = performance.now();
  const show = () => showAnswer(context, said, taken, triggerId, pressed);
  const done = withStatus(context, said.address, show).finally(() => {
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
  pressed: Pressed | undefined,
): Promise<void> {
  const { logger, conversation } = context;
  const mayAsk = conversation.commands().find(({ name }) => name === taken.command)?.form !== undefined;
  const opening = triggerId === undefined ? undefined : openingFor(context, said, triggerId, mayAsk);
  const answered = await taken.answer();
  const responseUrl = pressed?.body.response_url;
  const place = readContainer(pressed?.body.container);
  const forOne = pressed === undefined ? said.address : readPressAddress(pressed.body, context.surface);
  // Nobody else is shown a "no", or a question back.
  const isShared = pressed?.seen === 'by-everyone' && answered.frame !== undefined;
  const address = pressed?.seen === 'by-everyone' && !isShared ? forOne : said.address;
  let unsaid: Answer | undefined = answered.answer;
  try {
    if (opening) unsaid = await opening.show(answered.answer);
    if (unsaid === undefined) return;
    if (pressed?.seen === 'in-place' && (await showInPlace(context, place, responseUrl, answered))) return;
    const message = postedMessage(await postMessage(context, address, unsaid, answered.frame));
    if (isShared && responseUrl !== undefined && place?.isForOne) await removePressed(context, responseUrl);
    const isInThread = said.address.kind === 'place' && said.address.thread !== undefined;
    if (message && !isInThread && answered.subject !== undefined) {
      const thread = { surface: said.asker.surface, conversation: message.channel, thread: message.ts };
      await context.conversation.beginThread(thread, answered.subject);
    }
  } catch (error) {
    if (unsaid && (await sayLater(context, { ...said, address }, unsaid, error))) return;
    const { surface, personId } = said.asker;
    logger.error({ error, command: answered.command, surface, personId }, 'an answer could not be shown');
    await postMessage(context, forOne, notShown).catch((again: unknown) =>
      logger.error({ error: again }, 'nor could that it was not'),
    );
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
