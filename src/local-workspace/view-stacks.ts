import { randomBytes } from 'node:crypto';

import { withIds } from './elements.ts';
import type { Identifiers } from './identifiers.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import { SlackError } from './slack-error.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

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

/** Slack shows at most three modals on top of each other. */
const deepestStack = 3;

/** The modals that people have open. */
export type ViewStacks = {
  top(personId: string): OpenView | null;
  depth(personId: string): number;
  byId(id: string): OpenView | undefined;
  byExternalId(externalId: string): OpenView | undefined;
  /** A modal in place of all that the person had open. */
  open(personId: string, content: JsonObject): OpenView;
  /** @throws SlackError `push_limit_reached` */
  push(personId: string, content: JsonObject): OpenView;
  /** What the person filled in stays where block and action ids stay. */
  update(id: string, content: JsonObject): OpenView;
  /** Notes what the person has filled in. */
  fill(id: string, entries: Entries): OpenView | undefined;
  /** Closes a view and those on top of it. */
  close(id: string): void;
  clear(personId: string): void;
  publishHome(personId: string, content: JsonObject): OpenView;
  home(personId: string): OpenView | undefined;
};

const newHash = (now: Date) => `${Math.floor(now.getTime() / 1000)}.${randomBytes(6).toString('base64url')}`;

/** Entries of elements that are still there, under the same ids and of the same type. */
const keptEntries = (entries: Entries, content: JsonObject): Entries =>
  Object.fromEntries(
    Object.entries(entries).filter(([blockId]) =>
      objectsAt(content, 'blocks').some((block) => stringAt(block, 'block_id') === blockId),
    ),
  );

const withBlockIds = (content: JsonObject, identifiers: Identifiers): JsonObject => ({
  ...content,
  blocks: withIds(objectsAt(content, 'blocks'), identifiers),
});

/** Stacks of modals in memory; what is on top is announced on `events`. */
export const createViewStacks = (identifiers: Identifiers, events: WorkspaceEvents, now: () => Date): ViewStacks => {
  const stacks = new Map<string, OpenView[]>();
  const homes = new Map<string, OpenView>();

  const all = () => [...stacks.values()].flat();
  const stackOf = (personId: string) => stacks.get(personId) ?? [];
  const top = (personId: string) => stackOf(personId).at(-1) ?? null;
  const byExternalId = (externalId: string) =>
    [...all(), ...homes.values()].find((view) => view.externalId === externalId);

  const setStack = (personId: string, stack: OpenView[]) => {
    if (stack.length === 0) stacks.delete(personId);
    else stacks.set(personId, stack);
    events.emit('viewChanged', { personId, view: top(personId) });
  };

  const create = (personId: string, content: JsonObject, below: OpenView | undefined): OpenView => {
    const externalId = stringAt(content, 'external_id');
    if (externalId && byExternalId(externalId)) throw new SlackError('duplicate_external_id');
    const id = identifiers.next('V');
    return {
      id,
      personId,
      type: content['type'] === 'home' ? 'home' : 'modal',
      hash: newHash(now()),
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      ...(externalId && { externalId }),
      content: withBlockIds(content, identifiers),
      entries: {},
    };
  };

  const replace = (changed: OpenView): OpenView => {
    const stack = stackOf(changed.personId);
    const isTop = stack.at(-1)?.id === changed.id;
    stacks.set(
      changed.personId,
      stack.map((view) => (view.id === changed.id ? changed : view)),
    );
    if (isTop) events.emit('viewChanged', { personId: changed.personId, view: changed });
    return changed;
  };

  return {
    top,
    depth: (personId) => stackOf(personId).length,
    byId: (id) => [...all(), ...homes.values()].find((view) => view.id === id),
    byExternalId,
    open: (personId, content) => {
      const view = create(personId, content, undefined);
      setStack(personId, [view]);
      return view;
    },
    push: (personId, content) => {
      const stack = stackOf(personId);
      if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
      const view = create(personId, content, stack.at(-1));
      setStack(personId, [...stack, view]);
      return view;
    },
    update: (id, content) => {
      const view = all().find((each) => each.id === id);
      if (view === undefined) throw new SlackError('not_found');
      const identified = withBlockIds(content, identifiers);
      const externalId = stringAt(content, 'external_id');
      if (externalId && externalId !== view.externalId && byExternalId(externalId)) {
        throw new SlackError('duplicate_external_id');
      }
      const { externalId: _, ...rest } = view;
      return replace({
        ...rest,
        hash: newHash(now()),
        ...(externalId && { externalId }),
        content: identified,
        entries: keptEntries(view.entries, identified),
      });
    },
    fill: (id, entries) => {
      const view = all().find((each) => each.id === id);
      if (view === undefined) return undefined;
      const filled = { ...view.entries };
      for (const [blockId, byAction] of Object.entries(entries)) {
        filled[blockId] = { ...filled[blockId], ...byAction };
      }
      const changed = { ...view, entries: filled };
      stacks.set(
        view.personId,
        stackOf(view.personId).map((each) => (each.id === id ? changed : each)),
      );
      return changed;
    },
    close: (id) => {
      const view = all().find((each) => each.id === id);
      if (view === undefined) return;
      const stack = stackOf(view.personId);
      setStack(
        view.personId,
        stack.slice(
          0,
          stack.findIndex((each) => each.id === id),
        ),
      );
    },
    clear: (personId) => setStack(personId, []),
    publishHome: (personId, content) => {
      const earlier = homes.get(personId);
      homes.delete(personId);
      const created = create(personId, content, undefined);
      const view = earlier === undefined ? created : { ...created, id: earlier.id, rootViewId: earlier.id };
      homes.set(personId, view);
      events.emit('homePublished', { personId, view });
      return view;
    },
    home: (personId) => homes.get(personId),
  };
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
