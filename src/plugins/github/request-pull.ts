import type { WantedRequest } from '#callboard/scaffolder/hosts/remote-host.ts';
import type { GitHubClient } from './github-client.ts';

/** Opens a pull request of a branch, or finds the one that there is of it. @returns the address of its page */
export async function requestPull(
  { owner, name: repo, branch, base, title, description }: WantedRequest,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<string> {
  const head = `${owner}:${branch}`;
  const { data } = await client.ask(
    (octokit, timed) =>
      octokit.request('GET /repos/{owner}/{repo}/pulls', {
        owner,
        repo,
        head,
        state: 'all',
        request: { signal: timed },
      }),
    signal,
  );
  const [found] = data;
  if (found) return found.html_url;
  const wanted = { owner, repo, base, head: branch, title, body: description };
  const opened = await client.ask(
    (octokit, timed) => octokit.request('POST /repos/{owner}/{repo}/pulls', { ...wanted, request: { signal: timed } }),
    signal,
  );
  return opened.data.html_url;
}
