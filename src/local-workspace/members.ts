import type { Identifiers } from './identifiers.ts';
import type { Person } from './options.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

/** The people of the workspace. */
export type Members = {
  all(): readonly Person[];
  byId(id: string): Person | undefined;
  /** By handle, in lower case. */
  byHandle(handle: string): Person | undefined;
  /** Adds someone, with a handle made of their name. */
  add(name: string): Person;
  /** Closes someone's account. */
  deactivate(id: string): void;
};

const handleOf = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '.')
    .replace(/^\.|\.$/g, '') || 'someone';

/** People in memory; who comes and goes is announced on `events`. */
export const createMembers = (
  people: readonly Person[],
  identifiers: Identifiers,
  events: WorkspaceEvents,
): Members => {
  const members = new Map(people.map((person) => [person.id, person]));
  const byHandle: Members['byHandle'] = (handle) =>
    [...members.values()].find((person) => person.handle.toLowerCase() === handle);
  const put = (person: Person) => {
    members.set(person.id, person);
    events.emit('peopleChanged');
    return person;
  };
  return {
    all: () => [...members.values()],
    byId: (id) => members.get(id),
    byHandle,
    add: (name) => {
      const id = identifiers.next('U');
      const handle = handleOf(name);
      return put({
        id,
        handle: byHandle(handle) === undefined ? handle : `${handle}.${id.slice(-3)}`,
        name: name.trim(),
      });
    },
    deactivate: (id) => {
      const person = members.get(id);
      if (person !== undefined) put({ ...person, isDeactivated: true });
    },
  };
};
