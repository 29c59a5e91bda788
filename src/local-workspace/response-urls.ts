import { randomBytes } from 'node:crypto';

import { SlackError } from './slack-error.ts';

/** Where an answer to a response_url goes: to whom, where, and the message that the person used. */
export type ResponseTarget = {
  readonly personId: string;
  readonly channel: string;
  readonly originalTs?: string;
  readonly threadTs?: string;
};

/** Slack takes five answers within thirty minutes. */
const usesAllowed = 5;
const lifetimeMs = 30 * 60_000;
const urlsKept = 1_000;

/** The response_urls given out. */
export type ResponseUrls = {
  /** The path of a new response_url, below the workspace's origin. */
  issue(target: ResponseTarget): string;
  /**
   * Uses a response_url once.
   * @param key the last part of its path
   * @throws SlackError `expired_url`, `used_url`
   */
  use(key: string): ResponseTarget;
};

/** response_urls that follow the clock `now`. */
export const createResponseUrls = (now: () => Date): ResponseUrls => {
  const issued = new Map<string, { target: ResponseTarget; issuedAtMs: number; uses: number }>();
  return {
    issue: (target) => {
      const key = randomBytes(18).toString('base64url');
      issued.set(key, { target, issuedAtMs: now().getTime(), uses: 0 });
      const oldest = issued.keys().next();
      if (issued.size > urlsKept && oldest.done !== true) issued.delete(oldest.value);
      return `/response/${key}`;
    },
    use: (key) => {
      const url = issued.get(key);
      if (url === undefined || now().getTime() - url.issuedAtMs > lifetimeMs) throw new SlackError('expired_url');
      if (url.uses >= usesAllowed) throw new SlackError('used_url');
      url.uses += 1;
      return url.target;
    },
  };
};
