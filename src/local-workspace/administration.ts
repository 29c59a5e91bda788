import { announce } from './announce.ts';
import type { EventsApi } from './events-api.ts';
import type { Person } from './options.ts';
import { slackUsers } from './people.ts';
import type { SocketDelivery } from './socket-delivery.ts';
import { conversationOf, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/**
 * What whoever runs the workspace can do. It is done at once, or refused with a WorkspaceRefusal; a promise is kept once
 * the app has heard of it, where it subscribes to that.
 */
export type Administration = {
  /** Adds someone to the workspace and its public channels. */
  addPerson(name: string): Person;
  /** Closes an account: they can do nothing, and nobody reaches them. @throws WorkspaceRefusal for an id of nobody */
  deactivate(personId: string): Promise<void>;
  /** @param channel by id or name */
  archive(channel: string): Promise<void>;
  unarchive(channel: string): Promise<void>;
  /** A person takes the app into a channel, or out of it. */
  invite(personId: string, channel: string): Promise<void>;
  remove(personId: string, channel: string): Promise<void>;
  /** Removes the app: its tokens are good no more, its websockets close. */
  uninstall(): Promise<void>;
  /** Puts the app back, with the tokens that it had. */
  install(): void;
};

const channelOf = ({ conversations }: Workspace, reference: string) => {
  const found = conversations.find(reference);
  if (found?.kind !== 'channel') throw new WorkspaceRefusal(`There is no channel ${reference}.`, 404);
  return found;
};

const joinPublicChannels = ({ conversations, bot }: Workspace, personId: string) => {
  for (const { id, kind, isPrivate, isArchived } of conversations.all()) {
    if (kind === 'direct' || isPrivate || isArchived) continue;
    conversations.update(id, (channel) => ({ ...channel, members: new Set([...channel.members, personId]) }));
  }
  conversations.direct(personId, bot.userId);
};

/** The administration of a workspace. */
export const createAdministration = (
  workspace: Workspace,
  eventsApi: EventsApi,
  socketDelivery: SocketDelivery | null,
): Administration => {
  const { members, conversations, bot } = workspace;

  const setArchived = (reference: string, isArchived: boolean): Promise<void> => {
    const { id } = conversations.update(channelOf(workspace, reference).id, (channel) => ({ ...channel, isArchived }));
    const type = isArchived ? 'channel_archive' : 'channel_unarchive';
    return announce(workspace, eventsApi, { type, channel: id, user: members.all()[0]?.id ?? bot.userId });
  };

  const setBotMember = (personId: string, reference: string, isMember: boolean): Promise<void> => {
    const { id, kind, isPrivate } = conversationOf(workspace, personId, reference);
    if (kind !== 'channel') throw new WorkspaceRefusal('Nobody can be added to a direct conversation.');
    conversations.update(id, (channel) => {
      const others = [...channel.members].filter((member) => member !== bot.userId);
      return { ...channel, members: new Set(isMember ? [...others, bot.userId] : others) };
    });
    return announce(workspace, eventsApi, {
      type: isMember ? 'member_joined_channel' : 'member_left_channel',
      user: bot.userId,
      channel: id,
      channel_type: isPrivate ? 'G' : 'C',
      team: workspace.team.id,
      ...(isMember && { inviter: personId }),
    });
  };

  return {
    addPerson: (name) => {
      if (name.trim() === '') throw new WorkspaceRefusal('Type a name first.');
      const person = members.add(name);
      joinPublicChannels(workspace, person.id);
      return person;
    },
    deactivate: (personId) => {
      if (members.byId(personId) === undefined) throw new WorkspaceRefusal(`There is no person ${personId}.`, 404);
      members.deactivate(personId);
      const user = slackUsers(members.all(), bot).find(({ id }) => id === personId);
      return announce(workspace, eventsApi, { type: 'user_change', user });
    },
    archive: (channel) => setArchived(channel, true),
    unarchive: (channel) => setArchived(channel, false),
    invite: (personId, channel) => setBotMember(personId, channel, true),
    remove: (personId, channel) => setBotMember(personId, channel, false),
    uninstall: async () => {
      const told = [
        announce(workspace, eventsApi, { type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.userId] } }),
        announce(workspace, eventsApi, { type: 'app_uninstalled' }),
      ];
      workspace.isInstalled = false;
      await Promise.all(told);
      socketDelivery?.disconnect('link_disabled');
    },
    install: () => {
      workspace.isInstalled = true;
    },
  };
};
