import type { Asker } from '../identity/asker.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';
import { commandsFor } from './commands-for.ts';
import { exampleOf } from './example-of.ts';
import { suggestion } from './help.ts';

/** What is told of a text that asks for nothing that is known: what may have been meant, of what the asker may do. */
export async function notUnderstood(text: string, asker: Asker, all: readonly Command[]): Promise<Refusal> {
  const commands = await commandsFor(asker, all);
  const examples = commands.flatMap((command) => exampleOf(command) ?? []);
  return new Refusal('I did not understand that.', {
    code: 'not-understood',
    hint:
      suggestion(text, commands) ?? `You can ask, for example: ${examples.slice(0, 4).join('; ')}. Or ask for help.`,
  });
}
