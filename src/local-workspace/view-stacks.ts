import { randomBytes } from 'node:crypto';

import { limits } from './checks/limits.ts';
import { placedElements, withIds } from './elements.ts';
import { stateValues } from './element-values.ts';
import type { Identifiers } from './identifiers.ts';
import { type JsonObject, objectsAt, stringAt } from './json.ts';
import type { Entries, OpenView } from './open-view.ts';
import { SlackError } from './slack-error.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

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
  /** What each element holds stays where block id, action id and type stay, whatever the new `initial_…` says. */
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

const heldEntries = (view: OpenView): Entries =>
  stateValues(placedElements(objectsAt(view.content, 'blocks')), view.entries);

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
      if (stack.length >= limits.viewsOfStack) throw new SlackError('push_limit_reached');
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
        entries: heldEntries(view),
      });
    },
    fill: (id, entries) => {
      const view = [...all(), ...homes.values()].find((each) => each.id === id);
      if (view === undefined) return undefined;
      const filled = { ...view.entries };
      for (const [blockId, byAction] of Object.entries(entries)) {
        filled[blockId] = { ...filled[blockId], ...byAction };
      }
      const changed = { ...view, entries: filled };
      if (view.type === 'home') homes.set(view.personId, changed);
      else
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
      const view =
        earlier === undefined
          ? created
          : { ...created, id: earlier.id, rootViewId: earlier.id, entries: heldEntries(earlier) };
      homes.set(personId, view);
      events.emit('homePublished', { personId, view });
      return view;
    },
    home: (personId) => homes.get(personId),
  };
};
