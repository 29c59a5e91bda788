import { announce } from './announce.ts';
import type { EventsApi } from './events-api.ts';
import { sceneOf } from './interaction.ts';
import { objectAt, stringAt } from './json.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/**
 * A person opens a work object that a message shows; the app is asked for its details.
 * @param url the object's own
 * @returns once the app has heard of it
 * @throws WorkspaceRefusal where the message shows no such thing
 */
export const openWorkObject = (
  workspace: Workspace,
  eventsApi: EventsApi,
  personId: string,
  target: { readonly channel: string; readonly ts: string },
  url: string,
): Promise<void> => {
  const { id: user } = personById(workspace, personId);
  const scene = sceneOf(workspace, user, { kind: 'message', ...target });
  const entities = scene.kind === 'message' ? (scene.message.entities ?? []) : [];
  const entity = entities.find((each) => stringAt(each, 'url') === url);
  if (scene.kind !== 'message' || entity === undefined) {
    throw new WorkspaceRefusal('That message shows nothing like it any more.', 404);
  }
  const { message } = scene;
  const externalRef = objectAt(entity, 'external_ref') ?? {};
  const appUnfurlUrl = stringAt(entity, 'app_unfurl_url');
  return announce(workspace, eventsApi, {
    type: 'entity_details_requested',
    user,
    external_ref: externalRef,
    entity_url: url,
    link: { url: appUnfurlUrl ?? url, domain: new URL(appUnfurlUrl ?? url).hostname },
    ...(appUnfurlUrl && { app_unfurl_url: appUnfurlUrl }),
    trigger_id: workspace.triggers.issue({ personId: user, externalId: stringAt(externalRef, 'id') ?? '' }),
    user_locale: 'en-US',
    channel: message.channel,
    message_ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
  });
};
