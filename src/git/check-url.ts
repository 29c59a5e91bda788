import { isAbsolute } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** The transports git may use; the others, such as `ext::`, run commands. */
export const allowedProtocols = ['http', 'https', 'file', 'ssh'] as const;

/** `git@host:owner/name.git`, the short form of an ssh URL. */
const shortSshPattern = /^[\w.-]+@[\w.-]+:(?!:)[^:\s][^\s]*$/;

/**
 * Checks that git may be given a repository's URL: http, https, file, ssh, `user@host:path` or an absolute path, and
 * no credentials in it, since git would show them in its process list and its messages.
 * @throws Refusal `git-url-refused`
 */
export function checkUrl(url: string): void {
  if (isAbsolute(url) || shortSshPattern.test(url)) {
    return;
  }
  const parsed = URL.parse(url);
  if (parsed === null || !allowedProtocols.some((protocol) => parsed.protocol === `${protocol}:`)) {
    throw new Refusal(`"${withoutUserInfo(url)}" is not the URL of a Git repository that can be used here.`, {
      code: 'git-url-refused',
      hint: 'Give an http, https, file or ssh URL, or an absolute path.',
    });
  }
  const isHttp = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  if (parsed.password !== '' || (isHttp && parsed.username !== '')) {
    throw new Refusal(`The URL ${withoutUserInfo(url)} was given with credentials in it.`, {
      code: 'git-url-refused',
      hint: 'Configure the token for its host instead, and leave it out of the URL.',
    });
  }
}

/** The URL without a user and password, so that it may be shown. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([a-z][\w+.-]*:\/\/)[^/@\s]*@/i, '$1');
}
