import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Brings catalog files into the database of a bot that does not run.
 * @param dataFolder the bot's
 * @throws Error where that fails
 */
export async function ingest(dataFolder: string, files: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'main.ts'), 'ingest', ...files], {
    env: { ...process.env, CALLBOARD_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${files.join(', ')}: not brought in`);
}
