import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

export interface BackendRequest {
  readonly method: 'GET' | 'POST';
  /** The folder that `path` starts at, absolute. */
  readonly folder: string;
  /** Begins with a slash, such as `/owner/name.git/info/refs`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly contentType: string;
  readonly contentEncoding: string;
  /** The header `Git-Protocol`. */
  readonly protocol: string;
  readonly body: Readable;
}

export interface BackendAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/**
 * Answers one request of a Git client through `git http-backend`, which serves no push here.
 * @param signal ends the program, as when the client is gone
 * @throws Error where the program cannot be started or ends without an answer
 */
export async function runHttpBackend(request: BackendRequest, signal: AbortSignal): Promise<BackendAnswer> {
  const backend = spawn('git', ['http-backend'], {
    env: backendEnvironment(request),
    stdio: ['pipe', 'pipe', 'ignore'],
    signal,
  });
  // What fails after the answer has begun shows in its body, which then ends too early for the client to take it.
  backend.on('error', (error) => backend.stdout.destroy(error));
  await once(backend, 'spawn');
  // The program may answer without reading everything: that is no fault.
  pipeline(request.body, backend.stdin).catch(() => undefined);
  const head = parseHead(await readHead(backend.stdout));
  return { ...head, body: backend.stdout };
}

function backendEnvironment(request: BackendRequest): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
    GIT_PROJECT_ROOT: request.folder,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'http.receivepack',
    GIT_CONFIG_VALUE_0: 'false',
    GIT_CONFIG_KEY_1: 'core.hooksPath',
    GIT_CONFIG_VALUE_1: '/dev/null',
    GIT_PROTOCOL: /^version=\d$/.test(request.protocol) ? request.protocol : '',
    REQUEST_METHOD: request.method,
    PATH_INFO: request.path,
    QUERY_STRING: request.query,
    CONTENT_TYPE: request.contentType,
    HTTP_CONTENT_ENCODING: request.contentEncoding,
  };
}

/** The lines before the empty one; what follows it stays in the stream. */
async function readHead(output: Readable): Promise<string> {
  let read = Buffer.alloc(0);
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf('\r\n\r\n');
    if (end !== -1) {
      output.unshift(read.subarray(end + 4));
      return read.subarray(0, end).toString('latin1');
    }
  }
  throw new Error('git http-backend ended without an answer');
}

function parseHead(head: string): { status: number; headers: Record<string, string> } {
  const fields = head.split('\r\n').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
  });
  const { status = '200', ...headers } = Object.fromEntries(fields);
  return { status: Number.parseInt(status, 10), headers };
}
