/** A file or folder of a repository at a Git host. */
export interface FileAddress {
  /** What it is cloned from. */
  readonly repositoryUrl: string;
  /** A tag or a commit's hash, too; undefined for the default branch. */
  readonly branch?: string;
  /** Relative to the repository's root; `.` for all of it. */
  readonly path: string;
}

/** How hosts spell the page of a file, or its bare text: repository, branch and path. */
const spellings: readonly RegExp[] = [
  // GitLab: groups nest. Before GitHub's, whose words it uses too.
  /^(?<repository>\/.+?)\/-\/(?:blob|tree|raw)\/(?<branch>[^/]+)(?:\/(?<path>.*))?$/,
  // Gitea and Forgejo
  /^(?<repository>\/[^/]+\/[^/]+)\/(?:src|raw|media)\/(?:branch|tag|commit)\/(?<branch>[^/]+)(?:\/(?<path>.*))?$/,
  // GitHub
  /^(?<repository>\/[^/]+\/[^/]+)\/(?:blob|tree|raw)\/(?:refs\/(?:heads|tags)\/)?(?<branch>[^/]+)(?:\/(?<path>.*))?$/,
  // Bitbucket Cloud
  /^(?<repository>\/[^/]+\/[^/]+)\/(?:src|raw)\/(?<branch>[^/]+)(?:\/(?<path>.*))?$/,
];

const githubText = /^\/(?<owner>[^/]+)\/(?<name>[^/]+)\/(?:refs\/(?:heads|tags)\/)?(?<branch>[^/]+)\/(?<path>.+)$/;
const bitbucketServer =
  /^(?<root>.*)\/projects\/(?<project>[^/]+)\/repos\/(?<name>[^/]+)\/(?:browse|raw)(?:\/(?<path>.*))?$/;
const azure = /^(?<repository>\/.+\/_git\/[^/]+)$/;

/**
 * Reads the address of a file or folder at GitHub, GitLab, Bitbucket, Azure DevOps or Gitea, hosted by anybody. Of a
 * branch with slashes in its name only one that is percent-encoded is understood.
 * @returns undefined for any other address
 */
export function readFileAddress(text: string): FileAddress | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  if (url.hostname === 'raw.githubusercontent.com') return readGithubText(url);
  return readAzure(url) ?? readBitbucketServer(url) ?? readPage(url);
}

function readPage(url: URL): FileAddress | undefined {
  const groups = spellings.map((spelling) => spelling.exec(url.pathname)?.groups).find((found) => found !== undefined);
  const repository = groups?.['repository'];
  if (!groups || repository === undefined) return undefined;
  return address(`${url.origin}${repository.replace(/\.git$/, '')}.git`, groups['branch'], groups['path']);
}

function readGithubText(url: URL): FileAddress | undefined {
  const groups = githubText.exec(url.pathname)?.groups;
  if (!groups) return undefined;
  return address(`https://github.com/${groups['owner']}/${groups['name']}.git`, groups['branch'], groups['path']);
}

/** `https://dev.azure.com/org/project/_git/repository?path=/file&version=GBbranch`, from Azure's own web pages. */
function readAzure(url: URL): FileAddress | undefined {
  const repository = azure.exec(url.pathname)?.groups?.['repository'];
  const path = url.searchParams.get('path');
  if (repository === undefined || path === null) return undefined;
  const branch = /^G[BTC](.+)$/.exec(url.searchParams.get('version') ?? '')?.[1];
  return address(`${url.origin}${repository}`, branch && encodeURIComponent(branch), path.replace(/^\//, ''));
}

function readBitbucketServer(url: URL): FileAddress | undefined {
  const groups = bitbucketServer.exec(url.pathname)?.groups;
  if (!groups) return undefined;
  const branch = url.searchParams.get('at')?.replace(/^refs\/(?:heads|tags)\//, '');
  const repositoryUrl = `${url.origin}${groups['root']}/scm/${groups['project']?.toLowerCase()}/${groups['name']}.git`;
  return address(repositoryUrl, branch && encodeURIComponent(branch), groups['path']);
}

function address(repositoryUrl: string, branch: string | undefined, path: string | undefined): FileAddress {
  const named = branch === undefined || branch === 'HEAD' ? {} : { branch: decode(branch) };
  return { repositoryUrl, ...named, path: decode(path ?? '').replace(/\/$/, '') || '.' };
}

/** What is not encoded as it should be stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
