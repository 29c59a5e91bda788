import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchChange, type PushedBranch, pushBranch } from '#callboard/git/push-branch.ts';
import { folderInWorkspace } from '#callboard/scaffolder/folder-in-workspace.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabCall } from './gitlab-at-hand.ts';
import { listFiles } from './list-files.ts';

/** What an action says of the files that it pushes: a folder of the run's, where they go, and whether they are to go. */
export const pushedFilesInputs = {
  targetPath: { type: 'string', description: 'The folder of the repository that the files go into.' },
  commitAction: {
    enum: ['auto', 'create', 'update', 'delete'],
    description: '`delete` takes files of these names away; else they are made, or changed.',
  },
} as const;

/** Pushes files of the run as one commit on a branch of the project. @param sourcePath relative to the run's folder */
export async function pushFiles(
  { gitlab: { remote }, project, input, runId, signal }: GitLabCall,
  workspace: string,
  sourcePath: string,
  change: Pick<BranchChange, 'base' | 'branch' | 'message' | 'mayUpdate'>,
): Promise<PushedBranch> {
  const source = await folderInWorkspace(workspace, sourcePath);
  const removes = input['commitAction'] === 'delete';
  const empty = removes ? await mkdtemp(join(tmpdir(), 'callboard-empty-')) : undefined;
  const owner = project.slice(0, project.lastIndexOf('/'));
  try {
    return await pushBranch(remote.cloneUrlOf({ owner, name: project.slice(owner.length + 1) }), {
      ...change,
      folder: empty ?? source,
      targetPath: textOf(input['targetPath']) ?? '',
      filesToDelete: removes ? await listFiles(source) : [],
      runId,
      mayBeEmpty: false,
      author: remote.author,
      credentials: await remote.readCredentials(signal),
      signal,
    });
  } finally {
    if (empty !== undefined) await rm(empty, { recursive: true });
  }
}
