import { describeProblems } from './checks/check.ts';
import { checkSuggestions } from './checks/suggestions.ts';
import { offeredKey } from './click.ts';
import type { Delivery } from './delivery.ts';
import { type Container, elementOf, place, sceneOf, who } from './interaction.ts';
import { isObject, type JsonObject, objectsAt, stringAt } from './json.ts';
import { send } from './send.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

/** Options as the app gave them, Slack's objects verbatim. */
export type Suggestions = { readonly options: readonly JsonObject[]; readonly optionGroups?: readonly JsonObject[] };

/** Slack asks only from three characters on, unless the menu says otherwise. */
const defaultQueryLength = 3;
const menusRemembered = 200;
const optionsRemembered = 1_000;

const remember = (workspace: Workspace, key: string, options: readonly JsonObject[]) => {
  const earlier = workspace.offered.get(key) ?? [];
  workspace.offered.delete(key);
  workspace.offered.set(key, [...options, ...earlier].slice(0, optionsRemembered));
  const oldest = workspace.offered.keys().next();
  if (workspace.offered.size > menusRemembered && oldest.done !== true) workspace.offered.delete(oldest.value);
};

/**
 * A person types in a menu whose options the app gives.
 * @param query what they typed so far
 * @throws WorkspaceRefusal where the app does not answer, or answers what Slack does not take
 */
export const suggest = async (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  container: Container,
  actionId: string,
  query: string,
  blockId?: string,
): Promise<Suggestions> => {
  const scene = sceneOf(workspace, personId, container);
  const placed = elementOf(scene, actionId, blockId);
  const least = placed.element['min_query_length'] ?? defaultQueryLength;
  if (typeof least === 'number' && query.length < least) return { options: [] };
  const payload = {
    type: 'block_suggestion',
    ...who(workspace, personById(workspace, personId)),
    ...place(workspace, scene, placed.blockId),
    block_id: placed.blockId,
    action_id: actionId,
    value: query,
  };
  const named = { kind: 'block_suggestion', name: actionId } as const;
  const acknowledgement = await send(workspace, delivery, { ...named, type: 'interactive', payload });
  if (acknowledgement.kind === 'unacknowledged') throw new WorkspaceRefusal('The app gave no options in time.');
  const problems = checkSuggestions(acknowledgement.payload);
  if (problems.length > 0 || !isObject(acknowledgement.payload)) {
    workspace.events.emit('acknowledgementRefused', { ...named, details: describeProblems(problems) });
    throw new WorkspaceRefusal('The app gave options that Slack does not take.');
  }
  const groups = objectsAt(acknowledgement.payload, 'option_groups');
  const options = [
    ...objectsAt(acknowledgement.payload, 'options'),
    ...groups.flatMap((group) => objectsAt(group, 'options')),
  ];
  remember(workspace, offeredKey(container, placed.blockId, stringAt(placed.element, 'action_id') ?? ''), options);
  return groups.length > 0 ? { options: [], optionGroups: groups } : { options };
};
