import { slackView } from './interaction.ts';
import type { JsonObject } from './json.ts';
import type { OpenView } from './open-view.ts';
import type { Workspace } from './workspace.ts';

/** A view as the page's API gives it: the top of a person's stack, or the app's home; null for none. */
export const pageView = (workspace: Workspace, view: OpenView | null): JsonObject | null =>
  view === null
    ? null
    : {
        id: view.id,
        kind: view.type,
        stackDepth: view.type === 'modal' ? workspace.views.depth(view.personId) : 0,
        view: slackView(workspace, view),
      };

/** What the app says of its conversations in a channel, as the page's API gives it. */
export const pageAgent = (workspace: Workspace, channel: string): JsonObject => ({ ...workspace.agents.of(channel) });
