import type { Values } from '../answers/answer.ts';
import type { Command } from './command.ts';

/** What a sentence asks for. */
export interface Understood {
  readonly command: Command;
  readonly values: Values;
}

const courtesies = [
  /^(?:hi|hey|hello|ok|please|so|and|@?callboard)\b[\s,:!]*/i,
  /^(?:can|could|would) you (?:please )?(?:tell me|show me|say) /i,
  /^(?:do you know|tell me|i(?:'d| would) like to know|i need to know) (?=who|where|what|which|how)/i,
  /[\s,]*(?:please|thanks|thank you|right now|now)$/i,
];

/**
 * Decides which command a sentence asks for. The phrase that names most letters itself wins, so that
 * "where is the API for X" is not taken as "where is X"; of equals, the earlier command.
 * @param text without the mention of the bot
 * @returns undefined where nothing fits and no command takes whatever is left over
 */
export function readSentence(text: string, commands: readonly Command[]): Understood | undefined {
  const sentence = withoutCourtesies(text);
  if (sentence === '') return undefined;
  const named = readNamed(sentence, commands);
  if (named) return named;
  const fits = commands
    .flatMap((command) => command.phrases.map((phrase) => ({ command, match: phrase.exec(sentence) })))
    .flatMap(({ command, match }) => (match ? [{ command, values: valuesOf(match), own: ownLetters(match) }] : []))
    .toSorted((a, b) => b.own - a.own);
  const [best] = fits;
  if (best) return { command: best.command, values: best.values };
  const left = commands.find((command) => command.catchAll !== undefined);
  if (!left?.catchAll) return undefined;
  return { command: left, values: { [left.catchAll]: sentence } };
}

/** The sentence without greeting, politeness and final punctuation. */
function withoutCourtesies(text: string): string {
  const strip = (sentence: string): string =>
    courtesies.reduce((left, courtesy) => left.replace(courtesy, '').trim(), sentence.replace(/[?!.\s]+$/, ''));
  const once = strip(text.trim().replaceAll(/\s+/g, ' '));
  return strip(once);
}

/** `who-owns payments`: the command's own name, then its line. */
function readNamed(sentence: string, commands: readonly Command[]): Understood | undefined {
  const match = /^\/?(\S+)(?:\s+(.*))?$/.exec(sentence);
  const command = commands.find(({ name }) => name === match?.[1]?.toLowerCase());
  // A command of one plain word may start a sentence of its own: then its phrases say which words are the value.
  if (!command || command.phrases.some((phrase) => phrase.test(sentence))) return undefined;
  return { command, values: readLine(command, match?.[2] ?? '') };
}

/**
 * Reads the rest of a command's line: a word, or words in quotes, a parameter; the last parameter takes what is left.
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
    const match = /^(?:"([^"]*)"|“([^”]*)”|(\S+))\s*/.exec(left);
    if (!match) break;
    values[parameter.name] = match[1] ?? match[2] ?? match[3] ?? '';
    left = left.slice(match[0].length);
  }
  return values;
}

const unquoted = (text: string): string => /^["“](.*)["”]$/.exec(text)?.[1] ?? text;

function valuesOf(match: RegExpExecArray): Values {
  const entries = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined && value.trim() !== '');
  return Object.fromEntries(entries.map(([name, value]) => [name, unquoted(value.trim())]));
}

/** How many letters of the match are the phrase's own, and not a value's. */
function ownLetters(match: RegExpExecArray): number {
  const taken = Object.values(match.groups ?? {}).reduce((sum, value) => sum + (value?.length ?? 0), 0);
  return match[0].length - taken;
}
