import { describeProblems, list, object, text } from '../checks/check.ts';
import { type JsonObject, objectsAt, stringAt } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { Call, Method } from './method.ts';

const getUploadUrl = ({ workspace, arguments: given }: Call): JsonObject => {
  const name = given.required('filename');
  const length = given.integer('length', 1, Number.MAX_SAFE_INTEGER);
  if (length === undefined) throw new SlackError('invalid_arguments', ['missing required field: length']);
  const { id, path } = workspace.files.announce(name, length);
  return { upload_url: `${workspace.origin}${path}`, file_id: id };
};

const uploads = list(object({ id: text(Infinity, 1), 'title?': text() }));

const completeUpload = ({ workspace, arguments: given }: Call): JsonObject => {
  const files = given.json('files');
  if (files === undefined) throw new SlackError('invalid_arguments', ['missing required field: files']);
  const problems = uploads(files, '/files');
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));
  const completed = objectsAt({ files }, 'files').map((file) => {
    const id = stringAt(file, 'id') ?? '';
    const { name, length } = workspace.files.complete(id);
    // What Slack finds out while it looks into the file is empty at first.
    return { id, name, title: stringAt(file, 'title') || name, mimetype: '', size: length };
  });
  return { files: completed };
};

/** `files.*`: uploads that stay the bot's own until a message shows them; sharing in a channel is not offered here. */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': {
    token: 'bot',
    takes: ['filename', 'length', 'alt_txt', 'snippet_type'],
    call: getUploadUrl,
  },
  'files.completeUploadExternal': { token: 'bot', takes: ['files'], call: completeUpload },
};
