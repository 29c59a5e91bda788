import { isObject, type JsonObject, objectAt, stringAt } from './json.ts';
import type { Container } from './interaction.ts';
import type { FilledValues } from './submit-view.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/**
 * A text that a request must have.
 * @throws WorkspaceRefusal where it is missing
 */
export const needText = (body: JsonObject, field: string): string => {
  const value = stringAt(body, field);
  if (value === undefined) throw new WorkspaceRefusal(`The request lacks “${field}”.`);
  return value;
};

/** @throws WorkspaceRefusal where `container` names neither a message nor a view */
export const needContainer = (body: JsonObject): Container => {
  const container = objectAt(body, 'container') ?? {};
  if (container['kind'] === 'view') return { kind: 'view', viewId: needText(container, 'viewId') };
  if (container['kind'] === 'message') {
    return { kind: 'message', channel: needText(container, 'channel'), ts: needText(container, 'ts') };
  }
  throw new WorkspaceRefusal('The request lacks a “container” of kind message or view.');
};

const isValues = (value: unknown): value is FilledValues =>
  isObject(value) &&
  Object.values(value).every((byAction) => isObject(byAction) && Object.values(byAction).every(isObject));

/** @throws WorkspaceRefusal where `values` are not objects by block id and action id */
export const readValues = (body: JsonObject): FilledValues => {
  const values = body['values'] ?? {};
  if (!isValues(values)) throw new WorkspaceRefusal('“values” must hold objects by block id and action id.');
  return values;
};
