import { fromJson, toJson } from '#callboard/core/storage/json.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { Run } from './run.ts';

/** The version of a template that was last proposed to what a run made. */
export type ProposedVersion = Pick<Run, 'template'> & { readonly templateCommit: string };

const prefix = 'proposal:';

/** Keeps that a version of its template is proposed to what a run made, or was there already. */
export async function keepProposed(
  records: Records,
  runId: string,
  template: JsonObject,
  templateCommit: string,
): Promise<void> {
  await records.put(`${prefix}${runId}`, toJson({ template, templateCommit } satisfies ProposedVersion));
}

/** The versions that were last proposed, by run. */
export async function proposedVersions(records: Records): Promise<ReadonlyMap<string, ProposedVersion>> {
  const all = [...(await records.all())].filter(([key]) => key.startsWith(prefix));
  return new Map(all.map(([key, { value }]) => [key.slice(prefix.length), fromJson<ProposedVersion>(value)]));
}
