import type { Answer, Choice, Values } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation } from '#callboard/core/commands/command.ts';
import type { Form, RawValues } from '#callboard/core/forms/form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import type { JsonObject } from './action.ts';
import { type CheckedValues, checkValues } from './forms/check-values.ts';
import { formAt } from './forms/form-at.ts';
import { nameEntities } from './forms/name-entities.ts';
import { reservedNames } from './forms/questions.ts';
import { templateOf } from './find-template.ts';
import { obstacleOfEntry } from './obstacle-of-entry.ts';
import { quote } from './quote.ts';
import { requireRunnable } from './require-runnable.ts';
import { type Scaffolder, templateFor } from './scaffolder.ts';
import type { Template } from './template.ts';

/** A command that asks for a template and its values. */
export interface AskingCommand {
  readonly name: string;
  /** What is asked where no template is named. */
  readonly question: string;
  /** What the form's last button says, and that of a template that asks for nothing. */
  readonly submitLabel: string;
  /** Its review offers a look at what would come of it. */
  readonly hasPreview?: true;
}

/** The template that somebody means, or what is asked back. */
export type MeantTemplate =
  | { readonly kind: 'template'; readonly entry: DirectoryEntry }
  | { readonly kind: 'question'; readonly answer: Answer };

/** How a command asks for a template and its values. */
export interface TemplateQuestions {
  readonly parameter: Command['parameters'][number];
  /** Without a form's values it only asks. */
  readonly isQuestion: (invocation: Invocation) => boolean;
  readonly form: NonNullable<Command['form']>;
  /** @throws Refusal where there is no template at all */
  readonly find: (named: string | undefined) => MeantTemplate;
  /** Asks which template is meant, after a sentence of one's own. */
  readonly choose: (question: string) => Answer;
  /**
   * Asks for a template's values.
   * @param before what it is filled with, and further values of the command
   * @throws Refusal where the template can't be run
   */
  readonly ask: (
    template: Template,
    asker: Asker,
    before?: { readonly values: (template: Template) => RawValues; readonly more: Values },
  ) => Promise<Answer>;
  readonly check: (template: Template, invocation: Invocation) => Promise<CheckedValues>;
  /** @throws Refusal with all that is wrong */
  readonly requireValues: (
    template: Template,
    invocation: Invocation,
  ) => Promise<{ readonly values: JsonObject; readonly secrets: Readonly<Record<string, string>> }>;
}

/** How one command asks. */
export function templateQuestions(scaffolder: Scaffolder, command: AskingCommand): TemplateQuestions {
  const { directory } = scaffolder.catalog;
  const choose = (question: string) => chooseTemplate(scaffolder, command, question);
  const check = (template: Template, invocation: Invocation) => readValues(scaffolder, template, invocation);
  return {
    parameter: {
      name: 'template',
      description: `${command.question.replace(/\?$/, '')}; without it you choose`,
      isRequired: false,
      lookup: { name: 'templates', filter: '' },
      nameAtStart: (line) => directory.nameAtStart(line, templatesOnly),
    },
    isQuestion: ({ values, fromForm }) =>
      !fromForm && values['submitted'] !== true && Object.keys(formValues(values)).length === 0,
    form: async ({ submit, values, asker }) => {
      const found = directory.resolve(String(submit['template'] ?? ''), templatesOnly);
      if (found.kind !== 'one') throw gone(String(submit['template']), command);
      const userRef = await scaffolder.context.identity.userOf(asker);
      return formOf(scaffolder, command, templateFor(scaffolder, templateOf(found.entry, scaffolder), userRef), values);
    },
    find: (named) => {
      if (named === undefined) return { kind: 'question', answer: choose(command.question) };
      const found = directory.resolve(named, templatesOnly);
      if (found.kind === 'one') return { kind: 'template', entry: found.entry };
      const answer =
        found.kind === 'several'
          ? choiceOf(scaffolder, command, `Which template do you mean by ${quote(named)}?`, found.entries)
          : choose(`There is no template ${quote(named)}. Which of these?`);
      return { kind: 'question', answer };
    },
    choose,
    ask: (template, asker, before) => askForValues(scaffolder, command, template, asker, before),
    check,
    requireValues: async (template, invocation) => {
      const checked = await check(template, invocation);
      if (checked.kind === 'values') return { values: checked.values, secrets: checked.secrets };
      throw new Refusal(`${checked.problems.map(({ message }) => message).join('; ')}.`, {
        code: 'wrong-values',
        hint: `Start again with: ${command.name} ${template.ref}`,
        subject: template.ref,
      });
    },
  };
}

async function askForValues(
  scaffolder: Scaffolder,
  command: AskingCommand,
  stated: Template,
  asker: Asker,
  before?: Parameters<TemplateQuestions['ask']>[2],
): Promise<Answer> {
  requireRunnable(stated, scaffolder.actions);
  const template = templateFor(scaffolder, stated, await scaffolder.context.identity.userOf(asker));
  const values = before?.values(template) ?? {};
  const form = formOf(scaffolder, command, template, values);
  const submit = { template: template.ref, ...before?.more };
  if (form.pages.some(({ fields }) => fields.length > 0)) {
    const preview = {
      label: 'Preview',
      press: { command: 'preview', values: { template: template.ref, reviewed: true } },
    };
    const offered = command.hasPreview && { preview };
    return { kind: 'form', form, submit: { command: command.name, values: submit }, values, ...offered };
  }
  const press = { command: command.name, values: { ...submit, submitted: true } };
  return {
    kind: 'choice',
    question: `${template.title} asks for nothing.`,
    options: [{ label: command.submitLabel, press }],
  };
}

const formOf = (scaffolder: Scaffolder, command: AskingCommand, template: Template, values: RawValues): Form => {
  const form = nameEntities(formAt(template, values, scaffolder), values, scaffolder.catalog.directory);
  return { ...form, submitLabel: command.submitLabel };
};

async function readValues(scaffolder: Scaffolder, stated: Template, invocation: Invocation): Promise<CheckedValues> {
  const { catalog, context } = scaffolder;
  const template = templateFor(scaffolder, stated, await context.identity.userOf(invocation.asker));
  const shared = { ...scaffolder, template, directory: catalog.directory, secrets: context.secrets };
  return checkValues(shared, formValues(invocation.values));
}

function chooseTemplate(scaffolder: Scaffolder, command: AskingCommand, question: string): Answer {
  const entries = scaffolder.catalog.directory.ofKind('template');
  if (entries.length > 0) return choiceOf(scaffolder, command, question, entries);
  throw new Refusal('There is no template in the catalog.', {
    code: 'no-templates',
    hint: 'Bring a file in that holds an entity of kind Template, on the command line: callboard ingest URL',
  });
}

/** Those that can be run come first; of the others it is said why they can't. */
function choiceOf(
  scaffolder: Scaffolder,
  { name: command }: AskingCommand,
  question: string,
  entries: readonly DirectoryEntry[],
): Choice {
  const described = entries.map((entry) => ({ entry, obstacle: obstacleOfEntry(entry, scaffolder) }));
  const ordered = [
    ...described.filter(({ obstacle }) => obstacle === undefined),
    ...described.filter(({ obstacle }) => obstacle !== undefined),
  ];
  const options = ordered.map(({ entry, obstacle }) => {
    const { name, title, description } = entry.entity.metadata;
    const detail = obstacle === undefined ? description : `Can not be run: ${obstacle}`;
    const press = { command, values: { template: entry.ref } };
    return { label: title ?? name, ...(detail === undefined ? {} : { detail }), press };
  });
  return { kind: 'choice', question, options };
}

const gone = (named: string, { name }: AskingCommand): Refusal =>
  new Refusal(`The template ${quote(named)} is gone.`, {
    code: 'no-such-template',
    hint: `Look what there is with: ${name}`,
  });

const templatesOnly = { kinds: ['template'] };

/** Without the command's own values. */
function formValues(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !reservedNames.includes(name)));
}
