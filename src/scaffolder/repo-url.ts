/** The parts of a repository address as a template has it, `host?owner=o&repo=r`. */
export interface RepoUrl {
  readonly host: string;
  /** Who owns the repository: where no `owner` is named, Bitbucket's `workspace` or the `project` of Azure DevOps. */
  readonly owner: string;
  readonly repo: string;
  /** Of Azure DevOps. */
  readonly organization?: string;
  /** Of Bitbucket. */
  readonly workspace?: string;
  /** Of Azure DevOps, who owns the repository; of Bitbucket, the key of the project that it is put into. */
  readonly project?: string;
}

/** The address as templates write it: an owner that has a word of its own goes by that alone. */
export function formatRepoUrl({ host, owner, repo, organization, workspace, project }: RepoUrl): string {
  const named = {
    organization,
    workspace,
    owner: [workspace, project].includes(owner) ? undefined : owner,
    project,
    repo,
  };
  const parts = new URLSearchParams();
  for (const [name, part] of Object.entries(named)) if (part !== undefined) parts.set(name, part);
  return `${host}?${parts.toString()}`;
}

/** Reads `host?owner=o&repo=r`; undefined where a part is missing. */
export function parseRepoUrl(text: string): RepoUrl | undefined {
  const address = splitRepoUrl(text);
  const part = (name: string) => address?.parts.get(name) ?? '';
  const [organization, workspace, project] = [part('organization'), part('workspace'), part('project')];
  const owner = [part('owner'), workspace, project].find((name) => name !== '');
  if (!address || owner === undefined) return undefined;
  return {
    host: address.host,
    owner,
    repo: part('repo'),
    ...(organization !== '' && { organization }),
    ...(workspace !== '' && { workspace }),
    ...(project !== '' && { project }),
  };
}

/**
 * The host of such an address and what is named after it; undefined where there is no host or no `repo`. A path between
 * the two says nothing, as in Backstage: templates write `github.com/acme/${{ parameters.repoUrl }}`.
 */
export function splitRepoUrl(text: string): { readonly host: string; readonly parts: URLSearchParams } | undefined {
  const [address = '', query = ''] = text.split('?', 2);
  const [host = ''] = address.split('/', 1);
  const parts = new URLSearchParams(query);
  return /^[^\s#@:]+(?::\d+)?$/.test(host) && parts.get('repo') ? { host, parts } : undefined;
}
