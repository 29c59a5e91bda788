import type { Delivery } from './delivery.ts';
import { isObject } from './json.ts';
import { payloadName } from './interaction.ts';
import { respond } from './respond.ts';
import { failureCode, send, tell } from './send.ts';
import { SlackError } from './slack-error.ts';
import { typedText } from './typed-text.ts';
import { channelMention, conversationOf, personById, userIdOf, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** How something a person did came out: the app took it, or did not answer in time. */
export type Outcome = 'acknowledged' | 'unacknowledged';

/**
 * A person uses a slash command.
 * @param command with the slash: `/who-owns`
 * @param text as typed; the app gets it escaped, as Slack gives it to a command with `should_escape`
 * @throws WorkspaceRefusal for a command that is not registered, or a conversation they are not in
 */
export const slash = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  channel: string,
  command: string,
  text: string,
): Promise<Outcome> => {
  const person = personById(workspace, personId);
  const conversation = conversationOf(workspace, personId, channel);
  if (!workspace.options.commands.some((known) => known.command === command)) {
    throw new WorkspaceRefusal(`${command} is not a valid command.`);
  }
  if (conversation.isArchived) throw new WorkspaceRefusal(`#${conversation.name} is archived.`);
  const personMention = (handle: string) => {
    const id = userIdOf(workspace, handle);
    return id === undefined ? undefined : `<@${id}|${handle}>`;
  };
  const sent = typedText(text, { person: personMention, channel: (name) => channelMention(workspace, name) });
  const target = { personId, channel: conversation.id };
  const payload = {
    token: workspace.tokens.verification,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: conversation.id,
    channel_name: payloadName(conversation),
    user_id: person.id,
    user_name: person.handle,
    command,
    text: sent,
    api_app_id: workspace.bot.appId,
    is_enterprise_install: 'false',
    response_url: workspace.origin + workspace.responseUrls.issue(target),
    trigger_id: workspace.triggers.issue({ personId }),
  };
  const acknowledgement = await send(workspace, delivery, {
    type: 'slash_commands',
    kind: 'slash_commands',
    name: command,
    payload,
  });
  if (acknowledgement.kind === 'unacknowledged') {
    const code = failureCode(acknowledgement);
    tell(workspace, personId, `${command} failed with the error "${code}": the app did not respond.`, conversation);
    return 'unacknowledged';
  }
  answer(workspace, target, command, acknowledgement.payload);
  return 'acknowledged';
};

/** An acknowledgement may carry the answer itself. */
const answer = (
  workspace: Workspace,
  target: { personId: string; channel: string },
  command: string,
  payload: unknown,
) => {
  if (!isObject(payload) || Object.keys(payload).length === 0) return;
  try {
    respond(workspace, target, payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const details = [error.code, ...error.details];
    workspace.events.emit('acknowledgementRefused', { kind: 'slash_commands', name: command, details });
    tell(
      workspace,
      target.personId,
      `${command} failed with the error "${error.code}".`,
      workspace.conversations.byId(target.channel),
    );
  }
};
