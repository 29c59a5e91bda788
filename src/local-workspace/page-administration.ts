import type { Fault } from './faults.ts';
import { type JsonObject, objectAt, stringAt } from './json.ts';
import { needText } from './page-requests.ts';
import type { Parts } from './parts.ts';
import { personById } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** One thing that the page does: what the server answers to the body of its request. */
export type Action = (parts: Parts, body: JsonObject) => JsonObject | Promise<JsonObject>;

/** @throws WorkspaceRefusal where it is not a whole number of `min` to `max` */
const needNumber = (body: JsonObject, field: string, min: number, max: number): number => {
  const value = body[field];
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new WorkspaceRefusal(`“${field}” must be a whole number of ${min} to ${max}.`);
};

const readFault = (body: JsonObject): Fault => {
  const kind = stringAt(body, 'kind');
  switch (kind) {
    case 'rateLimited': {
      const retryAfterSeconds = needNumber(body, 'retryAfterSeconds', 1, 3_600);
      return { kind, method: needText(body, 'method'), retryAfterSeconds };
    }
    case 'failing':
      return { kind, method: needText(body, 'method'), status: needNumber(body, 'status', 500, 599) };
    case 'slow':
      return { kind, method: needText(body, 'method'), delayMs: needNumber(body, 'delayMs', 1, 600_000) };
    case 'disconnecting':
      return { kind, everyMs: needNumber(body, 'everyMs', 100, 600_000) };
    case 'duplicateEvents':
    case 'unorderedEvents':
      return { kind };
    case 'unknownBlock':
      return { kind, block: needText(body, 'block') };
    default:
      throw new WorkspaceRefusal(`There is no fault ${kind ?? ''}.`);
  }
};

/** Lets the app be told on its own time: what goes wrong with that is on the workspace's events. */
export const told = (done: Promise<void>): JsonObject => {
  void done;
  return {};
};

/** What the page does for whoever runs the workspace, by the path below `/workspace/api/`. */
export const administrationActions: Readonly<Record<string, Action>> = {
  'person/add': ({ administration }, body) => ({ id: administration.addPerson(needText(body, 'name')).id }),
  'person/deactivate': ({ workspace, administration }, body) => {
    const { id } = personById(workspace, needText(body, 'personId'));
    return told(administration.deactivate(id));
  },
  'channel/archive': ({ administration }, body) => told(administration.archive(needText(body, 'channel'))),
  'channel/unarchive': ({ administration }, body) => told(administration.unarchive(needText(body, 'channel'))),
  'channel/invite': ({ administration }, body) =>
    told(administration.invite(needText(body, 'as'), needText(body, 'channel'))),
  'channel/remove': ({ administration }, body) =>
    told(administration.remove(needText(body, 'as'), needText(body, 'channel'))),
  'faults/on': ({ workspace }, body) => ({ id: workspace.faults.switchOn(readFault(objectAt(body, 'fault') ?? {})) }),
  'faults/off': ({ workspace }, body) => {
    const id = stringAt(body, 'id');
    if (id === undefined) workspace.faults.switchOffAll();
    else workspace.faults.switchOff(id);
    return {};
  },
};
