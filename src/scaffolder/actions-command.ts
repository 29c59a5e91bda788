import type { Answer, Line } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { listed } from '#callboard/core/listed.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { writeYaml } from '#callboard/core/yaml/write-yaml.ts';
import { type ActionDescription, describeActions } from './describe-actions.ts';
import { textOf } from './json-object.ts';
import { quote } from './quote.ts';
import { type SchemaLine, schemaLines } from './schema-lines.ts';
import type { Scaffolder } from './scaffolder.ts';

/** The command that tells what the steps of templates can do, or one of those actions in full. */
export function actionsCommand(scaffolder: Pick<Scaffolder, 'actions' | 'providers'>): Command {
  return {
    name: 'actions',
    summary: 'What the steps of a template can do, or one action with its inputs and examples',
    parameters: [{ name: 'action', description: 'An action, such as fetch:template', isRequired: false }],
    examples: ['which actions are there?', 'action fetch:template'],
    phrases: [
      /^(?:(?:what|which) actions (?:are there|can (?:i|we) use|do (?:i|we) have)|(?:show |list )?(?:me )?(?:the |all )?actions)$/i,
      /^(?:show |explain |describe )?(?:me )?(?:the )?action (?<action>\S+)$/i,
    ],
    effect: 'reads',
    run: async ({ values }) => {
      const all = describeActions(scaffolder);
      const named = textOf(values['action'])?.trim() ?? '';
      if (named === '') return { answer: listActions(all) };
      const action = all.find(({ id }) => id === named.toLowerCase()) ?? all.find(({ id }) => id === named);
      if (action) return { answer: showAction(action) };
      const near = all.filter(({ id }) => id.toLowerCase().includes(named.toLowerCase())).map(({ id }) => id);
      throw new Refusal(`No plugin provides an action ${quote(named)}.`, {
        code: 'no-such-action',
        hint: near.length > 0 ? `Did you mean ${listed(near.slice(0, 5), 'or')}?` : 'Ask for actions to see all.',
      });
    },
  };
}

function listActions(all: readonly ActionDescription[]): Answer {
  return {
    kind: 'list',
    title: `${all.length} actions for the steps of templates`,
    items: all.map(({ id, description, plugin }) => ({
      title: [{ kind: 'code', text: id }, ` · ${plugin}`],
      detail: description,
    })),
    omitted: 0,
    buttons: [],
  };
}

function showAction(action: ActionDescription): Answer {
  const { id, description, plugin, effect, inputSchema, outputSchema, examples } = action;
  return {
    kind: 'card',
    title: { kind: 'code', text: id },
    lines: [
      description,
      ...described('Takes', schemaLines(inputSchema)),
      ...described('Gives', schemaLines(outputSchema)),
      ...examples.flatMap((example): readonly Line[] => [
        { kind: 'strong', text: example.description },
        ...exampleLines(id, example).map((text): Line => ({ kind: 'code', text })),
      ]),
    ],
    fields: [
      { label: 'Plugin', value: plugin },
      { label: 'Effect', value: effect === 'outside' ? "outside of the run's folder" : "in the run's folder" },
    ],
    buttons: [],
  };
}

function described(title: string, properties: readonly SchemaLine[]): readonly Line[] {
  if (properties.length === 0) return [];
  return [
    { kind: 'strong', text: title },
    ...properties.map(({ name, type, isRequired, description }): Line => [
      { kind: 'code', text: name },
      ` ${type}${isRequired ? ', required' : ''}${description === '' ? '' : `: ${description}`}`,
    ]),
  ];
}

/** A step of a template, line by line; indented with what chat does not fold. */
function exampleLines(id: string, { input }: ActionDescription['examples'][number]): readonly string[] {
  return writeYaml([{ action: id, input }])
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^ +/, (blanks) => '\u{a0}'.repeat(blanks.length)));
}
