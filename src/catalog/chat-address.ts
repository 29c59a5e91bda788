import { Refusal } from '#callboard/core/refusal.ts';
import type { SourceTarget } from './catalog-store.ts';
import { readFileAddress } from './file-address.ts';
import { locateWithin } from './source-tree.ts';
import { parseTarget } from './source-target.ts';
import { wildcardMistake } from './wildcard-mistake.ts';

/** `git@host:owner/name.git`, as ssh takes it. */
const shortSsh = /^[\w.-]+@[\w.-]+:(?!\/)[^:\s]+$/;
const withoutScheme = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S/;
/** A user, or a user and a password, before a host: `ada:secret@host/…`, `token@host/…`. */
const userBeforeHost = /^[^\s/@]+:[^\s/@]*@|^[^\s/@]+@[^\s/:@]+\//;

/**
 * An address as a person pasted it: out of the brackets that Slack and Discord put around it, and with its scheme.
 * Slack takes the beginning of `git@host:path` for a mail address.
 */
export function bareAddress(text: string): string {
  const whole = text.trim().replaceAll(/<mailto:([^|>]+)(?:\|[^>]*)?>/gi, '$1');
  const bare = /^<([^|>]+)(?:\|[^>]*)?>$/.exec(whole)?.[1] ?? whole;
  return withoutScheme.test(bare) ? `https://${bare}` : bare;
}

/**
 * Checks that there is no password or token in what somebody named, before any of it is kept or said again.
 * @throws Refusal `credentials-in-address`, which repeats nothing of it
 */
export function refuseCredentials(text: string): void {
  const bare = bareAddress(text);
  const url = URL.parse(bare);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const isFound = url !== null && (url.password !== '' || (isWeb && url.username !== ''));
  if (!isFound && !userBeforeHost.test(bare)) return;
  throw new Refusal('There is a password or a token in that address, so I did not use it.', {
    code: 'credentials-in-address',
    hint: 'Withdraw it, since others could read it here, and give the address without it: credentials of a Git host belong into callboard.yaml.',
  });
}

/**
 * Reads what a person names in chat as a source: the address of a repository, over https, http or ssh, or of the page
 * of a file or folder in one. Nothing on the machine of the bot can be named so.
 * @throws Refusal where it is anything else, or has credentials in it
 */
export function readChatTarget(text: string): SourceTarget & { readonly kind: 'git' } {
  refuseCredentials(text);
  const bare = bareAddress(text);
  if (shortSsh.test(bare)) return repositoryAt(bare);
  const url = URL.parse(bare);
  if (url === null || url.host === '' || !/^(?:https?|ssh):$/.test(url.protocol)) throw noAddress();
  if (readFileAddress(url.href)) return repositoryAt(url.href);
  url.search = '';
  url.hash = '';
  return repositoryAt(url.href.replace(/\/+$/, ''));
}

function repositoryAt(address: string): SourceTarget & { readonly kind: 'git' } {
  const target = parseTarget(address, '/');
  if (target.kind !== 'git') throw noAddress();
  for (const path of target.paths) {
    const place = locateWithin('', path);
    const mistake = 'failure' in place ? place.failure : wildcardMistake(path);
    if (mistake === undefined) continue;
    throw new Refusal(`That is the address of ${path}, ${mistake}.`, {
      code: 'no-such-file',
      hint: 'Give the address of the page of a file or folder.',
    });
  }
  return target;
}

const noAddress = (): Refusal =>
  new Refusal('That is not the address of a repository, or of a file in one.', {
    code: 'no-address',
    hint: 'Give one such as https://github.com/acme/orders. Files on the machine of the bot are named in callboard.yaml, or on its command line: callboard ingest PATH',
  });
