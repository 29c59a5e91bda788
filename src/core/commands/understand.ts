import type { Press } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import type { Said } from './conversation.ts';
import { exampleOf } from './example-of.ts';
import { suggestion } from './help.ts';
import { readCommandLine, readSentence } from './read-sentence.ts';

/** Reading takes time that others wait for: far more than a question needs, and as much as a message shows at once. */
const maximumTextLength = 2000;

/**
 * Which command is meant, with which values.
 * @throws Refusal where it asks for nothing that is known, or is too long to be read
 */
export function understand(said: Said, commands: readonly Command[]): Press {
  if (said.kind === 'press') return said.press;
  if (said.text.length > maximumTextLength) throw tooLong(said.text.length);
  if (said.kind === 'command') {
    const command = commands.find(({ name }) => name === said.command);
    if (!command) throw notUnderstood(said.command, commands);
    return { command: command.name, values: readCommandLine(command, said.text) };
  }
  const understood = readSentence(said.text, commands);
  if (!understood) throw notUnderstood(said.text, commands);
  return { command: understood.command.name, values: understood.values };
}

const tooLong = (length: number): Refusal =>
  new Refusal(`That is ${length} characters long, and at most ${maximumTextLength} are read.`, {
    code: 'too-long',
    hint: 'Say it in fewer words.',
  });

function notUnderstood(text: string, commands: readonly Command[]): Refusal {
  const examples = commands.filter(({ isHidden }) => !isHidden).flatMap((command) => exampleOf(command) ?? []);
  return new Refusal('I did not understand that.', {
    code: 'not-understood',
    hint:
      suggestion(text, commands) ?? `You can ask, for example: ${examples.slice(0, 4).join('; ')}. Or ask for help.`,
  });
}
