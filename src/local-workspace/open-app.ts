import { announce } from './announce.ts';
import { contextOf } from './app-context.ts';
import type { EventsApi } from './events-api.ts';
import { slackView } from './interaction.ts';
import { personById, type Workspace } from './workspace.ts';

/** The parts of an app's home that a person can look at. */
export type AppTab = 'home' | 'messages';

/**
 * A person opens the app's home, or its messages; the app hears of it.
 * @returns the direct conversation of the two
 */
export const openApp = async (
  workspace: Workspace,
  eventsApi: EventsApi,
  personId: string,
  tab: AppTab,
): Promise<string> => {
  const { id: user } = personById(workspace, personId);
  const { id: channel } = workspace.conversations.direct(user, workspace.bot.userId);
  const home = workspace.views.home(user);
  await announce(workspace, eventsApi, {
    type: 'app_home_opened',
    user,
    channel,
    tab,
    ...(tab === 'home' && home && { view: slackView(workspace, home) }),
    ...(workspace.options.agentView === 'agent' && { context: contextOf(workspace, user) }),
  });
  return channel;
};
