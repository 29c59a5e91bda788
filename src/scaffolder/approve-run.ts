import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { oneLine } from '#callboard/catalog/entity-text.ts';
import { textOf } from './json-object.ts';
import { nameOf } from './name-of.ts';
import { namesOf } from './names-of.ts';
import { mayApprove } from './plan-approval.ts';
import { type Approval, forgotten, type Run } from './run.ts';
import { runProgress } from './run-progress.ts';
import { workOfRun } from './run-work.ts';
import { sayApproval, tellOutcome } from './say-approval.ts';
import { sayProgress, type Scaffolder } from './scaffolder.ts';

/** The kind of work that ends a run which nobody approved in time. */
export const approvalWorkKind = 'scaffolder.approval';

const longestReason = 500;

/** A run that somebody may approve, and who that is in the catalog. */
interface Deciding {
  readonly run: Run;
  readonly approval: Approval;
  readonly userRef: string;
}

/** The commands behind the buttons of a request for approval, and what ends a run that was not approved in time. */
export function approvals(scaffolder: Scaffolder): readonly Command[] {
  const { context, runs } = scaffolder;
  context.work.handle(approvalWorkKind, async ({ payload }) => {
    const run = await runs.get((isJsonObject(payload) && textOf(payload['run'])) || '');
    if (run) await decline(scaffolder, run, 'It was not approved in time.');
    return 'done';
  });
  const hidden = { parameters: [], examples: [], phrases: [], effect: 'changes', isHidden: true } as const;
  return [
    {
      ...hidden,
      name: 'approve-run',
      summary: 'Approve a run',
      run: async (invocation) => {
        const deciding = await requireApprover(scaffolder, invocation);
        // Pressed again after a crash, it is decided by the very approval.
        if (!(await hasApproved(scaffolder, deciding))) requireOpen(deciding.run);
        await approve(scaffolder, deciding);
        return noted(deciding.run);
      },
    },
    {
      ...hidden,
      name: 'decline-run',
      summary: 'Decline a run, with a reason',
      isQuestion: ({ values }) => values['reason'] === undefined,
      run: async (invocation) => {
        const deciding = await requireApprover(scaffolder, invocation);
        requireOpen(deciding.run);
        const reason = textOf(invocation.values['reason']);
        if (reason === undefined) return { answer: askForReason(deciding.run), subject: deciding.run.templateRef };
        await declineFor(scaffolder, deciding, oneLine(reason, longestReason));
        return shown(deciding.run);
      },
    },
  ];
}

/** Approves it once for each person; with the last approval that it needs, the run begins. */
async function approve(scaffolder: Scaffolder, { run, approval, userRef }: Deciding): Promise<void> {
  const { runs, context } = scaffolder;
  const decision = { userRef, isApproved: true, reason: undefined, decidedAt: context.now() };
  await runs.decide(run.id, decision);
  const approved = (await runs.decisions(run.id)).filter(({ isApproved }) => isApproved);
  if (approved.length < approval.count) {
    await sayApproval(scaffolder, run);
    return;
  }
  const approvers = approved.map((each) => each.userRef);
  const message = `Approved by ${namesOf(approvers, 'and', scaffolder)}.`;
  const change = { status: 'waiting', message } as const;
  const isFirst = await runs.move(run.id, ['unapproved'], change);
  const now = isFirst ? { ...run, ...change } : ((await runs.get(run.id)) ?? run);
  await sayApproval(scaffolder, now);
  // Again after a crash in between, it does no harm.
  if (now.status === 'waiting') {
    await sayProgress(scaffolder, now);
    await tellOutcome(scaffolder, now);
    await context.work.add(workOfRun(run.id, context.now()));
  }
}

async function declineFor(scaffolder: Scaffolder, { run, userRef }: Deciding, reason: string): Promise<void> {
  const decidedAt = scaffolder.context.now();
  await scaffolder.runs.decide(run.id, { userRef, isApproved: false, reason, decidedAt });
  await decline(scaffolder, run, `${nameOf(userRef, scaffolder)} declined it: ${reason}`);
}

/** Ends a run that is not approved yet; any other is left alone. */
async function decline(scaffolder: Scaffolder, run: Run, message: string): Promise<void> {
  const change = {
    status: 'declined',
    message,
    endedAt: scaffolder.context.now(),
    secrets: forgotten(run.secrets),
  } as const;
  await scaffolder.runs.move(run.id, ['unapproved'], change);
  const now = await scaffolder.runs.get(run.id);
  if (now?.status !== 'declined') return;
  await sayApproval(scaffolder, now);
  await sayProgress(scaffolder, now);
  await tellOutcome(scaffolder, now);
}

/** @throws Refusal where the run waits for no approval, or it is not theirs to give */
async function requireApprover(scaffolder: Scaffolder, { values, asker }: Invocation): Promise<Deciding> {
  const run = await scaffolder.runs.get(textOf(values['run']) ?? '');
  if (!run?.approval) throw new Refusal('That run waits for no approval.', { code: 'no-such-run' });
  const userRef = await scaffolder.context.identity.userOf(asker);
  const { approvers } = run.approval;
  const isOwn = userRef === run.userRef || isSame(asker, run.asker);
  if (isOwn) throw new Refusal('You asked for this run, so somebody else must approve it.', { code: 'own-run' });
  if (userRef === undefined || !mayApprove(approvers, userRef, scaffolder)) {
    throw new Refusal(`This run is approved by ${namesOf(approvers, 'or', scaffolder)}.`, {
      code: 'not-allowed',
      hint:
        userRef === undefined ? 'The catalog does not know who you are: have your account linked.' : 'Ask one of them.',
    });
  }
  return { run, approval: run.approval, userRef };
}

async function hasApproved({ runs }: Scaffolder, { run, userRef }: Deciding): Promise<boolean> {
  return (await runs.decisions(run.id)).some((each) => each.isApproved && each.userRef === userRef);
}

/** @throws Refusal where others have decided by now */
function requireOpen(run: Run): void {
  if (run.status === 'unapproved' || run.status === 'waiting') return;
  throw new Refusal(`That is decided already. ${run.message ?? ''}`.trim(), { code: 'run-moved-on' });
}

const isSame = (one: Asker, other: Asker): boolean => one.surface === other.surface && one.personId === other.personId;

function askForReason(run: Run) {
  const field = {
    kind: 'text',
    name: 'reason',
    label: 'Why',
    help: 'Whoever asked is told this.',
    isRequired: true,
    isMultiline: true,
    maximumLength: longestReason,
  } as const;
  const page = { id: '0', title: `Decline ${run.templateTitle}`, fields: [field] };
  const form = { title: 'Decline', submitLabel: 'Decline', pages: [page] } as const;
  return { kind: 'form', form, submit: { command: 'decline-run', values: { run: run.id } } } as const;
}

/** Told to whoever approved; what comes of it is seen in the request itself. */
const noted = ({ templateTitle, templateRef }: Run): Reply => ({
  answer: {
    kind: 'card',
    title: ['Your approval of ', { kind: 'strong', text: templateTitle }, ' is noted'],
    lines: [],
    fields: [],
    buttons: [],
  },
  subject: templateRef,
});

/** What has come of it is seen in the request itself: of a progress no message is made. */
const shown = (run: Run): Reply => ({ answer: runProgress(run), subject: run.templateRef });
