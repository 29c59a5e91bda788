import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { requirePublicHost } from '#callboard/core/http/public-host.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { checkOutRepository, type CheckoutContext } from './check-out-repository.ts';
import type { CatalogExtensionPoint } from './extension-point.ts';
import { type FileAddress, readFileAddress } from './file-address.ts';
import { staysAt } from './stays-at.ts';
import { createTurns } from './take-turns.ts';

export interface PageContext extends Pick<CheckoutContext, 'dataFolder' | 'credentialsFor' | 'now'> {
  /** Hosts that may be read wherever they are. */
  readonly allowedHosts: () => ReadonlySet<string>;
}

/**
 * Makes the files readable that a page at a Git host shows: of a file, a folder or a whole repository, on a branch, at a
 * tag or at a commit, by its whole hash. Anybody may have
 * named it, so that its host is on the public internet or allowed.
 */
export function createPageCheckouts(context: PageContext): CatalogExtensionPoint['checkOutPage'] {
  const inTurn = createTurns();
  return async (url, { signal, token }) => {
    const { repositoryUrl, branch, path } = readFileAddress(url) ?? wholeRepository(url);
    const configuration = staysAt(await requirePublicHost(repositoryUrl, context.allowedHosts()));
    const commit = branch !== undefined && /^[0-9a-f]{40}$/.test(branch) ? branch : undefined;
    const isBranch = branch !== undefined && commit === undefined;
    const repository = { name: '', url: repositoryUrl, ...(isBranch && { branch }) };
    // What one token may read is not for who has another one.
    const key = `page ${repositoryUrl} ${branch ?? ''} ${token ?? ''}`;
    const credentialsFor = token === undefined ? context.credentialsFor : () => credentialsOf(repositoryUrl, token);
    const checkOut = () =>
      checkOutRepository(key, repository, [path], { ...context, credentialsFor, configuration, signal }, commit);
    return { ...(await inTurn(key, checkOut)), path };
  };
}

/** GitHub, GitLab and Gitea take a token with any name of a user. */
const credentialsOf = (url: string, token: string): GitCredentials => ({
  origin: new URL(url).origin,
  read: async () => ({ username: 'x-access-token', password: token }),
});

/** `https://host/owner/name`, as people copy it. */
function wholeRepository(url: string): FileAddress {
  const parsed = URL.parse(url);
  const isHttp = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  const parts = parsed?.pathname.split('/').filter(Boolean) ?? [];
  if (isHttp && parts.length >= 2 && parsed.search === '') return { repositoryUrl: url.replace(/\/$/, ''), path: '.' };
  throw new Refusal(`${url} is not the page of a file or folder at a Git host.`, {
    code: 'no-page',
    hint: 'It looks like https://github.com/acme/templates/tree/main/skeleton.',
  });
}
