import type { Values } from '../answers/answer.ts';
import type { Command, Parameter } from './command.ts';

/** A word, words in quotes, or a mention or link in Slack's brackets, at the beginning of a line. */
const firstWord = /^(?:"([^"]*)"|“([^”]*)”|(?:(?:the|our)\s+)?(?:<[^>]*>|\S+))/i;
/** What people put between a name and what they say of it. */
const separator = /^\s*(?:[:,]|[-–—](?=\s))?\s*/;

/**
 * Reads the rest of a command's line: a name that the parameter knows, a word, or words in quotes, a parameter; the last
 * parameter takes what is left.
 */
export function readLine(command: Command, line: string): Values {
  const values: Record<string, string> = {};
  let left = line.trim();
  for (const [index, parameter] of command.parameters.entries()) {
    if (left === '') break;
    if (index === command.parameters.length - 1) {
      values[parameter.name] = unquoted(left);
      break;
    }
    const taken = takeValue(parameter, left);
    values[parameter.name] = taken.value;
    left = left.slice(taken.length).replace(separator, '');
  }
  return values;
}

function takeValue(parameter: Parameter, line: string): { readonly value: string; readonly length: number } {
  const match = firstWord.exec(line);
  const quoted = match?.[1] ?? match?.[2];
  if (match && quoted !== undefined) return { value: quoted, length: match[0].length };
  const known = parameter.nameAtStart?.(line);
  if (known !== undefined) return { value: known, length: known.length };
  const word = (match?.[0] ?? line).replace(/[:,]+$/, '');
  return { value: word, length: word.length };
}

/** A text without the quotes around it. */
export const unquoted = (text: string): string => /^["“](.*)["”]$/.exec(text)?.[1] ?? text;
