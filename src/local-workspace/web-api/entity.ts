import { checkEntity } from '../checks/entities.ts';
import { describeProblems } from '../checks/check.ts';
import { isObject, type JsonObject, objectAt, stringAt } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Details } from '../details.ts';
import type { Call, Method } from './method.ts';

/** What Slack says for the app in each of these cases. */
const sentences: Readonly<Record<string, string>> = {
  restricted: 'You don’t have access to this.',
  internal_error: 'Something went wrong. Try again later.',
  not_found: 'This can’t be found any more.',
  timeout: 'This took too long to load. Try again later.',
  edit_error: 'This could not be changed.',
};

const refusal = (personId: string, error: JsonObject): Details => {
  const status = stringAt(error, 'status') ?? '';
  if (status !== 'custom' && !Object.hasOwn(sentences, status)) {
    throw new SlackError('invalid_arguments', ['must be a valid enum value [json-pointer:/error/status]']);
  }
  const [title, message] = [stringAt(error, 'custom_title'), stringAt(error, 'custom_message')];
  return {
    kind: 'refused',
    personId,
    ...(title && { title }),
    message: message ?? sentences[status] ?? '',
  };
};

const presentDetails = ({ workspace, arguments: given }: Call): JsonObject => {
  const { personId, externalId } = workspace.triggers.exchange(given.required('trigger_id'));
  if (externalId === undefined) throw new SlackError('invalid_trigger_id');
  const present = (details: Details) => {
    workspace.events.emit('detailsPresented', details);
    return {};
  };
  const error = given.json('error');
  if (isObject(error)) return present(refusal(personId, error));
  if (given.flag('user_auth_required') === true) {
    const url = given.text('user_auth_url');
    if (url === undefined) throw new SlackError('user_auth_url_missing');
    return present({ kind: 'signIn', personId, url });
  }
  const metadata = given.json('metadata');
  if (metadata === undefined) throw new SlackError('missing_metadata');
  if (!isObject(metadata)) throw new SlackError('invalid_metadata');
  const problems = checkEntity(metadata, '/metadata', 'shown');
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));
  if (stringAt(objectAt(metadata, 'external_ref') ?? {}, 'id') !== externalId)
    throw new SlackError('entity_metadata_does_not_match_trigger');
  return present({ kind: 'shown', personId, entity: metadata });
};

/** `entity.presentDetails`: what a person sees of a work object that they opened. */
export const entityMethods: Readonly<Record<string, Method>> = {
  'entity.presentDetails': {
    token: 'bot',
    takes: ['trigger_id', 'metadata', 'user_auth_required', 'user_auth_url', 'error', 'team_id'],
    call: presentDetails,
  },
};
