import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabClient } from './gitlab-client.ts';
import { queryPages } from './query-pages.ts';

/** What is to be known of a project to decide whether, and whether again, to read it. */
export interface ListedProject {
  /** With the groups that it is in, such as `acme/payments/api`. */
  readonly path: string;
  readonly branch: string;
  /** The newest commit of the branch. */
  readonly commit: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly topics: readonly string[];
}

/** GitLab scores this at about 30 of the 250 that it allows. `ref` is left out where no branch is named. */
const projectsQuery = `query ($group: ID!, $after: String, $ref: String) {
  group(fullPath: $group) {
    page: projects(includeSubgroups: true, first: 100, after: $after) {
      nodes {
        fullPath archived visibility topics
        repository { rootRef tree(ref: $ref) { lastCommit { sha } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/**
 * Lists the projects of a group and of the groups in it that have a branch, each with the newest commit of it: a hundred
 * a request, and the one sure sign of whether something was pushed. (`last_activity_at` is written once an hour at most.)
 * @param branch the default one of each where it is undefined
 * @throws Refusal where GitLab does not answer, or knows no such group
 */
export async function listProjects(
  group: string,
  branch: string | undefined,
  client: GitLabClient,
  signal: AbortSignal,
): Promise<readonly ListedProject[]> {
  const variables = { group, ...(branch !== undefined && { ref: branch }) };
  const nodes = await queryPages(
    client,
    projectsQuery,
    variables,
    ({ group: found }) => {
      if (isJsonObject(found)) return found['page'];
      throw new Refusal(`GitLab knows no group ${group}, or does not show it to the bot.`, {
        code: 'gitlab-not-found',
        hint: 'Check the full path of the group, and that the token may read it.',
      });
    },
    signal,
  );
  return nodes.flatMap((node) => readProject(node, branch) ?? []);
}

/** A project whose code the bot may not see, or that has no such branch, has nothing to read. */
function readProject(node: JsonObject, branch: string | undefined): ListedProject | undefined {
  const repository = isJsonObject(node['repository']) ? node['repository'] : {};
  const tree = isJsonObject(repository['tree']) ? repository['tree'] : {};
  const commit = isJsonObject(tree['lastCommit']) ? textOf(tree['lastCommit']['sha']) : undefined;
  const path = textOf(node['fullPath']);
  const ref = branch ?? textOf(repository['rootRef']);
  if (path === undefined || commit === undefined || ref === undefined) return undefined;
  return {
    path,
    branch: ref,
    commit,
    visibility: textOf(node['visibility']) ?? 'private',
    isArchived: node['archived'] === true,
    topics: textsOf(node['topics']),
  };
}
