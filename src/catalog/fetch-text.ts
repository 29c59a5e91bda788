import { hash } from 'node:crypto';
import { get as getHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIPv6 } from 'node:net';
import { type CheckedHost, requirePublicHost } from '#callboard/core/http/public-host.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { decodeText, maximumFileBytes } from './read-text-file.ts';
import type { FileText } from './source-tree.ts';

const timeoutMs = 10_000;
const redirectionsAtMost = 3;

/**
 * Reads a text of up to 1 MiB from the web. Every host on the way, also after a redirection, is on the public internet
 * or allowed, and is asked at the very address that was checked.
 * @throws Refusal where it may not be asked, does not answer in 10 seconds, or has no such text
 */
export async function fetchText(
  url: string,
  allowedHosts: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<{ readonly version: string; readonly text: FileText }> {
  const timed = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  let address = url;
  for (let followed = 0; followed <= redirectionsAtMost; followed += 1) {
    const response = await ask(address, await requirePublicHost(address, allowedHosts), timed);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      address = new URL(headers.location, address).href;
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw refusal(url, meaningOf(statusCode));
    }
    const bytes = await read(response, url);
    return { version: hash('sha256', bytes, 'base64url'), text: decodeText(bytes) };
  }
  throw refusal(url, `leads on to other addresses more than ${redirectionsAtMost} times`);
}

/** What a status that brings no text means for whoever named the address. */
function meaningOf(status: number): string {
  if (status === 404 || status === 410) return `is not there (status ${status})`;
  if (status === 401 || status === 403) return `may not be read without an account there (status ${status})`;
  if (status === 429) return `was asked for too often (status ${status}), and is read again later`;
  return `could not be had: its host answered with status ${status}, and is asked again later`;
}

function ask(url: string, { hostname, addresses }: CheckedHost, signal: AbortSignal): Promise<IncomingMessage> {
  const get = /^https:/i.test(url) ? getHttps : getHttp;
  const lookup: RequestOptions['lookup'] = (_hostname, options, found) => {
    const all = (addresses ?? []).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const [first] = all;
    if (options.all === true) found(null, all);
    else if (first) found(null, first.address, first.family);
    else found(new Error(`${hostname} has no address`), '');
  };
  return new Promise((resolve, reject) => {
    get(url, { signal, ...(addresses !== undefined && { lookup }) }, resolve).once('error', (error) =>
      reject(refusal(url, reasonOf(error), error)),
    );
  });
}

async function read(response: IncomingMessage, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      size += bytes.byteLength;
      chunks.push(bytes);
      // One more than is allowed is enough to tell.
      if (size > maximumFileBytes) break;
    }
  } catch (error) {
    throw refusal(url, reasonOf(error), error);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const isTimeout = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  if (isTimeout) return `did not answer within ${timeoutMs / 1000} seconds`;
  return `did not answer (${error instanceof Error ? error.message : String(error)})`;
}

const refusal = (url: string, what: string, cause?: unknown): Refusal =>
  new Refusal(
    `${url} ${what}.`,
    { code: 'not-fetched', hint: 'Check the address, or put the file beside this one.' },
    { cause },
  );
