import type { Delivery } from './delivery.ts';
import type { PlacedElement } from './elements.ts';
import { placedElements } from './elements.ts';
import { decodeValue, type ElementValue, holdsValue, stateValues } from './element-values.ts';
import { type Container, elementOf, place, responseUrl, type Scene, sceneOf, who } from './interaction.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import { failureCode, send, tell } from './send.ts';
import type { Outcome } from './slash.ts';
import type { Entries } from './open-view.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** The key under which the options that an app offered for a menu are remembered. */
export const offeredKey = (container: Container, blockId: string, actionId: string): string =>
  [container.kind === 'view' ? container.viewId : `${container.channel}/${container.ts}`, blockId, actionId].join(' ');

/** What a person did with a button-like element, as Slack's action says it. */
const pressed = (element: JsonObject, value: ElementValue): JsonObject => {
  if (element['type'] === 'overflow') {
    const wanted = typeof value.option === 'string' ? value.option : stringAt(value.option ?? {}, 'value');
    const option = objectsAt(element, 'options').find((each) => stringAt(each, 'value') === wanted);
    if (option === undefined) throw new WorkspaceRefusal('That option is not among those offered.');
    return { type: 'overflow', selected_option: option };
  }
  if (element['type'] === 'feedback_buttons') {
    const button = objectAt(element, `${value.feedback ?? 'positive'}_button`) ?? {};
    return { type: 'feedback_buttons', value: button['value'], text: button['text'] };
  }
  const { confirm: _confirm, style: _style, accessibility_label: _label, ...rest } = element;
  return rest;
};

const entryOf = (
  workspace: Workspace,
  container: Container,
  placed: PlacedElement,
  value: ElementValue,
): JsonObject => {
  const actionId = stringAt(placed.element, 'action_id') ?? '';
  const offered = workspace.offered.get(offeredKey(container, placed.blockId, actionId)) ?? [];
  const decoded = decodeValue(placed.element, { ...value }, offered);
  if (decoded.kind === 'problem') throw new WorkspaceRefusal(decoded.sentence);
  return decoded.entry;
};

/** Values of several inputs as entries of `state.values`. */
export const entriesOf = (
  workspace: Workspace,
  container: Container,
  scene: Scene,
  values: Readonly<Record<string, Readonly<Record<string, ElementValue>>>>,
): Entries => {
  const entries: Entries = {};
  for (const [blockId, byAction] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(byAction)) {
      const placed = elementOf(scene, actionId, blockId);
      entries[blockId] = { ...entries[blockId], [actionId]: entryOf(workspace, container, placed, value) };
    }
  }
  return entries;
};

const payloadOf = (
  workspace: Workspace,
  scene: Scene,
  personId: string,
  action: JsonObject,
  entries: Entries,
): JsonObject => ({
  type: 'block_actions',
  ...who(workspace, personById(workspace, personId)),
  ...place(workspace, scene, stringAt(action, 'block_id') ?? ''),
  trigger_id: workspace.triggers.issue({ personId, ...(scene.kind === 'view' && { viewId: scene.view.id }) }),
  ...(scene.kind === 'message' && {
    response_url: responseUrl(workspace, personId, scene),
    state: { values: stateValues(placedElements(scene.blocks), entries) },
  }),
  actions: [action],
});

/** What a person does with an element. */
export type Click = {
  readonly actionId: string;
  readonly blockId?: string;
  readonly value?: ElementValue;
  /** What stands in the other inputs of a view, where the person has changed it. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, ElementValue>>>>;
};

/**
 * A person presses a button or chooses something. An input that does not dispatch actions only keeps the value.
 * @throws WorkspaceRefusal where the element is gone or can't have that value
 */
export const click = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  container: Container,
  did: Click,
): Promise<Outcome> => {
  const scene = sceneOf(workspace, personId, container);
  const placed = elementOf(scene, did.actionId, did.blockId);
  const isHeld = holdsValue(placed.element);
  const held = isHeld ? entryOf(workspace, container, placed, did.value ?? {}) : undefined;
  const entries = entriesOf(workspace, container, scene, did.values ?? {});
  if (held) entries[placed.blockId] = { ...entries[placed.blockId], [did.actionId]: held };
  const view = scene.kind === 'view' ? workspace.views.fill(scene.view.id, entries) : undefined;
  if (placed.block['type'] === 'input' && placed.block['dispatch_action'] !== true) return 'acknowledged';

  const now: Scene = scene.kind === 'view' && view ? { ...scene, view } : scene;
  const action = {
    ...(held ?? pressed(placed.element, did.value ?? {})),
    action_id: did.actionId,
    block_id: placed.blockId,
    action_ts: workspace.identifiers.timestamp(),
  };
  const payload = payloadOf(workspace, now, personId, action, entries);
  const acknowledgement = await send(workspace, delivery, {
    type: 'interactive',
    kind: 'block_actions',
    name: did.actionId,
    payload,
  });
  if (acknowledgement.kind === 'acknowledged') return 'acknowledged';
  const text = `That did not work (${failureCode(acknowledgement)}): the app did not respond.`;
  tell(workspace, personId, text, scene.kind === 'message' ? scene.conversation : undefined);
  return 'unacknowledged';
};
