import type { Press } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import type { Said } from './conversation.ts';
import { readCommandLine, readSentence } from './read-sentence.ts';

/** Reading takes time that others wait for: far more than a question needs, and as much as a message shows at once. */
const maximumTextLength = 2000;

/** A text, or the name of a command, that asks for nothing that is known. */
export interface Unclear {
  readonly unclear: string;
}

/**
 * Which command is meant, with which values.
 * @throws Refusal where it is too long to be read
 */
export function understand(said: Said, commands: readonly Command[]): Press | Unclear {
  if (said.kind === 'press') return said.press;
  if (said.text.length > maximumTextLength) throw tooLong(said.text.length);
  if (said.kind === 'command') {
    const command = commands.find(({ name }) => name === said.command);
    if (!command) return { unclear: said.command };
    return { command: command.name, values: readCommandLine(command, said.text) };
  }
  const understood = readSentence(said.text, commands);
  if (!understood) return { unclear: said.text };
  return { command: understood.command.name, values: understood.values };
}

const tooLong = (length: number): Refusal =>
  new Refusal(`That is ${length} characters long, and at most ${maximumTextLength} are read.`, {
    code: 'too-long',
    hint: 'Say it in fewer words.',
  });
