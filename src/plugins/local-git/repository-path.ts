import { join } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** What GitHub allows in a name, so that a template that works here works there; the length is GitHub's too. */
const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,99}$/;

/** Whether a text may be the name of an owner or a repository: letters, digits, `-`, `_` and `.`, at most 100. */
export function isName(text: string): boolean {
  return namePattern.test(text) && !/\.(git|lock)?$/i.test(text);
}

/**
 * Where a repository is kept: `<folder>/<owner>/<name>.git`, always below the folder.
 * @throws Refusal `name-refused`
 */
export function repositoryPath(folder: string, owner: string, name: string): string {
  const refused = [owner, name].find((text) => !isName(text));
  if (refused !== undefined) {
    throw new Refusal(`"${refused}" cannot be the name of an owner or a repository.`, {
      code: 'name-refused',
      hint: 'Use letters, digits, hyphens, underscores and single dots, beginning with a letter or a digit.',
    });
  }
  return join(folder, owner, `${name}.git`);
}
