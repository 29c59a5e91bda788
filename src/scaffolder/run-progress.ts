import type { Button, Line, Progress, ProgressStatus } from '#callboard/core/answers/answer.ts';
import type { ActionCall } from './action.ts';
import { leftLines } from './left-lines.ts';
import { linksOf, textLinesOf } from './render-output.ts';
import { logButton } from './log-button.ts';
import { mustBeApprovedAnew, missingSecrets, type Run, type RunLine, type RunStatus, stoppedStatuses } from './run.ts';

/**
 * Where a run stands, to be seen: its steps, and at its end what it led to or what it left.
 * @param logLines the latest of its log, shown while it runs
 */
export function runProgress(run: Run, logLines: readonly RunLine[] = []): Progress {
  return {
    kind: 'progress',
    title: titleOf(run),
    status: shownStatuses[run.status],
    steps: run.steps.map(({ name, status, message }) => ({
      name,
      status,
      ...(message === undefined ? {} : { detail: message }),
    })),
    lines: [
      ...(run.message === undefined ? [] : [run.message]),
      ...(run.status === 'running' ? logLines.map(({ text }): Line => ({ kind: 'code', text })) : []),
      ...(run.status === 'done' ? textLinesOf(run.output) : leftLines(run)),
    ],
    buttons: [...linksOf(run.output).map(linkButton), ...buttonsOf(run), ...logButton(run)],
  };
}

const shownStatuses: Readonly<Record<RunStatus, ProgressStatus>> = {
  unapproved: 'waiting',
  waiting: 'waiting',
  running: 'running',
  cancelling: 'running',
  undoing: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'failed',
  undone: 'skipped',
  left: 'failed',
  declined: 'failed',
};

function titleOf({ status, templateTitle }: Run): Line {
  const title = { kind: 'strong', text: templateTitle } as const;
  switch (status) {
    case 'unapproved':
      return ['Waiting for approval to create from ', title];
    case 'waiting':
    case 'running':
      return ['Creating from ', title];
    case 'cancelling':
      return ['Stopping: creating from ', title];
    case 'undoing':
      return ['Undoing what was made from ', title];
    case 'done':
      return ['Created from ', title];
    case 'failed':
    case 'left':
      return ['Could not create from ', title];
    case 'cancelled':
      return ['Cancelled: creating from ', title];
    case 'undone':
      return ['Undone: what was made from ', title];
    case 'declined':
      return ['Not approved: creating from ', title];
  }
}

/** Whether there may be something that undoing would take away. */
function canBeUndone({ left }: ActionCall): boolean {
  if (left?.kind === 'found') return left.made.obstacle === undefined;
  return left === undefined || left.kind === 'unknown';
}

/** What whoever asked, an administrator or an owner of the template may do with a run as it stands. */
function buttonsOf(run: Run): readonly Button[] {
  const { id, status } = run;
  const asks = missingSecrets(run).length > 0;
  // What comes of it is seen in this very message.
  const button = (label: string, command: string, style?: 'primary' | 'danger'): Button => ({
    label,
    press: { command, values: { run: id }, seen: 'in-place' },
    ...(style && { style }),
  });
  if (status === 'unapproved' || status === 'waiting' || status === 'running') return [button('Cancel', 'cancel-run')];
  if (mustBeApprovedAnew(run)) return [correctButton(id)];
  if (!stoppedStatuses.includes(status)) return [];
  const calls = run.steps.flatMap((step) => step.calls);
  const hasLeft = calls.some(({ left }) => left?.kind !== 'nothing');
  return [
    asks ? retryAsking(id) : button('Retry from here', 'retry-run', 'primary'),
    ...(calls.some(canBeUndone) ? [undoButton(id)] : []),
    ...(hasLeft ? [] : [correctButton(id)]),
    ...(status === 'left' ? [] : [button('Leave it', 'leave-run')]),
  ];
}

/** What a run was given in secret is gone, so that there is a form to fill first. */
const retryAsking = (id: string): Button => ({
  label: 'Retry from here',
  press: { command: 'retry-run', values: { run: id, asks: true } },
  style: 'primary',
});

/** What would go is listed first, beside the message. */
const undoButton = (id: string): Button => ({
  label: 'Undo what it made',
  press: { command: 'undo-run', values: { run: id } },
  style: 'danger',
});

/** A run that left nothing can be asked for again with other values. */
const correctButton = (id: string): Button => ({
  label: 'Correct and start again',
  press: { command: 'create', values: { again: id } },
});

function linkButton(link: ReturnType<typeof linksOf>[number]): Button {
  return 'url' in link
    ? { label: link.title, url: link.url }
    : { label: link.title, press: { command: 'show', values: { name: link.entityRef } } };
}
