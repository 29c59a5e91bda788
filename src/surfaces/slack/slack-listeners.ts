import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Answer, FormAnswer } from '#callboard/core/answers/answer.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { postMessage } from './deliver-message.ts';
import { askerOf, parsePress, publicAddress, readMessage, readPress, readSlashCommand } from './read-event.ts';
import { openActionPrefix, pressActionPrefix } from './render-answer.ts';
import {
  backActionId,
  formCallbackId,
  lookupField,
  problemsByBlock,
  readFormValues,
  renderForm,
  renderNotice,
  renderOptions,
} from './render-form.ts';
import type { SlackClients } from './slack-clients.ts';

export interface ListenerContext {
  readonly conversation: Conversation;
  readonly clients: SlackClients;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly botUserId: () => string;
  /** Answers that are being shown; they add and remove themselves. */
  readonly running: Set<Promise<void>>;
}

/** Slack takes at most 100 options from a lookup. */
const optionLimit = 100;

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
    const press = parsePress(action.value);
    if (!press) {
      await ack();
      context.logger.warn({ actionId: action.action_id }, 'a button carries nothing that this version knows');
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

function addFormListeners(app: App, context: ListenerContext): void {
  const { conversation, clients } = context;
  app.view(formCallbackId, async ({ body, view, ack }) => {
    const taken = await conversation.submitPage(
      view.private_metadata,
      askerOf(body.user),
      readFormValues(view.state.values),
    );
    switch (taken.kind) {
      case 'problems': {
        const errors = problemsByBlock(new Set(Object.keys(view.state.values)), taken.problems);
        return errors
          ? ack({ response_action: 'errors', errors })
          : ack({ response_action: 'update', view: renderForm(taken.draft, taken.problems) });
      }
      case 'next-page':
        return ack({ response_action: 'update', view: renderForm(taken.draft) });
      case 'kept':
        return ack({ response_action: 'clear' });
      case 'gone':
        return ack({ response_action: 'update', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
      case 'failed':
        // Closing it leads back to the form, with what was filled in.
        return ack({ response_action: 'push', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
    }
  });
  app.action<BlockAction<ButtonAction>>(backActionId, async ({ body, ack }) => {
    await ack();
    if (!body.view) return;
    const values = readFormValues(body.view.state.values);
    const draft = await conversation.previousPage(body.view.private_metadata, askerOf(body.user), values);
    if (draft)
      await clients.interactive.views.update({ view_id: body.view.id, hash: body.view.hash, view: renderForm(draft) });
  });
  app.options(/.*/, async ({ payload, ack }) => {
    const asker = askerOf(payload.user);
    const draft = await conversation.draft(payload.view?.private_metadata ?? '', asker);
    const field = draft && lookupField(draft, payload.action_id);
    if (!field) return ack({ options: [] });
    const options = await conversation.lookUp(field.lookup, payload.value, field.filter, asker, optionLimit);
    return ack({ options: renderOptions(options) });
  });
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
  const { clients, logger } = context;
  const post = (shown: Answer) => postMessage(clients, said.address, shown);
  try {
    if (answered.answer.kind !== 'form') await post(answered.answer);
    else if (triggerId === undefined || !(await isFormOpened(context, said, answered.answer, triggerId))) {
      await post(withFormButton(answered.answer));
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

/** @returns false where Slack opens no form for that trigger (any more): a button makes a new one */
async function isFormOpened(
  context: ListenerContext,
  said: Said,
  form: FormAnswer,
  triggerId: string,
): Promise<boolean> {
  try {
    const { asker, address } = said;
    const draft = await context.conversation.openForm(form.form, form.submit, asker, publicAddress(address));
    await context.clients.interactive.views.open({ trigger_id: triggerId, view: renderForm(draft) });
    return true;
  } catch (error) {
    context.logger.warn({ error }, 'a form could not be opened; a button is offered instead');
    return false;
  }
}

/** A sentence has no trigger, and without one Slack opens no modal: a button makes one. */
function withFormButton({ form, submit }: FormAnswer): Answer {
  return {
    kind: 'card',
    title: form.title,
    lines: ['There is a form to fill.'],
    fields: [],
    buttons: [{ label: 'Open the form', press: submit, style: 'primary' }],
  };
}
