import type { Answer, Choice, Values } from '#callboard/core/answers/answer.ts';
import type { Command, FormSoFar, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { FieldProblem, Form } from '#callboard/core/forms/form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { beginRun } from './begin-run.ts';
import { createPhrases } from './create-phrases.ts';
import { type CheckedValues, checkValues } from './forms/check-values.ts';
import { fillAgain } from './forms/fill-answers.ts';
import { formAt, questionsAt } from './forms/form-at.ts';
import { reservedNames } from './forms/questions.ts';
import { findObstacles } from './find-obstacles.ts';
import { loadTemplate, type TemplateAtHand, templateOf } from './find-template.ts';
import { textOf } from './json-object.ts';
import { quote } from './quote.ts';
import { obstacleOf, requireRunnable } from './require-runnable.ts';
import { runProgress } from './run-progress.ts';
import type { Run } from './run.ts';
import { planApproval } from './plan-approval.ts';
import { planNewRun, type Scaffolder, templateFor } from './scaffolder.ts';
import type { Template } from './template.ts';

/** The command that asks for a template's values and makes a run of them. */
export function createCommand(scaffolder: Scaffolder): Command {
  return {
    name: 'create',
    summary: 'Create a new project from a template',
    parameters: [
      {
        name: 'template',
        description: 'What to create; without it you choose',
        isRequired: false,
        lookup: { name: 'templates', filter: '' },
        nameAtStart: (line) => scaffolder.catalog.directory.nameAtStart(line, templatesOnly),
      },
    ],
    examples: ['create a new service', 'create node-service', 'new project'],
    phrases: createPhrases,
    effect: 'changes',
    isQuestion,
    form: (soFar) => formSoFar(scaffolder, soFar),
    check: (invocation) => check(scaffolder, invocation),
    run: (invocation) => run(scaffolder, invocation),
  };
}

/** Without a form's values it only asks which. */
function isQuestion({ values, fromForm }: Invocation): boolean {
  return !fromForm && values['submitted'] !== true && Object.keys(formValues(values)).length === 0;
}

async function formSoFar(scaffolder: Scaffolder, { submit, values, asker }: FormSoFar): Promise<Form> {
  const found = scaffolder.catalog.directory.resolve(String(submit['template'] ?? ''), templatesOnly);
  if (found.kind !== 'one') {
    throw new Refusal(`The template ${quote(String(submit['template']))} is gone.`, {
      code: 'no-such-template',
      hint: 'Look what there is with: create',
    });
  }
  const userRef = await scaffolder.context.identity.userOf(asker);
  return formAt(templateFor(scaffolder, templateOf(found.entry), userRef), values, scaffolder);
}

async function check(scaffolder: Scaffolder, invocation: Invocation): Promise<readonly FieldProblem[]> {
  if (isQuestion(invocation)) return [];
  const found = scaffolder.catalog.directory.resolve(String(invocation.values['template'] ?? ''), templatesOnly);
  // What there is to say of a template that is gone, or not meant, is the command's answer.
  if (found.kind !== 'one') return [];
  const template = templateOf(found.entry);
  const checked = await readValues(scaffolder, template, invocation);
  if (checked.kind === 'problems') return checked.problems;
  return findObstacles(scaffolder, template, checked.values, invocation);
}

async function run(scaffolder: Scaffolder, invocation: Invocation): Promise<Reply> {
  const again = textOf(invocation.values['again']);
  if (again !== undefined && !invocation.fromForm) return askAgain(scaffolder, again, invocation.asker);
  const named = textOf(invocation.values['template']);
  if (named === undefined) return { answer: chooseTemplate(scaffolder, 'What do you want to create?') };
  const found = scaffolder.catalog.directory.resolve(named, templatesOnly);
  if (found.kind === 'several') {
    return { answer: choiceOf(scaffolder, `Which template do you mean by ${quote(named)}?`, found.entries) };
  }
  if (found.kind === 'none') {
    return { answer: chooseTemplate(scaffolder, `There is no template ${quote(named)}. Which of these?`) };
  }
  // A form must be there within seconds, so only a run fetches the template's files.
  const answer = isQuestion(invocation)
    ? await askForValues(scaffolder, templateOf(found.entry), invocation.asker)
    : runProgress(await start(scaffolder, await loadTemplate(found.entry, scaffolder.catalog), invocation));
  return { answer, subject: found.entry.ref };
}

/** The form of a run that failed, filled as it was. */
async function askAgain(scaffolder: Scaffolder, runId: string, asker: Asker): Promise<Reply> {
  const before = await scaffolder.runs.get(runId);
  const entry = before && scaffolder.catalog.directory.get(before.templateRef);
  if (!entry) return { answer: chooseTemplate(scaffolder, 'That template is gone. What do you want to create?') };
  return { answer: await askForValues(scaffolder, templateOf(entry), asker, before), subject: entry.ref };
}

async function askForValues(scaffolder: Scaffolder, stated: Template, asker: Asker, before?: Run): Promise<Answer> {
  requireRunnable(stated, scaffolder.actions);
  const template = templateFor(scaffolder, stated, await scaffolder.context.identity.userOf(asker));
  const values = before ? fillAgain(template, before.values, scaffolder) : {};
  const form = formAt(template, values, scaffolder);
  const submit = { template: template.ref, ...(before && { again: before.id }) };
  if (form.pages.some(({ fields }) => fields.length > 0)) {
    return { kind: 'form', form, submit: { command: 'create', values: submit }, values };
  }
  const press = { command: 'create', values: { ...submit, submitted: true } };
  return { kind: 'choice', question: `${template.title} asks for nothing.`, options: [{ label: 'Create it', press }] };
}

/** Keeps the run and the work of it; asked twice for one invocation, there is one run. */
async function start(scaffolder: Scaffolder, atHand: TemplateAtHand, invocation: Invocation): Promise<Run> {
  requireRunnable(atHand.template, scaffolder.actions);
  const { runs } = scaffolder;
  const { id } = invocation;
  const known = await runs.get(id);
  const run = known ?? (await planRunOf(scaffolder, atHand, invocation));
  await beginRun(scaffolder, run);
  return run;
}

async function planRunOf(scaffolder: Scaffolder, atHand: TemplateAtHand, invocation: Invocation): Promise<Run> {
  const { context } = scaffolder;
  const { id, asker, address } = invocation;
  const run = planNewRun(scaffolder, atHand, {
    id,
    asker,
    address,
    ...(await requireValues(scaffolder, atHand, invocation)),
    userRef: await context.identity.userOf(asker),
    createdAt: context.now(),
  });
  const approval = await planApproval(scaffolder, atHand.template, run);
  return approval ? { ...run, status: 'unapproved', approval } : run;
}

async function requireValues(scaffolder: Scaffolder, { template }: TemplateAtHand, invocation: Invocation) {
  const checked = await readValues(scaffolder, template, invocation);
  if (checked.kind === 'values') return { values: checked.values, secrets: checked.secrets };
  throw new Refusal(`${checked.problems.map(({ message }) => message).join('; ')}.`, {
    code: 'wrong-values',
    hint: `Start again with: create ${template.ref}`,
    subject: template.ref,
  });
}

async function readValues(scaffolder: Scaffolder, stated: Template, invocation: Invocation): Promise<CheckedValues> {
  const { catalog, context } = scaffolder;
  const template = templateFor(scaffolder, stated, await context.identity.userOf(invocation.asker));
  const shared = { ...scaffolder, template, directory: catalog.directory, secrets: context.secrets };
  return checkValues(shared, formValues(invocation.values));
}

function chooseTemplate(scaffolder: Scaffolder, question: string): Answer {
  const entries = scaffolder.catalog.directory.ofKind('template');
  if (entries.length > 0) return choiceOf(scaffolder, question, entries);
  throw new Refusal('There is no template in the catalog.', {
    code: 'no-templates',
    hint: 'Bring a file in that holds an entity of kind Template, on the command line: callboard ingest URL',
  });
}

/** Those that can be run come first; of the others it is said why they can't. */
function choiceOf(scaffolder: Scaffolder, question: string, entries: readonly DirectoryEntry[]): Choice {
  const described = entries.map((entry) => ({ entry, obstacle: obstacleOfEntry(entry, scaffolder) }));
  const ordered = [
    ...described.filter(({ obstacle }) => obstacle === undefined),
    ...described.filter(({ obstacle }) => obstacle !== undefined),
  ];
  const options = ordered.map(({ entry, obstacle }) => {
    const { name, title, description } = entry.entity.metadata;
    const detail = obstacle === undefined ? description : `Can not be run: ${obstacle}`;
    const press = { command: 'create', values: { template: entry.ref } };
    return { label: title ?? name, ...(detail === undefined ? {} : { detail }), press };
  });
  return { kind: 'choice', question, options };
}

function obstacleOfEntry(entry: DirectoryEntry, scaffolder: Scaffolder): string | undefined {
  try {
    const template = templateOf(entry);
    const obstacle = obstacleOf(template, scaffolder.actions);
    if (obstacle === undefined) questionsAt(template, {}, scaffolder);
    return obstacle;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

const templatesOnly = { kinds: ['template'] };

/** Without the command's own values. */
function formValues(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !reservedNames.includes(name)));
}
