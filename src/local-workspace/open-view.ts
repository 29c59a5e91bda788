import { type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';

/** What people have filled in so far: Slack's `state.values` entries by block id and action id. */
export type Entries = Record<string, Record<string, JsonObject>>;

/** A view that a person sees: a modal of their stack, or the app's home. */
export type OpenView = {
  readonly id: string;
  readonly personId: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  readonly externalId?: string;
  /** As the app sent it, each block and element with its id. */
  readonly content: JsonObject;
  /** What the person has changed in it. */
  readonly entries: Entries;
};

/** The ids that every view carries. */
export type ViewOwner = { readonly teamId: string; readonly appId: string; readonly botId: string };

/** A view in the shape of Slack's API and payloads; `state` holds what it shows with nothing changed, then the changes. */
export const toSlackView = (view: OpenView, owner: ViewOwner, state: Entries): JsonObject => ({
  id: view.id,
  team_id: owner.teamId,
  type: view.type,
  blocks: objectsAt(view.content, 'blocks'),
  private_metadata: stringAt(view.content, 'private_metadata') ?? '',
  callback_id: stringAt(view.content, 'callback_id') ?? '',
  state: { values: state },
  hash: view.hash,
  ...(view.type === 'modal' && {
    title: objectAt(view.content, 'title'),
    close: objectAt(view.content, 'close') ?? null,
    submit: objectAt(view.content, 'submit') ?? null,
  }),
  clear_on_close: view.content['clear_on_close'] === true,
  notify_on_close: view.content['notify_on_close'] === true,
  previous_view_id: view.previousViewId,
  root_view_id: view.rootViewId,
  app_id: owner.appId,
  external_id: view.externalId ?? '',
  app_installed_team_id: owner.teamId,
  bot_id: owner.botId,
});
