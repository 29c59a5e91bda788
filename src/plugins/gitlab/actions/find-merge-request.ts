import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabCall } from './gitlab-at-hand.ts';

/** A merge request as GitLab tells of it. */
export interface MergeRequest {
  readonly iid: number;
  readonly url: string;
  /** `opened`, `closed`, `merged` or, for a moment, `locked`. */
  readonly state: string;
}

/** The open merge request of a call's branch. */
export async function findMergeRequest({ ask, input }: GitLabCall): Promise<MergeRequest | undefined> {
  const query = { source_branch: sourceBranch(input), state: 'opened' };
  const { body } = await ask({ path: '/merge_requests', query });
  return Array.isArray(body) ? readMergeRequest(body[0]) : undefined;
}

/** @returns undefined where it is none */
export function readMergeRequest(body: Json | undefined): MergeRequest | undefined {
  const { iid, web_url: url, state } = isJsonObject(body) ? body : {};
  if (typeof iid !== 'number' || typeof url !== 'string' || typeof state !== 'string') return undefined;
  return { iid, url, state };
}

/** The branch that a call proposes. */
export const sourceBranch = (input: JsonObject): string => textOf(input['branchName']) ?? '';
