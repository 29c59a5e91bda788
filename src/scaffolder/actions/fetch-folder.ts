import type { ActionContext, JsonObject } from '../action.ts';
import { textOf } from '../json-object.ts';
import type { TemplateEngine } from '../template-engine.ts';
import { createFileWriter } from './file-writer.ts';
import { type CheckOutPage, type Fetched, findFetched, tokenProperty } from './find-fetched.ts';
import { listSkeleton, type SkeletonEntry } from './list-skeleton.ts';
import type { PlannedFile } from './plan-files.ts';
import { renderSkeleton } from './render-skeleton.ts';
import { workspacePath } from './workspace-path.ts';

/** What all actions for a folder take. */
export const folderProperties = {
  url: {
    type: 'string',
    minLength: 1,
    description: "The folder, relative to the template's file, or its page at a Git host.",
  },
  targetPath: { type: 'string', description: "Where it is written, relative to the run's folder." },
  ...tokenProperty,
} as const;

/** What becomes of a folder's files. */
export interface FolderPlan {
  readonly files: readonly PlannedFile[];
  readonly engine: TemplateEngine;
  readonly scope: JsonObject;
  /** Whether files that are there already are written over; they are left as they are otherwise. */
  readonly replaces: boolean;
}

/** Writes the folder that an input names into the run's folder, as the plan says. @throws Refusal */
export async function fetchFolder(
  context: ActionContext,
  checkOutPage: CheckOutPage,
  plan: (entries: readonly SkeletonEntry[], folder: Fetched) => FolderPlan | Promise<FolderPlan>,
): Promise<JsonObject> {
  const { input, workspace, signal } = context;
  const fetched = await findFetched(context, checkOutPage);
  const { path: folder, label } = fetched;
  const { files, engine, scope, replaces } = await plan(await listSkeleton(folder), fetched);
  const { root, path: target } = await workspacePath(workspace, textOf(input['targetPath']) ?? '.');
  const write = createFileWriter({ folder: target, root, replaces });
  for await (const batch of renderSkeleton(files, { folder, label, engine, scope, signal })) await write(batch);
  return {};
}
