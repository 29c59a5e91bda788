import type { Author } from '#callboard/git/push-folder.ts';
import type { JsonObject } from './action.ts';
import { textOf } from './json-object.ts';

/** The inputs of an action by which a template names whom a commit names. */
export const authorProperties = {
  gitAuthorName: { type: 'string', pattern: '^[^<>\\n]*$' },
  gitAuthorEmail: { type: 'string', pattern: '^[^<>\\s]*$' },
} as const;

/** Whom a template wants a commit to name; undefined unless it gives both parts. */
export function commitAuthor(input: JsonObject): Author | undefined {
  const name = textOf(input['gitAuthorName']);
  const email = textOf(input['gitAuthorEmail']);
  return name === undefined || name === '' || email === undefined || email === '' ? undefined : { name, email };
}
