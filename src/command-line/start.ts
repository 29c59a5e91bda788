import type { App } from '../app.ts';
import type { Output } from './output.ts';

/** How long what is running may take to end before the process ends anyway. */
const shutdownTimeoutMs = 9000;

/**
 * Serves until SIGTERM or SIGINT, then finishes or hands over what is running.
 * @returns the exit code
 */
export async function start(app: App, output: Output): Promise<number> {
  const stopped = untilSignal();
  const served = await Promise.race([app.serve(), stopped]);
  if (served) {
    const { url, workspace } = served;
    const page = workspace && (workspace.token === undefined ? url : `${url}/?token=${workspace.token}`);
    const hint = `Try it in the local workspace: open ${page} and type /who-owns paymnts`;
    output.print({ url, workspace: page ?? null }, [`Callboard is at ${url}`, ...(page ? [hint] : [])].join('\n'));
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
