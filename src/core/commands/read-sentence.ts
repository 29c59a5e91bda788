import type { Values } from '../answers/answer.ts';
import type { Command, Phrase } from './command.ts';
import { helpName } from './help.ts';
import { isPronoun } from './is-pronoun.ts';
import { likelyWordings, type Wording } from './misspelt-words.ts';
import { readLine, unquoted } from './read-line.ts';

/** What a sentence asks for. */
export interface Understood {
  readonly command: Command;
  readonly values: Values;
}

/** What a sentence asks for by one phrase. */
interface Reading extends Understood {
  /** How many letters of it are the phrase's own. */
  readonly own: number;
  /** The sentence from the value of the first parameter on, where a phrase can't know where that ends. */
  readonly line?: string;
}

const courtesies = [
  /^(?:hi|hey|hello|ok|please|pls|plz|so|and|@?callboard)\b[\s,:!]*/i,
  /^(?:can|could|would) you (?:please )?(?:tell me|show me|say) /i,
  /^(?:(?:can|could|would) you )?(?:please )?help (?:me|us) (?:to )?(?=\S)/i,
  /^(?:do you know|tell me|i(?:'d| would) like to know|i need to know) (?=who|where|what|which|how)/i,
  /[\s,]*(?:please|pls|plz|thanks|thank you|right now|now)$/i,
];

/** A sentence of more words is taken as it stands: mending it would take long, and it is hardly a slip that spoils it. */
const maximumGuessedWords = 60;

/** Stands where a name is missing. */
const gap = '…';

/**
 * Decides which command a sentence asks for. The phrase that names most letters itself wins, so that
 * "where is the API for X" is not taken as "where is X"; of equals, the earlier command. Where that fits nothing, or
 * leaves a name that nobody knows, the sentence is tried with its typing errors mended, and as one that breaks off before
 * the name: then the command is understood, and its value is missing.
 * @param text without the mention of the bot
 * @returns undefined where nothing fits and no command takes whatever is left over
 */
export function readSentence(text: string, commands: readonly Command[]): Understood | undefined {
  const sentence = tidy(text);
  // Whoever says no more than the bot's name, or a greeting, wants to know what it is for.
  if (sentence === '') return helpOf(commands);
  const words = sentence.split(' ');
  const said = readNamed(sentence, commands) ?? bestOf(readingsOf(words, words, commands));
  if (said && hasKnownName(said)) return said;
  const isGuessed = words.length > 1 && words.length <= maximumGuessedWords;
  const guessed = isGuessed ? bestOf(guess(words, commands)) : undefined;
  if (guessed && (!said || guessed.own > said.own)) return guessed;
  if (said) return pointsBack(said) ? { command: said.command, values: {} } : said;
  const left = commands.find((command) => command.catchAll !== undefined);
  if (!left?.catchAll) return undefined;
  return { command: left, values: { [left.catchAll]: sentence } };
}

/**
 * Reads what was typed after a command's name. A line that is put as a sentence is understood too, such as
 * `/page whoever is on call for payments` or `/create a new service`: by the command's phrases, unless it begins with a
 * name that is known.
 */
export function readCommandLine(command: Command, line: string): Values {
  const values = readLine(command, line);
  const [first] = command.parameters;
  if (!first || line.trim() === '') return values;
  if (first.nameAtStart && first.nameAtStart(line.trim()) === values[first.name]) return values;
  const sentences = [line, `${command.name.replaceAll('-', ' ')} ${line}`].map((text) => text.trim().split(/\s+/));
  const readings = sentences.flatMap((words) => bestOf(readingsOf(words, words, [command])) ?? []);
  return readings.find(hasKnownName)?.values ?? values;
}

function helpOf(commands: readonly Command[]): Understood | undefined {
  const command = commands.find(({ name }) => name === helpName);
  return command && { command, values: {} };
}

/** The sentence without greeting, politeness and final punctuation, with the apostrophes that are left out, and "the" spelt right. */
function tidy(text: string): string {
  const strip = (sentence: string): string =>
    courtesies.reduce((left, courtesy) => left.replace(courtesy, '').trim(), sentence.replace(/[?!.\s]+$/, ''));
  const once = strip(text.trim().replaceAll(/\s+/g, ' '));
  return strip(once)
    .replace(/^(where|what|who)s(?= )/i, "$1's")
    .replaceAll(/\b(?:teh|hte)\b/gi, 'the');
}

/** `who-owns payments`: the command's own name, then its line. */
function readNamed(sentence: string, commands: readonly Command[]): Reading | undefined {
  const match = /^\/?(\S+)(?:\s+(.*))?$/.exec(sentence);
  const command = commands.find(({ name }) => name === match?.[1]?.toLowerCase());
  // A command of one plain word may start a sentence of its own: then its phrases say which words are the value.
  if (!command || command.phrases.some((phrase) => patternOf(phrase).test(sentence))) return undefined;
  return { command, values: readLine(command, match?.[2] ?? ''), own: command.name.length };
}

/** The one with most letters of its own, and of equals the earlier. */
function bestOf(readings: readonly Reading[]): Reading | undefined {
  const [best] = readings.toSorted((a, b) => b.own - a.own);
  return best && splitByName(best);
}

/** What a sentence may ask for if it is mended, or is to be gone on with. */
function guess(words: Wording, commands: readonly Command[]): readonly Reading[] {
  const wordings = likelyWordings(words.join(' '), commands);
  const mended = wordings.slice(1).flatMap((wording) => readingsOf(wording, words, commands));
  const unfinished = wordings
    .flatMap((wording) => readingsOf([...wording, gap], [...words, gap], commands))
    .filter(({ values }) => Object.values(values).includes(gap))
    .map(({ command, values, own }) => ({ command, values: withoutGap(values), own }));
  return [...mended, ...unfinished];
}

const withoutGap = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== gap));

/** All phrases that fit. @param words what is matched @param said the same words as they were said, for the values */
function readingsOf(words: Wording, said: Wording, commands: readonly Command[]): readonly Reading[] {
  const sentence = words.join(' ');
  return commands.flatMap((command) =>
    command.phrases.flatMap((phrase) => {
      const pattern = patternOf(phrase);
      if (sentence.search(pattern) === -1) return [];
      // Where the groups stand is asked of the few that fit.
      const match = new RegExp(pattern.source, `${pattern.flags}d`).exec(sentence);
      return match ? [readMatch(command, phrase, match, words, said)] : [];
    }),
  );
}

function readMatch(command: Command, phrase: Phrase, match: RegExpExecArray, words: Wording, said: Wording): Reading {
  const places = Object.entries(match.indices?.groups ?? {}).filter(([, place]) => place !== undefined);
  const groups = Object.fromEntries(
    places
      .map(([name, [start, end]]): [string, string] => [name, unquoted(textAt(start, end, words, said).trim())])
      .filter(([, value]) => value !== ''),
  );
  const taken = places.reduce((sum, [, [start, end]]) => sum + end - start, 0);
  const own = match[0].length - taken;
  if (!(phrase instanceof RegExp)) return { command, values: phrase.values(groups), own };
  const [first] = command.parameters;
  const start = first && match.indices?.groups?.[first.name]?.[0];
  const line = start === undefined ? {} : { line: textAt(start, words.join(' ').length, words, said) };
  return { command, values: groups, own, ...line };
}

/** A piece of a sentence as it was said: whole words are the said ones, cut ones stand as they were matched. */
function textAt(start: number, end: number, words: Wording, said: Wording): string {
  let at = 0;
  const pieces = words.map((word, index) => {
    const piece = word.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += word.length + 1;
    return piece === word ? (said[index] ?? word) : piece;
  });
  return pieces.filter((piece) => piece !== '').join(' ');
}

/**
 * A phrase can't know where a name of several words ends and the next value begins: where its first parameter knows the
 * name at the start of the line better, the line is read by that.
 */
function splitByName(reading: Reading): Reading {
  const { command, values, line } = reading;
  const [first, next] = command.parameters;
  const value = first && values[first.name];
  if (!first || !next || line === undefined || value === undefined) return reading;
  const known = first.nameAtStart?.(line);
  return known === undefined || known === value ? reading : { ...reading, values: readLine(command, line) };
}

/** Whether the name that is asked about is one that is known, as far as that can be told. */
function hasKnownName({ command, values }: Understood): boolean {
  const [first] = command.parameters;
  const value = first && values[first.name];
  if (!first?.nameAtStart || typeof value !== 'string') return true;
  return first.nameAtStart(value) === value;
}

/** Whether a sentence is about nothing but what was said before it. */
function pointsBack({ command, values }: Understood): boolean {
  const [first] = command.parameters;
  return Object.values(values).length === 1 && isPronoun(String(first && values[first.name]));
}

const patternOf = (phrase: Phrase): RegExp => (phrase instanceof RegExp ? phrase : phrase.pattern);
