import { hash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request may read the catalog: the status and the reason where it may not. */
export type Access = 'granted' | { readonly status: 401 | 403; readonly message: string };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What a proxy adds: then whoever asks may be anywhere. */
const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * Decides by bearer token; where no token is configured, only this very machine may read.
 * @param remoteAddress of the connection
 */
export function mayRead(
  headers: IncomingHttpHeaders,
  remoteAddress: string | undefined,
  tokens: readonly string[],
): Access {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (tokens.length > 0) {
    if (token === undefined) return { status: 401, message: 'Send one of catalog.api.tokens as a bearer token.' };
    const isKnown = tokens.filter((known) => isSame(known, token)).length > 0;
    return isKnown ? 'granted' : { status: 401, message: 'The bearer token is none of catalog.api.tokens.' };
  }
  const isHere = remoteAddress !== undefined && loopback.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4');
  // A page in a browser on this machine may be led here under a name of its own.
  const isMeant = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(headers.host ?? '');
  if (isHere && isMeant && forwardingHeaders.every((name) => headers[name] === undefined)) return 'granted';
  return {
    status: 403,
    message: 'Without catalog.api.tokens in callboard.yaml, only this machine may read the catalog.',
  };
}

/** Takes the same time wherever the two differ. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hash('sha256', one), 'hex'), Buffer.from(hash('sha256', other), 'hex'));
