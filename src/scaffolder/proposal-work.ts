import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { loadTemplate } from './find-template.ts';
import { textOf } from './json-object.ts';
import { type ProposedUpdate, proposeTimeoutMs, proposeUpdate } from './propose-update.ts';
import { proposedVersions } from './proposed-versions.ts';
import type { Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';

/** The kind of work that a proposal is which the command line has begun. */
const proposalWorkKind = 'scaffolder.proposal';

/**
 * Proposes for somebody who waits for it, for two minutes at most. Where this process is killed, an instance that serves
 * goes on with it after that.
 * @throws Refusal as {@link proposeUpdate}
 */
export async function proposeNow(scaffolder: Scaffolder, run: Run, signal: AbortSignal): Promise<ProposedUpdate> {
  const { work, now } = scaffolder.context;
  await work.put({
    key: `${proposalWorkKind}:${run.id}`,
    kind: proposalWorkKind,
    payload: { run: run.id },
    dueAt: new Date(now().getTime() + proposeTimeoutMs),
  });
  return proposeUpdate(scaffolder, run, AbortSignal.any([signal, AbortSignal.timeout(proposeTimeoutMs)]));
}

/** Proposes what a command line has begun to and did not bring to its end. */
export function handleProposals(scaffolder: Scaffolder): void {
  const { context, runs } = scaffolder;
  context.work.handle(proposalWorkKind, async ({ payload }, signal) => {
    const run = await runs.get((isJsonObject(payload) && textOf(payload['run'])) || '');
    if (!run) return 'done';
    try {
      if (!(await isProposed(scaffolder, run))) await proposeUpdate(scaffolder, run, signal);
    } catch (error) {
      // Whoever asked is gone by now, and asking again would come to the same.
      if (!(error instanceof Refusal) || signal.aborted) throw error;
      context.logger.warn({ refusal: error, run: run.id }, 'what the command line was to propose was refused');
    }
    return 'done';
  });
}

/** Whether the template as it is now was proposed. */
async function isProposed(scaffolder: Scaffolder, { id, templateRef }: Run): Promise<boolean> {
  const proposed = (await proposedVersions(scaffolder.context.records)).get(id);
  const entry = scaffolder.catalog.directory.get(templateRef);
  if (!proposed || !entry) return false;
  return (await loadTemplate(entry, scaffolder)).commit === proposed.templateCommit;
}
