import { type ConnectionParts, connectSlack } from '../connect-slack.ts';
import type { SocketConnection } from './socket-connection.ts';

/** How long what came over a connection may take before the connection is closed all the same. */
const leaveBoundMs = 3000;
const restMs = 1000;

/**
 * Keeps one connection open until the signal aborts, or Slack refuses the token: where Slack announces that it will close
 * it, the next one is open before that one is left. It never rejects.
 * @param create makes a connection that is not open
 */
export async function keepConnection(create: () => SocketConnection, parts: ConnectionParts): Promise<void> {
  const { logger, signal, wait } = parts;
  const stopped = new Promise<'stopped'>((resolve) =>
    signal.addEventListener('abort', () => resolve('stopped'), { once: true }),
  );
  const open = () => connectSlack(() => openConnection(create()), 'SLACK_APP_TOKEN', parts);
  const leaving = new Set<Promise<void>>();
  for (let current = await open(); current;) {
    const reason = signal.aborted ? 'stopped' : await Promise.race([current.replaceable(), stopped]);
    if (reason === 'ended') {
      logger.info({}, 'a connection to Slack ended; it is made anew');
      await wait(restMs, signal);
    }
    const next = reason === 'stopped' ? undefined : await open();
    const left = leave(current, parts).finally(() => leaving.delete(left));
    leaving.add(left);
    current = next;
  }
  await Promise.all(leaving);
}

async function openConnection(connection: SocketConnection): Promise<SocketConnection> {
  await connection.start();
  return connection;
}

/** Closes a connection once what came over it is acknowledged. */
async function leave(connection: SocketConnection, { wait }: ConnectionParts): Promise<void> {
  const enough = new AbortController();
  await Promise.race([connection.taken(), wait(leaveBoundMs, enough.signal)]);
  enough.abort();
  await connection.disconnect();
}
