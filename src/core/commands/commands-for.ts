import type { Asker } from '../identity/asker.ts';
import type { Command } from './command.ts';

/** What an asker is told of: nothing that is reached by buttons alone, or that they may not do. */
export async function commandsFor(asker: Asker, commands: readonly Command[]): Promise<readonly Command[]> {
  const may = await Promise.all(
    commands.map(async ({ isHidden, isFor }) => !isHidden && ((await isFor?.(asker)) ?? true)),
  );
  return commands.filter((_, index) => may[index]);
}
