import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Answered, Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Metrics } from '#callboard/core/telemetry/metrics.ts';
import { postMessage } from './deliver-message.ts';
import { askerOf, parsePress, publicAddress, readMessage, readPress, readSlashCommand } from './read-event.ts';
import { openActionPrefix, pressActionPrefix } from './render-answer.ts';
import {
  backActionId,
  formCallbackId,
  problemsByBlock,
  readFormValues,
  readLookupId,
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
}

/** Slack takes at most 100 options from a lookup. */
const optionLimit = 100;

/** Takes everything that Slack sends: each is acknowledged first, and worked on after. */
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
  const take = async (said: Said): Promise<void> =>
    answer(context, said, await context.conversation.take(said), undefined);
  app.event('app_mention', async ({ event }) => {
    if (event.user === undefined) return;
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
    const lookup = readLookupId(payload.action_id);
    if (!lookup) return ack({ options: [] });
    const options = await conversation.lookUp(
      lookup.name,
      payload.value,
      lookup.filter,
      askerOf(payload.user),
      optionLimit,
    );
    return ack({ options: renderOptions(options) });
  });
}

/** Shows what was taken; what is a row by now comes through the outbox by itself. */
async function answer(
  context: ListenerContext,
  said: Said,
  taken: Taken,
  triggerId: string | undefined,
): Promise<void> {
  if (taken.kind === 'kept') return;
  const started = performance.now();
  const answered = await taken.answer();
  try {
    if (answered.answer.kind === 'form' && triggerId !== undefined) await openForm(context, said, answered, triggerId);
    else await postMessage(context.clients, said.address, withFormButton(answered));
  } catch (error) {
    context.logger.error({ error, command: answered.command, address: said.address }, 'an answer could not be shown');
  }
  context.metrics.observeSeconds(
    'answer_seconds',
    'From the acknowledgement to the answer shown',
    (performance.now() - started) / 1000,
    {
      surface: 'slack',
    },
  );
}

async function openForm(
  context: ListenerContext,
  said: Said,
  { answer: form }: Answered,
  triggerId: string,
): Promise<void> {
  if (form.kind !== 'form') return;
  const draft = await context.conversation.openForm(form.form, form.submit, said.asker, publicAddress(said.address));
  await context.clients.interactive.views.open({ trigger_id: triggerId, view: renderForm(draft) });
}

/** A sentence has no trigger, and without one Slack opens no modal: a button makes one. */
function withFormButton({ answer: given }: Answered): Answered['answer'] {
  if (given.kind !== 'form') return given;
  return {
    kind: 'card',
    title: given.form.title,
    lines: ['There is a form to fill.'],
    fields: [],
    buttons: [{ label: 'Open the form', press: given.submit, style: 'primary' }],
  };
}
