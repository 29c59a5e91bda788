import type { Action } from '../action.ts';
import type { GitHost } from '../git-host.ts';
import { createPublishTo } from './publish-to.ts';

/**
 * The action that makes a repository of the run's folder, on whichever configured Git host its address names.
 * @param hosts asked for at each use
 */
export function createPublish(hosts: () => readonly GitHost[]): Action {
  return createPublishTo({
    id: 'publish',
    description: "Makes a repository of the run's files on a configured Git host.",
    hosts,
    visibilities: ['private', 'internal', 'public'],
    defaultVisibility: 'private',
    defaultBranch: 'main',
    contentsPath: () => '',
    unknownInputs: 'refused',
  });
}
