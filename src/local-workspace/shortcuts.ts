import type { Delivery } from './delivery.ts';
import { payloadName, responseUrl, sceneOf, who } from './interaction.ts';
import type { JsonObject } from './json.ts';
import { toSlackMessage } from './message.ts';
import type { ShortcutOption } from './options.ts';
import { failureCode, send, tell } from './send.ts';
import type { Outcome } from './slash.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

const shortcutOf = (workspace: Workspace, kind: ShortcutOption['kind'], callbackId: string): ShortcutOption => {
  const found = (workspace.options.shortcuts ?? []).find(
    (shortcut) => shortcut.kind === kind && shortcut.callbackId === callbackId,
  );
  if (found === undefined) throw new WorkspaceRefusal(`The app has no ${kind} shortcut ${callbackId}.`, 404);
  return found;
};

/** What both kinds say, in Slack's shape: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const payloadOf = (workspace: Workspace, personId: string, callbackId: string): JsonObject => ({
  ...who(workspace, personById(workspace, personId)),
  action_ts: workspace.identifiers.timestamp(),
  callback_id: callbackId,
  trigger_id: workspace.triggers.issue({ personId }),
});

/**
 * A person uses a global shortcut.
 * @throws WorkspaceRefusal for one that is not registered
 */
export const useGlobalShortcut = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  callbackId: string,
): Promise<Outcome> => {
  const { name } = shortcutOf(workspace, 'global', callbackId);
  const payload = { type: 'shortcut', ...payloadOf(workspace, personId, callbackId) };
  const named = { type: 'interactive', kind: 'shortcut', name: callbackId, payload } as const;
  const acknowledgement = await send(workspace, delivery, named);
  if (acknowledgement.kind === 'acknowledged') return 'acknowledged';
  tell(workspace, personId, `“${name}” did not work (${failureCode(acknowledgement)}): the app did not respond.`);
  return 'unacknowledged';
};

/**
 * A person uses a shortcut of a message's menu.
 * @throws WorkspaceRefusal for one that is not registered, and a message that is gone or for one person only
 */
export const useMessageShortcut = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  target: { readonly channel: string; readonly ts: string },
  callbackId: string,
): Promise<Outcome> => {
  const { name } = shortcutOf(workspace, 'message', callbackId);
  const scene = sceneOf(workspace, personId, { kind: 'message', ...target });
  if (scene.kind !== 'message' || scene.message.isEphemeral) {
    throw new WorkspaceRefusal('A message that only you see has no shortcuts.');
  }
  const { conversation, message } = scene;
  const payload = {
    type: 'message_action',
    ...payloadOf(workspace, personId, callbackId),
    response_url: responseUrl(workspace, personId, scene),
    message_ts: message.ts,
    channel: { id: conversation.id, name: payloadName(conversation) },
    message: toSlackMessage(message, workspace.bot),
  };
  const named = { type: 'interactive', kind: 'message_action', name: callbackId, payload } as const;
  const acknowledgement = await send(workspace, delivery, named);
  if (acknowledgement.kind === 'acknowledged') return 'acknowledged';
  const text = `“${name}” did not work (${failureCode(acknowledgement)}): the app did not respond.`;
  tell(workspace, personId, text, conversation);
  return 'unacknowledged';
};
