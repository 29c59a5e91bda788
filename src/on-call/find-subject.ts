import { findSubject, type Subject } from '#callboard/catalog/commands/find-subject.ts';
import { nameParameter } from '#callboard/catalog/commands/name-parameter.ts';
import { settleByOwner } from '#callboard/catalog/owner.ts';
import type { Directory, DirectoryEntry } from '#callboard/catalog/directory.ts';
import type { Parameter } from '#callboard/core/commands/command.ts';

/** What one can be on call for, or be paged about. */
export const subjectKinds = ['component', 'api', 'resource', 'system', 'domain', 'group', 'user'] as const;

/** The parameter by which it is named. */
export const subjectParameter = (description: string, directory: Directory): Parameter =>
  nameParameter(description, directory, subjectKinds);

/** What a name means; of several things with one owner any will do, since the same people are reached. */
export function findReachable(command: string, text: string, directory: Directory): Subject {
  const settle = (entries: readonly DirectoryEntry[]) => settleByOwner(entries, directory);
  return findSubject(command, text, directory, settle, { kinds: subjectKinds });
}

/** Whether a name means one thing, so that nothing has to be asked back. */
export function isClear(text: string, directory: Directory): boolean {
  const resolution = directory.resolve(text, { kinds: subjectKinds });
  if (resolution.kind === 'several') return settleByOwner(resolution.entries, directory).length === 1;
  return resolution.kind === 'one';
}
