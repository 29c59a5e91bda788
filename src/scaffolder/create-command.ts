import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import { beginRun } from './begin-run.ts';
import { createPhrases } from './create-phrases.ts';
import { fillAgain } from './forms/fill-answers.ts';
import { findObstacles } from './find-obstacles.ts';
import { loadTemplate, type TemplateAtHand, templateOf } from './find-template.ts';
import { textOf } from './json-object.ts';
import { exampleAbout } from '#callboard/catalog/commands/example-about.ts';
import { namesOf } from './names-of.ts';
import { planApproval } from './plan-approval.ts';
import { requireRunnable } from './require-runnable.ts';
import type { Run } from './run.ts';
import { runProgress } from './run-progress.ts';
import { planNewRun, type Scaffolder } from './scaffolder.ts';
import { type TemplateQuestions, templateQuestions } from './template-questions.ts';
import { utcMinute } from './utc-minute.ts';

/** The command that asks for a template's values and makes a run of them. */
export function createCommand(scaffolder: Scaffolder): Command {
  const questions = templateQuestions(scaffolder, {
    name: 'create',
    question: 'What do you want to create?',
    submitLabel: 'Create',
    hasPreview: true,
  });
  const { isQuestion, form } = questions;
  return {
    name: 'create',
    summary: 'Create a new project from a template',
    shortcut: 'Create a component',
    question: async () =>
      scaffolder.catalog.directory.ofKind('template').length > 0 ? 'Create a new component' : undefined,
    parameters: [{ ...questions.parameter, description: 'What to create; without it you choose' }],
    examples: ['create a new service', 'create node-service', 'new project'],
    example: exampleAbout(scaffolder.catalog.directory, 'template', (known) => `create ${known}`),
    phrases: createPhrases,
    effect: 'changes',
    isQuestion,
    form,
    check: (invocation) => check(scaffolder, questions, invocation),
    run: (invocation) => run(scaffolder, questions, invocation),
  };
}

async function check(
  scaffolder: Scaffolder,
  questions: TemplateQuestions,
  invocation: Invocation,
): Promise<readonly FieldProblem[]> {
  if (questions.isQuestion(invocation)) return [];
  const meant = questions.find(String(invocation.values['template'] ?? ''));
  // What there is to say of a template that is gone, or not meant, is the command's answer.
  if (meant.kind === 'question') return [];
  const template = templateOf(meant.entry, scaffolder);
  const checked = await questions.check(template, invocation);
  if (checked.kind === 'problems') return checked.problems;
  return findObstacles(scaffolder, template, checked.values, invocation);
}

async function run(scaffolder: Scaffolder, questions: TemplateQuestions, invocation: Invocation): Promise<Reply> {
  const { values, fromForm, asker } = invocation;
  const again = textOf(values['again']);
  if (again !== undefined && !fromForm) return askAgain(scaffolder, questions, again, invocation);
  const meant = questions.find(textOf(values['template']));
  if (meant.kind === 'question') return { answer: meant.answer };
  // A form must be there within seconds, so only a run fetches the template's files.
  const answer = questions.isQuestion(invocation)
    ? await questions.ask(templateOf(meant.entry, scaffolder), asker)
    : runProgress(await start(scaffolder, questions, await loadTemplate(meant.entry, scaffolder), invocation));
  return { answer, subject: meant.entry.ref };
}

/** The form of a run that failed, filled as it was. */
async function askAgain(
  scaffolder: Scaffolder,
  questions: TemplateQuestions,
  runId: string,
  { asker }: Invocation,
): Promise<Reply> {
  const before = await scaffolder.runs.get(runId);
  const entry = before && scaffolder.catalog.directory.get(before.templateRef);
  if (!entry) return { answer: questions.choose('That template is gone. What do you want to create?') };
  const answer = await questions.ask(templateOf(entry, scaffolder), asker, {
    values: (template) => fillAgain(template, before.values, scaffolder),
    more: { again: before.id },
  });
  return { answer, subject: entry.ref };
}

/** Keeps the run and the work of it; asked twice for one invocation, there is one run. */
async function start(
  scaffolder: Scaffolder,
  questions: TemplateQuestions,
  atHand: TemplateAtHand,
  invocation: Invocation,
): Promise<Run> {
  requireRunnable(atHand.template, scaffolder.actions);
  const known = await scaffolder.runs.get(invocation.id);
  const planned = known ?? (await planRunOf(scaffolder, questions, atHand, invocation));
  await beginRun(scaffolder, planned);
  return planned;
}

async function planRunOf(
  scaffolder: Scaffolder,
  questions: TemplateQuestions,
  atHand: TemplateAtHand,
  invocation: Invocation,
): Promise<Run> {
  const { context } = scaffolder;
  const { id, asker, address } = invocation;
  const planned = planNewRun(scaffolder, atHand, {
    id,
    asker,
    address,
    ...(await questions.requireValues(atHand.template, invocation)),
    userRef: await context.identity.userOf(asker),
    createdAt: context.now(),
  });
  const approval = await planApproval(scaffolder, atHand.template, planned);
  if (!approval) return planned;
  const { approvers, count, expiresAt } = approval;
  const from = namesOf(approvers, 'or', scaffolder);
  const message = `It needs ${counted(count, 'approval')} from ${from} by ${utcMinute(new Date(expiresAt))}.`;
  return { ...planned, status: 'unapproved', approval, message };
}
