import type { App } from '../app.ts';

/** How long what is running may take to end before the process ends anyway. */
const shutdownTimeoutMs = 9000;

/**
 * Serves until SIGTERM or SIGINT, then finishes or hands over what is running.
 * @returns the exit code
 */
export async function start(app: App, write: (text: string) => void): Promise<number> {
  const stopped = untilSignal();
  const served = await Promise.race([app.serve(), stopped]);
  if (served) {
    write(`Callboard is at ${served.url}\n`);
    if (served.workspace) {
      const { token } = served.workspace;
      const address = token === undefined ? served.url : `${served.url}/?token=${token}`;
      write(`Try it in the local workspace: open ${address} and type /who-owns paymnts\n`);
    }
  }
  await stopped;
  await app.close();
  return 0;
}

/** Resolves at the first signal. From then on the process ends by itself, whatever keeps it. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      setTimeout(() => process.exit(1), shutdownTimeoutMs).unref();
      resolve();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}
