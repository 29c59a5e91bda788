import { isRefusal } from '#callboard/core/refusal.ts';
import { type GitLabClient, inPath } from './gitlab-client.ts';
import { readProject } from './read-project.ts';

/**
 * Removes a project with all that is in it; one that is gone is what was wanted. A GitLab that keeps removed projects
 * for some days is asked to remove it at once; one that does not allow that has given it another path, or keeps the name
 * for these days.
 * @param path with the groups that it is in
 * @throws Refusal `gitlab-forbidden` where the token may not remove projects
 */
export async function removeProject(
  client: GitLabClient,
  host: string,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const read = async (project: string) =>
    readProject((await client.ask({ path: `/projects/${project}` }, signal)).body, host);
  await unless(['gitlab-not-found'], async () => {
    const { id, isMarkedForRemoval } = await read(inPath(path));
    const request = { method: 'DELETE', path: `/projects/${id}` } as const;
    if (!isMarkedForRemoval) await client.ask(request, signal);
    const kept = await read(String(id));
    if (!kept.isMarkedForRemoval) return;
    const query = { permanently_remove: 'true', full_path: `${kept.repository.owner}/${kept.repository.name}` };
    await unless(['gitlab-request-refused', 'gitlab-forbidden'], () => client.ask({ ...request, query }, signal));
  });
}

async function unless(codes: readonly string[], act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isRefusal(error, codes)) throw error;
  }
}
