import { describeProblems } from './checks/check.ts';
import { checkViewResponse } from './checks/view-response.ts';
import { entriesOf } from './click.ts';
import type { Delivery } from './delivery.ts';
import { placedElements } from './elements.ts';
import { type ElementValue, stateValues } from './element-values.ts';
import { inputProblems } from './input-problems.ts';
import { sceneOf, slackView, who } from './interaction.ts';
import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import { failureCode, send } from './send.ts';
import { SlackError } from './slack-error.ts';
import type { OpenView } from './open-view.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** What a person filled in: by block id, by action id. */
export type FilledValues = Readonly<Record<string, Readonly<Record<string, ElementValue>>>>;

/** What became of the view: closed, still there (with problems by block id, or a sentence), or another in its place. */
export type SubmitOutcome = {
  readonly outcome: 'closed' | 'kept' | 'updated';
  readonly errors?: Readonly<Record<string, string>>;
  readonly error?: string;
};

/** What Slack's client says where a submission did not get through. */
const connectionTrouble = 'We had some trouble connecting. Try again?';

/** A response_url for each conversation that a person chose in a menu with `response_url_enabled`. */
const responseUrls = (workspace: Workspace, view: OpenView, personId: string): JsonObject[] => {
  const placed = placedElements(objectsAt(view.content, 'blocks'));
  const values = stateValues(placed, view.entries);
  return placed
    .filter(({ element }) => element['response_url_enabled'] === true)
    .flatMap(({ blockId, element }) => {
      const actionId = stringAt(element, 'action_id') ?? '';
      const entry = values[blockId]?.[actionId] ?? {};
      const channel = stringAt(entry, 'selected_conversation') ?? stringAt(entry, 'selected_channel');
      if (channel === undefined) return [];
      const url = workspace.origin + workspace.responseUrls.issue({ personId, channel });
      return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
    });
};

const applyResponse = (workspace: Workspace, view: OpenView, response: JsonObject): SubmitOutcome => {
  const content = objectAt(response, 'view') ?? {};
  switch (response['response_action']) {
    case 'errors': {
      const errors: Record<string, string> = {};
      for (const [blockId, sentence] of Object.entries(objectAt(response, 'errors') ?? {}))
        errors[blockId] = String(sentence);
      workspace.events.emit('viewErrors', { personId: view.personId, viewId: view.id, errors });
      return { outcome: 'kept', errors };
    }
    case 'update':
      workspace.views.update(view.id, content);
      return { outcome: 'updated' };
    case 'push':
      workspace.views.push(view.personId, content);
      return { outcome: 'updated' };
    case 'clear':
      workspace.views.clear(view.personId);
      return { outcome: 'closed' };
    default:
      workspace.views.close(view.id);
      return { outcome: 'closed' };
  }
};

const readResponse = (workspace: Workspace, view: OpenView, payload: unknown): SubmitOutcome => {
  // the view may have gone while the app thought
  const current = workspace.views.byId(view.id);
  if (current === undefined) return { outcome: 'closed' };
  const response = isObject(payload) ? payload : {};
  const problems = checkViewResponse(response, current);
  const name = stringAt(view.content, 'callback_id') ?? '';
  const refuse = (details: readonly string[]): SubmitOutcome => {
    workspace.events.emit('acknowledgementRefused', { kind: 'view_submission', name, details });
    return { outcome: 'kept', error: connectionTrouble };
  };
  if (problems.length > 0) return refuse(describeProblems(problems));
  try {
    return applyResponse(workspace, current, response);
  } catch (error) {
    if (error instanceof SlackError) return refuse([error.code, ...error.details]);
    throw error;
  }
};

/**
 * A person submits a form.
 * @param values what they changed; all else stays as the app set it
 * @throws WorkspaceRefusal where the view is gone, can't be submitted, or a value can't be given
 */
export const submitView = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  viewId: string,
  values: FilledValues,
): Promise<SubmitOutcome> => {
  const container = { kind: 'view', viewId } as const;
  const scene = sceneOf(workspace, personId, container);
  const view = workspace.views.fill(viewId, entriesOf(workspace, container, scene, values));
  if (view === undefined || objectAt(view.content, 'submit') === undefined) {
    throw new WorkspaceRefusal('That view has nothing to submit.');
  }
  const placed = placedElements(scene.blocks);
  const errors = inputProblems(placed, stateValues(placed, view.entries));
  if (Object.keys(errors).length > 0) return { outcome: 'kept', errors };
  const payload = {
    type: 'view_submission',
    ...who(workspace, personById(workspace, personId)),
    trigger_id: workspace.triggers.issue({ personId, viewId }),
    view: slackView(workspace, view),
    response_urls: responseUrls(workspace, view, personId),
  };
  const name = stringAt(view.content, 'callback_id') ?? '';
  const acknowledgement = await send(workspace, delivery, {
    type: 'interactive',
    kind: 'view_submission',
    name,
    payload,
  });
  return acknowledgement.kind === 'acknowledged'
    ? readResponse(workspace, view, acknowledgement.payload)
    : { outcome: 'kept', error: `${connectionTrouble} (${failureCode(acknowledgement)})` };
};

/**
 * A person closes a view; where it says so, all below it close too. The app hears of it if it asked to.
 * @throws WorkspaceRefusal where the view is gone
 */
export const closeView = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  viewId: string,
): Promise<void> => {
  const scene = sceneOf(workspace, personId, { kind: 'view', viewId });
  if (scene.kind !== 'view' || scene.view.type !== 'modal') throw new WorkspaceRefusal('That view can’t be closed.');
  const { view } = scene;
  const isCleared = view.content['clear_on_close'] === true;
  if (isCleared) workspace.views.clear(personId);
  else workspace.views.close(viewId);
  if (view.content['notify_on_close'] !== true) return;
  const payload = {
    type: 'view_closed',
    ...who(workspace, personById(workspace, personId)),
    view: slackView(workspace, view),
    is_cleared: isCleared,
  };
  const name = stringAt(view.content, 'callback_id') ?? '';
  await send(workspace, delivery, { type: 'interactive', kind: 'view_closed', name, payload });
};
