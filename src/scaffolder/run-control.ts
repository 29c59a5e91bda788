import type { Answer, Card, Line, Values } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { sayIfSlow } from '#callboard/catalog/commands/say-if-slow.ts';
import { findLeft, findTimeoutMs } from './find-left.ts';
import { textOf } from './json-object.ts';
import { nameOf } from './name-of.ts';
import { proposalAnswer } from './proposal-answer.ts';
import { proposeTimeoutMs, proposeUpdate } from './propose-update.ts';
import { resetSteps } from './reset-steps.ts';
import { mustBeApprovedAnew, forgotten, missingSecrets, type Run, type RunStatus, stoppedStatuses } from './run.ts';
import type { RunChange } from './run-store.ts';
import { requireControl } from './run-rights.ts';
import { runProgress } from './run-progress.ts';
import { undoLines } from './undo-lines.ts';
import { workOfRun } from './run-work.ts';
import { runMovedOn } from './run-moved-on.ts';
import { sayApproval } from './say-approval.ts';
import { sayProgress, type Scaffolder } from './scaffolder.ts';

/** The commands behind the buttons of a run. */
export function runControls(scaffolder: Scaffolder): readonly Command[] {
  const control = (
    name: string,
    summary: string,
    act: (run: Run, who: string, invocation: Invocation) => Promise<Answer>,
    isQuestion?: Command['isQuestion'],
  ): Command => ({
    name,
    summary,
    parameters: [{ name: 'run', description: 'The id of a run', isRequired: true }],
    examples: [],
    phrases: [],
    effect: 'changes',
    isHidden: true,
    ...(isQuestion && { isQuestion }),
    run: async (invocation): Promise<Reply> => {
      const run = await controlledRun(scaffolder, invocation);
      const who = await nameOfAsker(invocation.asker, scaffolder);
      return { answer: await act(run, who, invocation), subject: run.templateRef };
    },
  });
  return [
    control('cancel-run', 'Stop a run', (run, who) => cancel(scaffolder, run, who)),
    control(
      'retry-run',
      'Go on with a run from the step that failed',
      (run, who, { values }) => retry(scaffolder, run, who, values),
      ({ values }) => values['asks'] === true,
    ),
    control('leave-run', 'Leave a run that failed as it is', (run, who) => leave(scaffolder, run, who)),
    control(
      'undo-run',
      'Show what a run made, to take it away',
      (run) => listMade(scaffolder, run),
      () => true,
    ),
    control('propose-update', 'Propose to what a run made what has changed in its template', (run, _who, invocation) =>
      propose(scaffolder, run, invocation),
    ),
    control('undo-run-now', 'Take away what a run made', (run, who) => undo(scaffolder, run, who)),
  ];
}

/** Rendering twice takes as long as the template's steps do. */
async function propose(scaffolder: Scaffolder, run: Run, invocation: Invocation): Promise<Answer> {
  const title: Line = ['Proposing what has changed in ', { kind: 'strong', text: run.templateTitle }, ' …'];
  const update = await sayIfSlow(title, invocation, scaffolder.context.messages, () =>
    proposeUpdate(scaffolder, run, AbortSignal.timeout(proposeTimeoutMs)),
  );
  return proposalAnswer(update, run);
}

/** What people call whoever presses. */
async function nameOfAsker(asker: Asker, scaffolder: Scaffolder): Promise<string> {
  const user = await scaffolder.context.identity.userOf(asker);
  return user === undefined ? (asker.name ?? asker.personId) : nameOf(user, scaffolder);
}

async function controlledRun(scaffolder: Scaffolder, { values, asker }: Invocation): Promise<Run> {
  const run = await scaffolder.runs.get(textOf(values['run']) ?? '');
  if (!run) throw new Refusal('That run is not kept any more.', { code: 'no-such-run' });
  await requireControl(scaffolder, run, asker);
  return run;
}

async function cancel(scaffolder: Scaffolder, run: Run, who: string): Promise<Answer> {
  const message = `${who} cancelled it.`;
  const endedAt = scaffolder.context.now();
  const unbegun = { status: 'cancelled', message, endedAt, secrets: forgotten(run.secrets) } as const;
  if (await scaffolder.runs.move(run.id, ['unapproved'], unbegun)) return told(scaffolder, run);
  return change(scaffolder, run, ['waiting', 'running'], { status: 'cancelling', message });
}

async function retry(scaffolder: Scaffolder, run: Run, who: string, values: Values): Promise<Answer> {
  const { context } = scaffolder;
  if (mustBeApprovedAnew(run)) throw needsApproval();
  if (values['asks'] === true) return askForSecrets(run);
  const missing = missingSecrets(run);
  const given = missing.map((name): [string, string] => [name, textOf(values[secretField(name)]) ?? '']);
  const secrets = { ...run.secrets, ...Object.fromEntries(given) };
  if (missingSecrets({ secrets }).length > 0 && stoppedStatuses.includes(run.status)) throw secretsAreGone();
  const answer = await change(scaffolder, run, stoppedStatuses, {
    status: 'waiting',
    message: `${who} had it tried again.`,
    startedAt: context.now(),
    endedAt: null,
    secrets,
    steps: resetSteps(run.steps),
  });
  await context.work.put(workOfRun(run.id, context.now()));
  return answer;
}

const needsApproval = (): Refusal =>
  new Refusal('That run ended before it was begun, and must be approved anew.', {
    code: 'needs-approval',
    hint: 'Press "Correct and start again" in its message: then it is asked for.',
  });

const secretField = (name: string): string => `secret:${name}`;

/** What a run was given in secret is deleted when it ends, so that it is asked for again. */
function askForSecrets(run: Run): Answer {
  const fields = missingSecrets(run).map(
    (name) => ({ kind: 'secret', name: secretField(name), label: name, isRequired: true }) as const,
  );
  const page = { id: 'secrets', title: run.templateTitle, fields };
  const form = { title: 'Retry from here', submitLabel: 'Retry', pages: [page] } as const;
  return { kind: 'form', form, submit: { command: 'retry-run', values: { run: run.id } } };
}

const secretsAreGone = (): Refusal =>
  new Refusal('The secrets of that run were deleted when it ended.', {
    code: 'secrets-gone',
    hint: 'Press Retry in its message, which asks for them again.',
  });

const leave = (scaffolder: Scaffolder, run: Run, who: string): Promise<Answer> =>
  change(scaffolder, run, ['failed', 'cancelled'], { status: 'left', message: `${who} left it as it is.` });

/** It takes the place of the question, so that a run which is undone by now is what was wanted. */
async function undo(scaffolder: Scaffolder, run: Run, who: string): Promise<Answer> {
  const { context } = scaffolder;
  if (run.status === 'undone') return undoCard(run, 'is taken away');
  const message = `${who} had it undone.`;
  await change(scaffolder, run, stoppedStatuses, { status: 'undoing', message, endedAt: null });
  await context.work.put(workOfRun(run.id, context.now()));
  return undoCard(run, 'is being taken away', 'How it goes stands in the message of the run.');
}

const undoCard = ({ templateTitle }: Run, outcome: string, ...lines: readonly Line[]): Card => ({
  kind: 'card',
  title: ['What was made from ', { kind: 'strong', text: templateTitle }, ` ${outcome}`],
  lines,
  fields: [],
  buttons: [],
});

/** Of several who press at once one changes it; to the others it is told how it stands. */
async function change(scaffolder: Scaffolder, run: Run, from: readonly RunStatus[], to: RunChange): Promise<Answer> {
  if (await scaffolder.runs.move(run.id, from, to)) return told(scaffolder, run);
  const now = (await scaffolder.runs.get(run.id)) ?? run;
  // Pressed again after a crash, it is what was wanted.
  if (now.status === to.status) return runProgress(now);
  throw runMovedOn(now);
}

async function told(scaffolder: Scaffolder, { id }: Run): Promise<Answer> {
  const run = await scaffolder.runs.get(id);
  if (!run) throw new Error(`the run ${id} is gone`);
  await sayProgress(scaffolder, run);
  if (run.startedAt === undefined) await sayApproval(scaffolder, run);
  return runProgress(run);
}

const undoPress = ({ id }: Run) => ({ command: 'undo-run-now', values: { run: id }, seen: 'in-place' }) as const;

async function listMade(scaffolder: Scaffolder, run: Run): Promise<Card> {
  const { logger } = scaffolder.context;
  const left = await findLeft(run, { ...scaffolder, logger }, AbortSignal.timeout(findTimeoutMs));
  const removable = left.filter((each) => each.kind === 'found' && each.made.obstacle === undefined);
  const title: Line =
    removable.length > 0
      ? ['Undo what was made from ', { kind: 'strong', text: run.templateTitle }, '?']
      : 'There is nothing that could be undone';
  return {
    kind: 'card',
    title,
    lines: left.flatMap(undoLines),
    fields: [],
    buttons: removable.length > 0 ? [{ label: 'Take it away', style: 'danger', press: undoPress(run) }] : [],
  };
}
