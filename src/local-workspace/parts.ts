import type { Administration } from './administration.ts';
import type { Delivery } from './delivery.ts';
import type { EventsApi } from './events-api.ts';
import type { Workspace } from './workspace.ts';

/** What a workspace holds, and its ways to the app: what people do goes through these. */
export type Parts = {
  readonly workspace: Workspace;
  readonly delivery: Delivery;
  readonly eventsApi: EventsApi;
  readonly administration: Administration;
};
