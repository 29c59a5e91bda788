import type { App } from '../app.ts';

/** How long what is running may take to end before the process ends anyway. */
const shutdownTimeoutMs = 9000;

/**
 * Serves until SIGTERM or SIGINT, then finishes or hands over what is running.
 * @returns the exit code
 */
export async function start(app: App, write: (text: string) => void): Promise<number> {
  const stopped = untilSignal();
  const { url, workspace } = await app.serve();
  write(`Callboard is at ${url}\n`);
  if (workspace) {
    const address = workspace.token === undefined ? url : `${url}/?token=${workspace.token}`;
    write(`Try it in the local workspace: open ${address} and type /who-owns paymnts\n`);
  }
  await stopped;
  const timer = setTimeout(() => process.exit(1), shutdownTimeoutMs);
  await app.close();
  clearTimeout(timer);
  return 0;
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
