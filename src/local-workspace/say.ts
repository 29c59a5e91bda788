import type { EventsApi } from './events-api.ts';
import { eventsOfMessage } from './events-of-message.ts';
import type { Message } from './message.ts';
import { typedText } from './typed-text.ts';
import { channelMention, conversationOf, personById, userIdOf, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/**
 * A person says something; the app hears of it where it subscribes to that.
 * @param channel id or name of the conversation
 * @param text as typed: `@handle` and `#channel` mention
 * @throws WorkspaceRefusal where the person may not speak there, or says nothing
 */
export const say = (
  workspace: Workspace,
  eventsApi: EventsApi,
  personId: string,
  channel: string,
  text: string,
  threadTs?: string,
): Message => {
  const person = personById(workspace, personId);
  const conversation = conversationOf(workspace, personId, channel);
  if (conversation.isArchived)
    throw new WorkspaceRefusal(`#${conversation.name} is archived: nothing can be said there.`);
  if (text.trim() === '') throw new WorkspaceRefusal('Type a message first.');
  const parent = threadTs === undefined ? undefined : workspace.conversations.message(conversation.id, threadTs);
  if (threadTs !== undefined && parent === undefined)
    throw new WorkspaceRefusal('That thread is no longer there.', 404);
  const personMention = (handle: string) => {
    const id = userIdOf(workspace, handle);
    return id === undefined ? undefined : `<@${id}>`;
  };
  const sent = typedText(text, { person: personMention, channel: (name) => channelMention(workspace, name) });
  const message = workspace.conversations.post({
    channel: conversation.id,
    userId: person.id,
    text: sent,
    ...(parent && { threadTs: parent.threadTs ?? parent.ts }),
  });
  // failures are told on the workspace's events; a person does not wait for the app to have heard
  for (const event of eventsOfMessage(workspace, message)) void eventsApi.send(event);
  return message;
};
