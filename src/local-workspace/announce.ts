import type { EventsApi } from './events-api.ts';
import type { JsonObject } from './json.ts';
import type { Subscription } from './options.ts';
import type { Workspace } from './workspace.ts';

/** Tells the app what happened, where it subscribes to events of that type; done when it has acknowledged, or is given up. */
export const announce = async (
  workspace: Workspace,
  eventsApi: EventsApi,
  event: JsonObject & { readonly type: Subscription },
): Promise<void> => {
  if (!workspace.isInstalled || !workspace.subscriptions.has(event.type)) return;
  await eventsApi.send({ ...event, event_ts: event['event_ts'] ?? workspace.identifiers.timestamp() });
};
