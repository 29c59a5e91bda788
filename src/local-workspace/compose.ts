import { announce } from './announce.ts';
import type { EventsApi } from './events-api.ts';
import { linksIn } from './links.ts';
import { typedText } from './typed-text.ts';
import { personById, type Workspace } from './workspace.ts';

/** The draft that began, undefined where it has no link that the app unfurls; and what is done once the app has heard. */
type Composed = { readonly draftId?: string; readonly told: Promise<void> };

/**
 * A person types a message with links in it, and has not sent it yet.
 * @throws WorkspaceRefusal for an id of nobody
 */
export const compose = (workspace: Workspace, eventsApi: EventsApi, personId: string, typed: string): Composed => {
  const { id: user } = personById(workspace, personId);
  const text = typedText(typed, { person: () => undefined, channel: () => undefined });
  const links = linksIn(text, workspace.options.unfurlDomains ?? []);
  if (links.length === 0) return { told: Promise.resolve() };
  const { id } = workspace.drafts.begin(user, text);
  const told = announce(workspace, eventsApi, {
    type: 'link_shared',
    channel: 'COMPOSER',
    is_bot_user_member: true,
    user,
    message_ts: id,
    links,
    unfurl_id: id,
    source: 'composer',
  });
  return { draftId: id, told };
};
