/** How the Git hosts that people use spell the page of a file: what stands between repository and branch. */
const waysByHost: readonly (readonly [RegExp, string])[] = [
  [/^github\./, 'blob'],
  [/^gitlab\./, '-/blob'],
  [/^bitbucket\./, 'src'],
  [/^(?:gitea|forgejo)\.|^codeberg\.org$/, 'src/branch'],
];

/**
 * The address at which a person can read a file of a repository; where the host's way to spell it is not known, that of
 * the repository.
 * @param file relative to the repository's root
 * @returns undefined where the repository is not on the web
 */
export function viewUrl(repositoryUrl: string, branch: string, file: string): string | undefined {
  const url = URL.parse(repositoryUrl);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  const way = waysByHost.find(([host]) => host.test(url.hostname))?.[1];
  const repository = `${url.origin}${url.pathname.replace(/\.git$|\/$/, '')}`;
  if (way === undefined) return repository;
  const path = [branch, ...file.split('/')].map((part) => part.split('/').map(encodeURIComponent).join('/')).join('/');
  return `${repository}/${way}/${path}`;
}
