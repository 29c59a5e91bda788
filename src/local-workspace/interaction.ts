import type { Conversation } from './conversations.ts';
import { findElement, placedElements, type PlacedElement } from './elements.ts';
import { stateValues } from './element-values.ts';
import { type JsonObject, objectsAt, stringAt } from './json.ts';
import { type Message, toSlackMessage } from './message.ts';
import type { Person } from './options.ts';
import { type OpenView, toSlackView } from './open-view.ts';
import type { Workspace } from './workspace.ts';
import { conversationOf } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** Where a person does something: in a message, or in a view. */
export type Container =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly viewId: string };

/** The container with what stands in it. */
export type Scene =
  | {
      readonly kind: 'message';
      readonly conversation: Conversation;
      readonly message: Message;
      readonly blocks: readonly JsonObject[];
    }
  | { readonly kind: 'view'; readonly view: OpenView; readonly blocks: readonly JsonObject[] };

/**
 * What stands in a container that a person sees.
 * @throws WorkspaceRefusal where it is gone or not theirs
 */
export const sceneOf = (workspace: Workspace, personId: string, container: Container): Scene => {
  if (container.kind === 'view') {
    const view = workspace.views.byId(container.viewId);
    if (view?.personId !== personId) throw new WorkspaceRefusal('That view is no longer open.', 404);
    return { kind: 'view', view, blocks: objectsAt(view.content, 'blocks') };
  }
  const conversation = conversationOf(workspace, personId, container.channel);
  const message = workspace.conversations.message(conversation.id, container.ts);
  if (message === undefined || (message.visibleTo ?? personId) !== personId) {
    throw new WorkspaceRefusal('That message is no longer there.', 404);
  }
  return { kind: 'message', conversation, message, blocks: [...(message.blocks ?? []), ...unfurledBlocks(message)] };
};

/** The blocks that stand below a message for the links in it. */
const unfurledBlocks = (message: Message): JsonObject[] =>
  (message.attachments ?? []).flatMap((attachment) => objectsAt(attachment, 'blocks'));

/** The unfurl of a message in which a block stands, if it stands in one. */
const attachmentOf = (message: Message, blockId: string): JsonObject | undefined =>
  (message.attachments ?? []).find((attachment) =>
    objectsAt(attachment, 'blocks').some((block) => stringAt(block, 'block_id') === blockId),
  );

/** @throws WorkspaceRefusal where the container has no such element */
export const elementOf = (scene: Scene, actionId: string, blockId?: string): PlacedElement => {
  const placed = findElement(scene.blocks, actionId, blockId);
  if (placed === undefined) throw new WorkspaceRefusal(`There is nothing called ${actionId} to use there.`, 404);
  return placed;
};

/** What every payload says of the person and the workspace. */
export const who = (workspace: Workspace, person: Person): JsonObject => ({
  user: { id: person.id, username: person.handle, name: person.handle, team_id: workspace.team.id },
  team: { id: workspace.team.id, domain: workspace.team.domain },
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: workspace.bot.appId,
  token: workspace.tokens.verification,
});

/** The name of a conversation in payloads; Slack calls a direct one `directmessage`, a private one `privategroup`. */
export const payloadName = (conversation: Conversation): string =>
  conversation.kind === 'direct' ? 'directmessage' : conversation.isPrivate ? 'privategroup' : conversation.name;

/** A view with its state, as payloads and answers of the Web API carry it. */
export const slackView = (workspace: Workspace, view: OpenView): JsonObject =>
  toSlackView(
    view,
    { teamId: workspace.team.id, appId: workspace.bot.appId, botId: workspace.bot.id },
    stateValues(placedElements(objectsAt(view.content, 'blocks')), view.entries),
  );

const messagePlace = (
  workspace: Workspace,
  { conversation, message }: Scene & { kind: 'message' },
  blockId: string,
): JsonObject => {
  const unfurl = attachmentOf(message, blockId);
  return {
    container: {
      type: unfurl === undefined ? 'message' : 'message_attachment',
      message_ts: message.ts,
      ...(unfurl && {
        attachment_id: unfurl['id'],
        is_app_unfurl: true,
        app_unfurl_url: unfurl['app_unfurl_url'],
      }),
      channel_id: conversation.id,
      is_ephemeral: message.isEphemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: conversation.id, name: payloadName(conversation) },
    // Slack leaves the message itself out where it is ephemeral
    ...(!message.isEphemeral && { message: toSlackMessage(message, workspace.bot) }),
    ...(unfurl && { app_unfurl: unfurl }),
  };
};

/** What a payload says of where it happened: in which view or message, and for a message in which of its blocks. */
export const place = (workspace: Workspace, scene: Scene, blockId: string): JsonObject =>
  scene.kind === 'view'
    ? { container: { type: 'view', view_id: scene.view.id }, view: slackView(workspace, scene.view) }
    : messagePlace(workspace, scene, blockId);

/** A new response_url for the message of a scene. */
export const responseUrl = (
  workspace: Workspace,
  personId: string,
  { conversation, message }: Scene & { kind: 'message' },
): string =>
  workspace.origin +
  workspace.responseUrls.issue({
    personId,
    channel: conversation.id,
    originalTs: message.ts,
    ...(message.threadTs && { threadTs: message.threadTs }),
  });
