import { createEntitiesTree } from '#callboard/catalog/entities-tree.ts';
import type { SourceTree } from '#callboard/catalog/source-tree.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitLabAddress } from './gitlab-address.ts';
import type { GitLabClient } from './gitlab-client.ts';
import { type Group, type Person, peopleEntities } from './people-entities.ts';
import { nextOf, nodesOf, queryPages } from './query-pages.ts';

const pageInfo = 'pageInfo { hasNextPage endCursor }';
const membersFields = `nodes { user { username name publicEmail state bot } } ${pageInfo}`;
const groupFields = `fullPath name description groupMembers(relations: [DIRECT], first: 100) { ${membersFields} }`;

const topQuery = `query ($group: ID!) { group(fullPath: $group) { ${groupFields} } }`;

/** Few at once: GitLab scores the members of each. */
const withinQuery = `query ($group: ID!, $after: String) {
  group(fullPath: $group) {
    page: descendantGroups(first: 20, after: $after) { nodes { ${groupFields} } ${pageInfo} }
  }
}`;

const membersQuery = `query ($group: ID!, $after: String) {
  group(fullPath: $group) { page: groupMembers(relations: [DIRECT], first: 100, after: $after) { ${membersFields} } }
}`;

/**
 * A group, the groups in it, and whoever is a member of one of them, as groups and users.
 * @param top the full path of the group
 * @throws Refusal where GitLab does not tell
 */
export async function peopleTree(
  top: string,
  name: string,
  { client, address }: { readonly client: GitLabClient; readonly address: GitLabAddress },
  signal: AbortSignal,
): Promise<SourceTree> {
  const { group } = await client.query(topQuery, { group: top }, signal);
  const within = await queryPages(client, withinQuery, { group: top }, pageOf, signal);
  const groups: Group[] = [];
  for (const node of [...(isJsonObject(group) ? [group] : []), ...within]) {
    groups.push(await readGroup(node, client, signal));
  }
  // Paths are told as they are written, however the group is named in callboard.yaml.
  return createEntitiesTree(name, peopleEntities(groups[0]?.path ?? top, groups, address));
}

const pageOf = ({ group }: JsonObject): Json | undefined => (isJsonObject(group) ? group['page'] : undefined);

async function readGroup(node: JsonObject, client: GitLabClient, signal: AbortSignal): Promise<Group> {
  const path = textOf(node['fullPath']) ?? '';
  const page = node['groupMembers'];
  if (!isJsonObject(page)) {
    throw new Refusal(`GitLab does not show the members of ${path} to the bot.`, {
      code: 'gitlab-forbidden',
      hint: 'Give the token the scope "read_api" and a role in that group, or leave `people` out.',
    });
  }
  const next = nextOf(page);
  const more = next === undefined ? [] : await queryPages(client, membersQuery, { group: path }, pageOf, signal, next);
  return {
    path,
    name: textOf(node['name']) ?? path,
    description: textOf(node['description']) ?? '',
    members: [...nodesOf(page), ...more].flatMap((member) => readPerson(member) ?? []),
  };
}

/** Bots, and whoever is blocked, are nobody to ask. */
function readPerson({ user }: JsonObject): Person | undefined {
  if (!isJsonObject(user) || user['bot'] === true || user['state'] !== 'active') return undefined;
  const username = textOf(user['username']);
  if (username === undefined) return undefined;
  return { username, name: textOf(user['name']) ?? '', email: textOf(user['publicEmail']) ?? '' };
}
