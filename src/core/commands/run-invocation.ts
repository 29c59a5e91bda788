import type { Identity } from '../identity/identity.ts';
import { isRefusal, Refusal } from '../refusal.ts';
import type { Command, Invocation, Reply } from './command.ts';
import { commandsFor } from './commands-for.ts';
import { frameReply } from './frame-reply.ts';
import { suggestion } from './help.ts';
import { requireParameters } from './require-parameters.ts';
import type { SpokenOf } from './spoken-of.ts';

/** What running an invocation needs. */
export interface RunContext {
  readonly commands: ReadonlyMap<string, Command>;
  readonly spokenOf: SpokenOf;
  readonly identity: Pick<Identity, 'named'>;
}

/**
 * Runs the command that an invocation names, with what the conversation says of it.
 * @throws Refusal where there is no such command, or it lacks a value; and what the command throws
 */
export async function runInvocation(invocation: Invocation, context: RunContext): Promise<Reply> {
  const { commands, spokenOf, identity } = context;
  const command = commands.get(invocation.command);
  if (!command) {
    throw new Refusal(`There is no command ${invocation.command} any more.`, {
      code: 'no-such-command',
      hint: 'Ask for help to see what there is.',
    });
  }
  const asker = await identity.named(invocation.asker);
  const completed = { ...(await spokenOf.complete(invocation, command)), asker };
  requireParameters(command, completed.values);
  try {
    return frameReply(await command.run(completed), completed, command);
  } catch (error) {
    throw await withSuggestion(error, completed, command, [...commands.values()]);
  }
}

/** What no phrase fitted may have been a command that is misspelt. */
async function withSuggestion(
  error: unknown,
  { values, asker }: Invocation,
  command: Command,
  commands: readonly Command[],
): Promise<unknown> {
  const text = command.catchAll === undefined ? undefined : values[command.catchAll];
  if (!isRefusal(error, ['no-such-entity']) || typeof text !== 'string') return error;
  const meant = suggestion(text, await commandsFor(asker, commands));
  if (meant === undefined) return error;
  return new Refusal(error.message, { code: error.code, hint: meant }, { cause: error });
}
