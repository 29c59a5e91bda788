import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What npm tells the programs that it runs, and a test runner its own; a project of its own starts without them. */
const ofThisProgram = /^(npm_(lifecycle|package)|VITEST|NODE_ENV|NODE_OPTIONS|NODE_TEST|INIT_CWD)/i;

/**
 * Runs a command as a person would type it in a folder; what it prints goes to standard error.
 * @returns its exit code; undefined where a signal ended it
 */
export async function runCommand(command: string, folder: string): Promise<number | undefined> {
  const environment = Object.entries(process.env).filter(([name]) => !ofThisProgram.test(name));
  const child = spawn(command, {
    cwd: folder,
    env: Object.fromEntries(environment),
    shell: true,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  const [code]: unknown[] = await once(child, 'exit');
  return typeof code === 'number' ? code : undefined;
}
