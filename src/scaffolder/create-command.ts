import type { Answer, Choice, Values } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import type { JsonObject } from './action.ts';
import { beginRun } from './begin-run.ts';
import { checkValues } from './check-values.ts';
import { createPhrases } from './create-phrases.ts';
import { findObstacles } from './find-obstacles.ts';
import { loadTemplate, type TemplateAtHand, templateOf } from './find-template.ts';
import { formFromTemplate } from './form-from-template.ts';
import { textOf } from './json-object.ts';
import { quote } from './quote.ts';
import { reservedNames } from './questions.ts';
import { obstacleOf, requireRunnable } from './require-runnable.ts';
import { runProgress } from './run-progress.ts';
import type { Run } from './run.ts';
import { planApproval } from './plan-approval.ts';
import { planNewRun, type Scaffolder } from './scaffolder.ts';
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
    check: (invocation) => check(scaffolder, invocation),
    run: (invocation) => run(scaffolder, invocation),
  };
}

/** Without a form's values it only asks which. */
function isQuestion({ values }: Invocation): boolean {
  return values['submitted'] !== true && Object.keys(formValues(values)).length === 0;
}

async function check(scaffolder: Scaffolder, invocation: Invocation): Promise<readonly FieldProblem[]> {
  if (isQuestion(invocation)) return [];
  const found = scaffolder.catalog.directory.resolve(String(invocation.values['template'] ?? ''), templatesOnly);
  // What there is to say of a template that is gone, or not meant, is the command's answer.
  if (found.kind !== 'one') return [];
  const template = templateOf(found.entry);
  const checked = readValues(scaffolder, template, invocation.values);
  if (checked.kind === 'problems') return checked.problems;
  return findObstacles(scaffolder, template, checked.values, invocation);
}

async function run(scaffolder: Scaffolder, invocation: Invocation): Promise<Reply> {
  const again = textOf(invocation.values['again']);
  if (again !== undefined) return askAgain(scaffolder, again);
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
    ? askForValues(scaffolder, templateOf(found.entry))
    : runProgress(await start(scaffolder, await loadTemplate(found.entry, scaffolder.catalog), invocation));
  return { answer, subject: found.entry.ref };
}

/** The form of a run that failed, filled as it was. */
async function askAgain(scaffolder: Scaffolder, runId: string): Promise<Reply> {
  const before = await scaffolder.runs.get(runId);
  const entry = before && scaffolder.catalog.directory.get(before.templateRef);
  if (!entry) return { answer: chooseTemplate(scaffolder, 'That template is gone. What do you want to create?') };
  return { answer: askForValues(scaffolder, templateOf(entry), before.values), subject: entry.ref };
}

function askForValues(scaffolder: Scaffolder, template: Template, before?: JsonObject): Answer {
  requireRunnable(template, scaffolder.actions);
  const form = formFromTemplate(template, scaffolder.hosts, before);
  const submit = { command: 'create', values: { template: template.ref, submitted: true } };
  if (form.pages.some(({ fields }) => fields.length > 0)) return { kind: 'form', form, submit };
  const options = [{ label: 'Create it', press: submit }];
  return { kind: 'choice', question: `${template.title} asks for nothing.`, options };
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
    values: requireValues(scaffolder, atHand, invocation.values),
    userRef: await context.identity.userOf(asker),
    createdAt: context.now(),
  });
  const approval = await planApproval(scaffolder, atHand.template, run);
  return approval ? { ...run, status: 'unapproved', approval } : run;
}

function requireValues(scaffolder: Scaffolder, { template }: TemplateAtHand, given: Values): JsonObject {
  const checked = readValues(scaffolder, template, given);
  if (checked.kind === 'values') return checked.values;
  throw new Refusal(`${checked.problems.map(({ message }) => message).join('; ')}.`, {
    code: 'wrong-values',
    hint: `Start again with: create ${template.ref}`,
    subject: template.ref,
  });
}

function readValues(scaffolder: Scaffolder, template: Template, given: Values) {
  const { hosts, catalog } = scaffolder;
  return checkValues({ template, hosts, directory: catalog.directory, fillsDefaults: false }, formValues(given));
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
function choiceOf({ actions }: Scaffolder, question: string, entries: readonly DirectoryEntry[]): Choice {
  const described = entries.map((entry) => ({ entry, obstacle: obstacleOfEntry(entry, actions) }));
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

function obstacleOfEntry(entry: DirectoryEntry, actions: Scaffolder['actions']): string | undefined {
  try {
    return obstacleOf(templateOf(entry), actions);
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
