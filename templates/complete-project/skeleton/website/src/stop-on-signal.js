/**
 * On SIGTERM and SIGINT takes no more connections, finishes the requests that are running, and lets the process end.
 * @param {import('node:http').Server} server
 * @param {NodeJS.EventEmitter & { exit(code: number): void }} process
 * @param {number} timeoutMs after which what still runs is given up
 */
export function stopOnSignal(server, process, timeoutMs) {
  const stop = () => {
    server.close();
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), timeoutMs).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
