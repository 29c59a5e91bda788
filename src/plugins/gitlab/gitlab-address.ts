/** Where a GitLab is. */
export interface GitLabAddress {
  /** As in `repoUrl`, such as `gitlab.com`. */
  readonly host: string;
  /** The REST API, such as `https://gitlab.com/api/v4`, without a slash at the end. */
  readonly apiUrl: string;
  /** Where people see it, and repositories are cloned from, without a slash at the end. */
  readonly webUrl: string;
}

/** Completes an address from the part that is configured; with neither it is gitlab.com. */
export function gitLabAddress({ host, apiUrl }: { readonly host?: string; readonly apiUrl?: string }): GitLabAddress {
  const api = (apiUrl ?? `https://${host ?? 'gitlab.com'}/api/v4`).replace(/\/+$/, '');
  const web = api.replace(/\/api\/v4$/, '');
  return { host: host ?? new URL(web).host, apiUrl: api, webUrl: web };
}
