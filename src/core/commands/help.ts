import type { Answer, Value } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import { commandsFor } from './commands-for.ts';
import { exampleOf } from './example-of.ts';
import { nearestCommand } from './nearest-command.ts';
import { shortcutButtons } from './shortcut-buttons.ts';

export const helpName = 'help';

/** The command that tells what there is to ask. @param commands reads the whole table */
export function createHelp(commands: () => readonly Command[]): Command {
  return {
    name: helpName,
    summary: 'What you can ask, and how',
    parameters: [{ name: 'command', description: 'A command, such as who-owns', isRequired: false }],
    examples: ['help', 'help page'],
    phrases: [
      /^(?:what can (?:you|i) (?:do|ask|ask you|say)|how do(?:es)? (?:you|this|i use (?:you|this)) ?(?:work)?)$/i,
      /^(?:who|what) are you$/i,
      /^(?:(?:can|could|would) you )?help(?: (?:me|us))?(?: out)?$/i,
      /^(?:i|we) need (?:some |your )?help$/i,
      /^(?:what|which) (?:commands|questions) (?:are there|do you (?:know|have|understand|answer))$/i,
      /^help (?:me |us )?(?:with|on|about) (?<command>\S+)$/i,
    ],
    effect: 'reads',
    run: async ({ values, asker }) => {
      const listed = await commandsFor(asker, commands());
      const wanted = readWanted(values['command']);
      if (wanted === '') return { answer: describeTable(listed) };
      const command = listed.find(({ name }) => name === wanted);
      if (command) return { answer: describeCommand(command) };
      if (commands().some(({ name, isHidden }) => name === wanted && !isHidden)) throw notForThem(wanted);
      throw new Refusal(`There is no command ${wanted}.`, {
        code: 'no-such-command',
        hint: suggestion(wanted, listed) ?? `There are ${listed.map(({ name }) => name).join(', ')}.`,
      });
    },
  };
}

const notForThem = (name: string): Refusal =>
  new Refusal(`You may not use ${name}.`, {
    code: 'not-allowed',
    hint: `Type /${name} to be told who may, and how you come to be one of them.`,
  });

/** The command that may have been meant, with how it is used; undefined where none is near. */
export function suggestion(text: string, commands: readonly Command[]): string | undefined {
  const nearest = nearestCommand(text, commands);
  if (!nearest) return undefined;
  const example = exampleOf(nearest);
  return `Did you mean ${formatUsage(nearest)}?${example === undefined ? '' : ` For example: ${example}`}`;
}

/** The command that is asked about, without its slash; '' where it is the table. */
function readWanted(value: Value | undefined): string {
  const word = String(value ?? '')
    .replace(/^\//, '')
    .toLowerCase();
  return /^(?:me|us|please)$/.test(word) ? '' : word;
}

/** How a command is typed: `/page name [message]`. */
export function formatUsage(command: Command): string {
  const words = command.parameters.map(({ name, isRequired }) => (isRequired ? `<${name}>` : `[${name}]`));
  return [`/${command.name}`, ...words].join(' ');
}

function describeTable(commands: readonly Command[]): Answer {
  return {
    kind: 'list',
    title: 'Ask in a sentence, or use a command',
    items: commands.map((command) => {
      const example = exampleOf(command);
      return {
        title: [{ kind: 'code', text: formatUsage(command) }, ` ${command.summary}`],
        ...(example === undefined ? {} : { detail: `for example: ${example}` }),
      };
    }),
    omitted: 0,
    buttons: shortcutButtons(commands),
  };
}

function describeCommand(command: Command): Answer {
  const examples = [exampleOf(command) ?? [], ...command.examples.slice(1)].flat();
  return {
    kind: 'card',
    title: { kind: 'code', text: formatUsage(command) },
    lines: [command.summary, ...examples.map((example) => `For example: ${example}`)],
    fields: command.parameters.map(({ name, description }) => ({ label: name, value: description })),
    buttons: [],
  };
}
