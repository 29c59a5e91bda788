import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFind } from '#callboard/catalog/commands/find.ts';
import { createShow } from '#callboard/catalog/commands/show.ts';
import { createWhereIs } from '#callboard/catalog/commands/where-is.ts';
import { createWhoOwns } from '#callboard/catalog/commands/who-owns.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import { textsOf } from '#callboard/catalog/json-values.ts';
import type { List } from '#callboard/core/answers/answer.ts';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { readCommandLine, readSentence } from '#callboard/core/commands/read-sentence.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { readYaml } from '#callboard/core/yaml/read-yaml.ts';

/** A question, and what it is about: any of these refs; where there is none, nothing is meant. */
export interface Question {
  readonly text: string;
  readonly refs: readonly string[];
  /** Whether it is right as well to find nothing. */
  readonly mayBeAbsent: boolean;
}

/** What a question was taken to be about. */
export type Outcome =
  | { readonly kind: 'one'; readonly ref: string }
  | { readonly kind: 'several'; readonly refs: readonly string[] }
  | { readonly kind: 'none' };

/** How a set of questions was answered. */
export interface QuestionScore {
  readonly asked: number;
  readonly right: number;
  /** What was asked, and what it was taken for. */
  readonly wrong: readonly string[];
  /** Those of `wrong` where something absent was answered as if it were there. */
  readonly confidentlyWrong: readonly string[];
}

/** Reads one of the files in bench/questions. @throws Error where it is not what they are */
export function readQuestions(name: string): readonly Question[] {
  const text = readFileSync(join(import.meta.dirname, 'questions', `${name}.yaml`), 'utf8');
  const value = readYaml(text)[0]?.value;
  if (!isJsonObject(value)) throw new Error(`${name}.yaml is no list of questions`);
  return Object.entries(value).map(([question, expected]) => {
    const refs = textsOf(expected);
    return {
      text: question,
      refs: refs.filter((ref) => ref !== 'absent').map(fullRef),
      mayBeAbsent: refs.includes('absent'),
    };
  });
}

function fullRef(text: string): string {
  const ref = parseEntityRef(text);
  if (!ref) throw new Error(`${text} is no ref`);
  return formatEntityRef(ref);
}

/** The commands that are about the catalog, as the bot has them. */
export function catalogCommands(directory: Directory): readonly Command[] {
  const context = { directory, accountsOf: async () => ({}), ownerNotes: [], entityNotes: [] };
  return [createWhoOwns(context), createWhereIs(context), createFind(context), createShow(context)];
}

/** Asks as a person does: a sentence, or a command with its line. @returns what it was taken to be about */
export async function ask(text: string, commands: readonly Command[]): Promise<Outcome> {
  const [, name, line = ''] = /^\/(\S+)\s*(.*)$/.exec(text) ?? [];
  const named = commands.find((command) => command.name === name);
  const understood = named ? { command: named, values: readCommandLine(named, line) } : readSentence(text, commands);
  if (!understood) return { kind: 'none' };
  const { command, values } = understood;
  const asker = { surface: 'bench', personId: 'somebody' };
  const address = { surface: 'bench', kind: 'person', personId: 'somebody' } as const;
  try {
    const { answer, subject } = await command.run({ id: '1', command: command.name, values, asker, address });
    if (subject !== undefined) return { kind: 'one', ref: subject };
    if (answer.kind === 'list') return listed(answer);
    if (answer.kind !== 'choice') return { kind: 'none' };
    const isGuess = lineText(answer.question).startsWith('Nothing');
    return isGuess ? { kind: 'none' } : { kind: 'several', refs: answer.options.map(({ detail }) => detail ?? '') };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'none' };
    throw error;
  }
}

/** What a search puts first is its answer. */
function listed({ items }: List): Outcome {
  const ref = items[0]?.button?.press.values['name'];
  return ref === undefined ? { kind: 'none' } : { kind: 'one', ref: String(ref) };
}

/** Whether it is the answer, or one of the answers, or a question back that offers all of them. */
function isRight({ refs, mayBeAbsent }: Question, outcome: Outcome): boolean {
  if (outcome.kind === 'one') return refs.includes(outcome.ref);
  if (refs.length === 0 || mayBeAbsent) return true;
  return outcome.kind === 'several' && refs.length > 1 && refs.every((ref) => outcome.refs.includes(ref));
}

/** Asks all of a set. */
export async function scoreQuestions(questions: readonly Question[], directory: Directory): Promise<QuestionScore> {
  const commands = catalogCommands(directory);
  const wrong: string[] = [];
  const confidentlyWrong: string[] = [];
  for (const question of questions) {
    const outcome = await ask(question.text, commands);
    if (isRight(question, outcome)) continue;
    const taken = outcome.kind === 'none' ? 'nothing' : outcome.kind === 'one' ? outcome.ref : outcome.refs.join(', ');
    wrong.push(`${question.text}: ${taken}`);
    if (question.refs.length === 0) confidentlyWrong.push(`${question.text}: ${taken}`);
  }
  return { asked: questions.length, right: questions.length - wrong.length, wrong, confidentlyWrong };
}
