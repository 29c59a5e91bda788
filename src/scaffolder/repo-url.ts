/** The parts of a repository address as a template has it, `host?owner=o&repo=r`. */
export interface RepoUrl {
  readonly host: string;
  /** Who owns the repository: where no `owner` is named, Bitbucket's `workspace` or the `project` of Azure DevOps. */
  readonly owner: string;
  readonly repo: string;
  /** Of Azure DevOps. */
  readonly organization?: string;
  /** The key of the project that Bitbucket is to put the repository into. */
  readonly project?: string;
}

/** The address as templates write it. */
export function formatRepoUrl({ host, owner, repo }: Pick<RepoUrl, 'host' | 'owner' | 'repo'>): string {
  return `${host}?${new URLSearchParams({ owner, repo }).toString()}`;
}

/** Reads `host?owner=o&repo=r`; undefined where a part is missing. */
export function parseRepoUrl(text: string): RepoUrl | undefined {
  const [host = '', query = ''] = text.split('?', 2);
  const parts = new URLSearchParams(query);
  const part = (name: string) => parts.get(name) ?? '';
  const organization = part('organization');
  const project = part('project');
  const owner = [part('owner'), part('workspace'), project].find((name) => name !== '');
  const repo = part('repo');
  if (!/^[^\s/?#]+$/.test(host) || owner === undefined || repo === '') return undefined;
  return {
    host,
    owner,
    repo,
    ...(organization !== '' && { organization }),
    ...(project !== '' && project !== owner && { project }),
  };
}
