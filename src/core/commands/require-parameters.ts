import type { Values } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import { exampleOf } from './example-of.ts';
import { formatUsage } from './help.ts';

/** @throws Refusal `missing-value`, with how to ask, where a value is missing that the command needs */
export function requireParameters(command: Command, values: Values): void {
  const missing = command.parameters.find(({ name, isRequired }) => isRequired && values[name] === undefined);
  if (!missing) return;
  const example = exampleOf(command);
  throw new Refusal(`${command.name} needs a ${missing.name}: ${lowerFirst(missing.description)}.`, {
    code: 'missing-value',
    hint: `Type ${formatUsage(command)}${example === undefined ? '' : `, or ask: ${example}`}`,
  });
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
