import type { ModalView } from '@slack/types';
import type { Answered } from '#callboard/core/commands/conversation.ts';
import { waitByClock } from '#callboard/core/wait.ts';
import { renderNotice } from './render-form.ts';
import type { SlackClients } from './slack-clients.ts';

/** Shows something in a modal. @returns the modal's id */
export type ShowView = (view: ModalView) => Promise<string>;

/** Whoever sees nothing presses again: from then on a modal says that it is under way. */
const patienceMs = 400;

/** Opens a modal for what a person did within the last 3 s. */
export const openingView =
  ({ interactive }: SlackClients, triggerId: string): ShowView =>
  async (view) => {
    const { view: shown } = await interactive.views.open({ trigger_id: triggerId, view });
    if (shown?.id === undefined) throw new Error('Slack did not say which modal it opened');
    return shown.id;
  };

/** Puts a modal over the one where a person pressed something within the last 3 s; closing it leads back there. */
export const pushingView =
  ({ interactive }: SlackClients, triggerId: string): ShowView =>
  async (view) => {
    const { view: shown } = await interactive.views.push({ trigger_id: triggerId, view });
    if (shown?.id === undefined) throw new Error('Slack did not say which modal it opened');
    return shown.id;
  };

/** Changes a modal that is open. */
export const changingView =
  ({ interactive }: SlackClients, viewId: string): ShowView =>
  async (view) => {
    await interactive.views.update({ view_id: viewId, view });
    return viewId;
  };

/**
 * Shows an answer in a modal, and until then, where it takes a while, that it is under way.
 * @param render makes the modal of what was answered
 * @throws what Slack said where it opens or changes no modal (any more)
 */
export async function showInView(
  clients: SlackClients,
  show: ShowView,
  answering: Promise<Answered>,
  render: (answered: Answered) => Promise<ModalView>,
): Promise<void> {
  const soon = new AbortController();
  const first = await Promise.race([answering, waitByClock(patienceMs, soon.signal)]);
  soon.abort();
  if (first) return void (await show(await render(first)));
  const viewId = await show(renderNotice('One moment', 'It is being looked up.'));
  await changingView(clients, viewId)(await render(await answering));
}
