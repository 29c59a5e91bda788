import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { templateOf } from './find-template.ts';
import { questionsAt } from './forms/form-at.ts';
import { obstacleOf } from './require-runnable.ts';
import type { Scaffolder } from './scaffolder.ts';

/** Why a template of the catalog can't be run here whatever its values are, in one sentence; undefined where it can. */
export function obstacleOfEntry(entry: DirectoryEntry, scaffolder: Scaffolder): string | undefined {
  try {
    const template = templateOf(entry, scaffolder);
    const obstacle = obstacleOf(template, scaffolder.actions);
    if (obstacle === undefined) questionsAt(template, {}, scaffolder);
    return obstacle;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
