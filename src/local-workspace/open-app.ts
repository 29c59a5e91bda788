import { announce } from './announce.ts';
import { contextOf } from './app-context.ts';
import type { EventsApi } from './events-api.ts';
import { slackView } from './interaction.ts';
import { personById, type Workspace } from './workspace.ts';

/** The parts of an app's home that a person can look at. */
export type AppTab = 'home' | 'messages';

/**
 * A person opens the app's home, or its messages.
 * @returns once the app has heard of it
 */
export const openApp = (workspace: Workspace, eventsApi: EventsApi, personId: string, tab: AppTab): Promise<void> => {
  const { id: user } = personById(workspace, personId);
  const { id: channel } = workspace.conversations.direct(user, workspace.bot.userId);
  const home = workspace.views.home(user);
  return announce(workspace, eventsApi, {
    type: 'app_home_opened',
    user,
    channel,
    tab,
    ...(tab === 'home' && home && { view: slackView(workspace, home) }),
    ...(workspace.options.agentView === 'agent' && { context: contextOf(workspace, user) }),
  });
};
