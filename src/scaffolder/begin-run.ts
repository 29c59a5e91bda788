import { approvalWorkKind } from './approve-run.ts';
import type { Run } from './run.ts';
import { workOfRun } from './run-work.ts';
import { sayApproval } from './say-approval.ts';
import { sayProgress, type Scaffolder } from './scaffolder.ts';

/**
 * Keeps a run and the work of it, or asks those who must approve it first. Called again for the same run it goes on
 * where it stopped.
 * @param run as it was planned, or is kept already
 */
export async function beginRun(scaffolder: Scaffolder, run: Run): Promise<void> {
  const { context, runs } = scaffolder;
  await runs.create(run);
  if (run.status === 'unapproved' && run.approval) {
    const dueAt = new Date(run.approval.expiresAt);
    const key = `${approvalWorkKind}:${run.id}`;
    await context.work.add({ key, kind: approvalWorkKind, payload: { run: run.id }, dueAt });
    await sayProgress(scaffolder, run);
    await sayApproval(scaffolder, run);
  }
  // Before the work is there, so that nothing that the run says is taken back.
  if (run.status === 'waiting') {
    await sayProgress(scaffolder, run);
    await context.work.add(workOfRun(run.id, context.now()));
  }
}
