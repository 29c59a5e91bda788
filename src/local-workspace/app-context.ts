import type { JsonObject } from './json.ts';
import type { Workspace } from './workspace.ts';

/** What a person looks at while they talk with an agent, most relevant first; an empty object for nothing. */
export const contextOf = (workspace: Workspace, personId: string): JsonObject => {
  const channel = workspace.lookingAt.get(personId) ?? null;
  const entity = { type: 'slack#/types/channel_id', value: channel, team_id: workspace.team.id };
  return channel === null ? {} : { entities: [entity] };
};

/** What a message to an agent says of where the person is besides; nothing for other apps' messages. */
export const appContext = (workspace: Workspace, personId: string): JsonObject =>
  workspace.options.agentView === 'agent' && workspace.lookingAt.has(personId)
    ? { app_context: contextOf(workspace, personId) }
    : {};
