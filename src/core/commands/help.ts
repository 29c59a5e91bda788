import type { Answer } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';

/** The command that tells what there is to ask. @param commands reads the whole table */
export function createHelp(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'What you can ask, and how',
    parameters: [{ name: 'command', description: 'A command, such as who-owns', isRequired: false }],
    examples: ['help', 'help page'],
    phrases: [/^(?:what can (?:you|i) (?:do|ask)|how do(?:es)? (?:you|this|i use (?:you|this)) ?(?:work)?)$/i],
    effect: 'reads',
    run: async ({ values }) => {
      const listed = commands().filter((command) => !command.isHidden);
      const wanted = typeof values['command'] === 'string' ? values['command'].replace(/^\//, '').toLowerCase() : '';
      if (wanted === '') return { answer: describeTable(listed) };
      const command = listed.find(({ name }) => name === wanted);
      if (command) return { answer: describeCommand(command) };
      throw new Refusal(`There is no command ${wanted}.`, {
        code: 'no-such-command',
        hint: `There are ${listed.map(({ name }) => name).join(', ')}.`,
      });
    },
  };
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
    items: commands.map((command) => ({
      title: [{ kind: 'code', text: formatUsage(command) }, ` ${command.summary}`],
      ...(command.examples[0] === undefined ? {} : { detail: `for example: ${command.examples[0]}` }),
    })),
    omitted: 0,
    buttons: [],
  };
}

function describeCommand(command: Command): Answer {
  return {
    kind: 'card',
    title: { kind: 'code', text: formatUsage(command) },
    lines: [command.summary, ...command.examples.map((example) => `For example: ${example}`)],
    fields: command.parameters.map(({ name, description }) => ({ label: name, value: description })),
    buttons: [],
  };
}
