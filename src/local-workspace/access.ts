import { timingSafeEqual } from 'node:crypto';

import type { Access } from './options.ts';

/** What a decision about a request looks at. */
export type AccessRequest = {
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  /** The `token` of the query string. */
  readonly token: string | undefined;
};

/** Let through, let through with a cookie to set, or refused with a sentence. */
export type AccessDecision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'signedIn'; readonly cookie: string }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly sentence: string };

const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const cookieName = 'workspace-token';

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const cookieValue = (cookie: string | undefined): string | undefined =>
  cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);

/** Page, its files and its API; the rest of the workspace asks for Slack's own tokens. */
const isPage = (path: string): boolean => path === '/' || path.startsWith('/workspace/');

const isOtherOrigin = ({ host, origin }: AccessRequest): boolean =>
  origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase());

const decideToken = (request: AccessRequest, token: string): AccessDecision => {
  if (!isPage(request.path)) return { kind: 'allowed' };
  if (request.token !== undefined && isSame(request.token, token)) {
    return {
      kind: 'signedIn',
      cookie: `${cookieName}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Strict`,
    };
  }
  const given = cookieValue(request.cookie);
  return given !== undefined && isSame(given, encodeURIComponent(token))
    ? { kind: 'allowed' }
    : {
        kind: 'refused',
        status: 401,
        sentence:
          'This workspace asks for its token: open the address with ?token= that the program printed at its start.',
      };
};

/**
 * Whether a request may pass. Whoever reaches the workspace may act as anyone in it, so without a token it answers
 * this machine only, and never a page of another site (DNS rebinding, cross-site requests).
 */
export const decideAccess = (request: AccessRequest, access: Access): AccessDecision => {
  if (access.kind === 'open' && !thisMachine.test(request.host ?? '')) {
    return { kind: 'refused', status: 403, sentence: 'This workspace answers only at localhost.' };
  }
  if (isOtherOrigin(request)) {
    return { kind: 'refused', status: 403, sentence: 'This workspace does not answer pages of other sites.' };
  }
  return access.kind === 'token' ? decideToken(request, access.token) : { kind: 'allowed' };
};
