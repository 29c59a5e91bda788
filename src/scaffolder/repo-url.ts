/** The parts of a repository address as a template has it, `host?owner=o&repo=r`. */
export interface RepoUrl {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

/** The address as templates write it. */
export function formatRepoUrl({ host, owner, repo }: RepoUrl): string {
  return `${host}?${new URLSearchParams({ owner, repo }).toString()}`;
}

/** Reads `host?owner=o&repo=r`; undefined where a part is missing. */
export function parseRepoUrl(text: string): RepoUrl | undefined {
  const [host = '', query = ''] = text.split('?', 2);
  const parts = new URLSearchParams(query);
  const owner = parts.get('owner') ?? '';
  const repo = parts.get('repo') ?? '';
  if (!/^[^\s/?#]+$/.test(host) || owner === '' || repo === '') return undefined;
  return { host, owner, repo };
}
