import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../test/fixtures/free-port.ts';

export interface StartedBot {
  readonly url: string;
  /** From `npm start` until `/readyz` says ready. */
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

const startTimeoutMs = 60_000;

/**
 * Runs `npm start` with its data in a folder, on a free port.
 * @param environment what it is told beyond that
 * @throws Error where it does not serve in a minute
 */
export async function startBot(
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedBot> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...environment, CALLBOARD_DATA: dataFolder, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
    // npm and the program it starts are ended together.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await isReady(url))) {
    if (performance.now() - started > startTimeoutMs || child.exitCode !== null)
      throw new Error('the bot does not serve');
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return {
    url,
    readyMs: Math.round(performance.now() - started),
    stop: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

/** What the bot says of its own resident memory. */
export async function residentMegabytes(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const bytes = /^callboard_process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1];
  return Math.round(Number(bytes) / 1_000_000);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
