/** Where a GitHub is: its web host as in `repoUrl`, and its API without a slash at the end. */
export interface GitHubAddress {
  readonly host: string;
  readonly apiUrl: string;
}

/**
 * Completes an address from the part that is configured: github.com and GHE.com have their API at `api.<host>`, an
 * enterprise server has it below `/api/v3`. With neither part it is github.com.
 */
export function gitHubAddress({ host, apiUrl }: Partial<GitHubAddress>): GitHubAddress {
  const address = { host: host ?? hostOf(apiUrl), apiUrl: apiUrl ?? apiUrlOf(host) };
  return { host: address.host, apiUrl: address.apiUrl.replace(/\/+$/, '') };
}

/** Where its repositories are cloned from: over plain HTTP only where its API is reached so too. */
export function gitHubOrigin({ host, apiUrl }: GitHubAddress): string {
  return `${new URL(apiUrl).protocol}//${host}`;
}

function hostOf(apiUrl: string | undefined): string {
  return apiUrl === undefined ? 'github.com' : new URL(apiUrl).host.replace(/^api\./, '');
}

function apiUrlOf(host = 'github.com'): string {
  return host === 'github.com' || host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}
