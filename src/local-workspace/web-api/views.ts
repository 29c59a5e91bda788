import { describeProblems } from '../checks/check.ts';
import { checkView, isViewTooLarge } from '../checks/view.ts';
import { slackView } from '../interaction.ts';
import { isObject, type JsonObject } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Trigger } from '../triggers.ts';
import type { OpenView } from '../open-view.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';
import type { Call, Method } from './method.ts';

const readView = (given: Arguments, type: 'modal' | 'home'): JsonObject => {
  const view = given.json('view');
  if (isViewTooLarge(view)) throw new SlackError('view_too_large');
  const problems = checkView(view);
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));
  if (!isObject(view) || view['type'] !== type) {
    throw new SlackError('invalid_arguments', ['must be a valid enum value [json-pointer:/view/type]']);
  }
  return view;
};

const exchange = (workspace: Workspace, given: Arguments): Trigger => {
  const triggerId = given.text('trigger_id') ?? given.text('interactivity_pointer');
  if (triggerId === undefined) {
    throw new SlackError('invalid_arguments', ['missing required field: trigger_id']);
  }
  return workspace.triggers.exchange(triggerId);
};

const open = ({ workspace, arguments: given }: Call): JsonObject => {
  const content = readView(given, 'modal');
  const { personId } = exchange(workspace, given);
  return { view: slackView(workspace, workspace.views.open(personId, content)) };
};

const push = ({ workspace, arguments: given }: Call): JsonObject => {
  const content = readView(given, 'modal');
  const { personId, viewId } = exchange(workspace, given);
  // a view is pushed on the one whose button was pressed
  if (viewId === undefined || workspace.views.byId(viewId)?.type !== 'modal') throw new SlackError('not_found');
  return { view: slackView(workspace, workspace.views.push(personId, content)) };
};

const namedView = (workspace: Workspace, given: Arguments): OpenView => {
  const [viewId, externalId] = [given.text('view_id'), given.text('external_id')];
  if ((viewId === undefined) === (externalId === undefined)) {
    throw new SlackError('invalid_arguments', ['must define either `view_id` or `external_id`']);
  }
  const view = viewId === undefined ? workspace.views.byExternalId(externalId ?? '') : workspace.views.byId(viewId);
  if (view === undefined) throw new SlackError('not_found');
  return view;
};

const checkHash = (given: Arguments, view: OpenView | undefined) => {
  const hash = given.text('hash');
  if (hash !== undefined && view !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
};

const update = ({ workspace, arguments: given }: Call): JsonObject => {
  const content = readView(given, 'modal');
  const view = namedView(workspace, given);
  checkHash(given, view);
  return { view: slackView(workspace, workspace.views.update(view.id, content)) };
};

const publish = ({ workspace, arguments: given }: Call): JsonObject => {
  if (workspace.options.hasHome === false) throw new SlackError('not_enabled');
  const userId = given.required('user_id');
  const content = readView(given, 'home');
  if (workspace.members.byId(userId) === undefined) throw new SlackError('user_not_found');
  checkHash(given, workspace.views.home(userId));
  return { view: slackView(workspace, workspace.views.publishHome(userId, content)) };
};

/** `views.*`: modals, and the app's home. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': { token: 'bot', takes: ['view', 'trigger_id', 'interactivity_pointer', 'team_id'], call: open },
  'views.push': { token: 'bot', takes: ['view', 'trigger_id', 'interactivity_pointer', 'team_id'], call: push },
  'views.update': { token: 'bot', takes: ['view', 'view_id', 'external_id', 'hash', 'team_id'], call: update },
  'views.publish': { token: 'bot', takes: ['view', 'user_id', 'hash', 'team_id'], call: publish },
};
