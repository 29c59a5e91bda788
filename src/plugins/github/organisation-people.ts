import { createEntitiesTree } from '#callboard/catalog/entities-tree.ts';
import type { SourceTree } from '#callboard/catalog/source-tree.ts';
import type { GitHubClient } from './github-client.ts';

interface Member {
  readonly login: string;
  readonly name: string | null;
  readonly email: string | null;
}

interface Team {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly parentTeam: { readonly slug: string } | null;
  readonly members: Page<{ readonly login: string }>;
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const membersQuery = `query ($organisation: String!, $after: String) {
  organization(login: $organisation) {
    page: membersWithRole(first: 100, after: $after) {
      nodes { login name email }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const teamsQuery = `query ($organisation: String!, $after: String) {
  organization(login: $organisation) {
    page: teams(first: 50, after: $after) {
      nodes {
        slug name description
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { nodes { login } pageInfo { hasNextPage endCursor } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const teamMembersQuery = `query ($organisation: String!, $team: String!, $after: String) {
  organization(login: $organisation) {
    team(slug: $team) {
      page: members(first: 100, after: $after, membership: IMMEDIATE) {
        nodes { login }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

/**
 * Members and teams of an organisation as users and groups.
 * @throws Refusal where GitHub does not tell
 */
export async function peopleTree(
  organisation: string,
  name: string,
  { client, origin }: { readonly client: GitHubClient; readonly origin: string },
  signal: AbortSignal,
): Promise<SourceTree> {
  const ask = createQueries(client, signal);
  const members = await ask.all<Member>(membersQuery, { organisation });
  const teams = await ask.all<Team>(teamsQuery, { organisation });
  const teamsOf = new Map<string, string[]>();
  for (const { slug, members: first } of teams) {
    const { hasNextPage, endCursor } = first.pageInfo;
    const others = hasNextPage
      ? await ask.all<{ login: string }>(teamMembersQuery, { organisation, team: slug }, endCursor)
      : [];
    for (const { login } of [...first.nodes, ...others]) teamsOf.set(login, [...(teamsOf.get(login) ?? []), slug]);
  }
  const entities = [
    ...teams.map((team) => toGroup(team, `${origin}/orgs/${organisation}/teams/${team.slug}`)),
    ...members.map((member) => toUser(member, teamsOf.get(member.login) ?? [], `${origin}/${member.login}`)),
  ];
  return createEntitiesTree(name, entities);
}

function createQueries(client: GitHubClient, signal: AbortSignal) {
  return {
    all: async <Node>(
      query: string,
      variables: Readonly<Record<string, string>>,
      from: string | null = null,
    ): Promise<readonly Node[]> => {
      const nodes: Node[] = [];
      let after = from;
      for (;;) {
        const answer = await client.ask(
          (octokit, timed) =>
            octokit.graphql<QueryAnswer<Node>>(query, { ...variables, after, request: { signal: timed } }),
          signal,
        );
        const page = answer.organization.page ?? answer.organization.team?.page;
        if (!page) return nodes;
        nodes.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) return nodes;
        after = page.pageInfo.endCursor;
      }
    },
  };
}

interface QueryAnswer<Node> {
  readonly organization: { readonly page?: Page<Node>; readonly team?: { readonly page: Page<Node> } | null };
}

const apiVersion = 'backstage.io/v1alpha1';

const toGroup = ({ slug, name, description, parentTeam }: Team, url: string) => ({
  apiVersion,
  kind: 'Group',
  metadata: {
    name: slug,
    ...(description ? { description } : {}),
    annotations: { 'github.com/team-slug': slug, 'backstage.io/view-url': url },
  },
  spec: {
    type: 'team',
    profile: { displayName: name },
    ...(parentTeam && { parent: parentTeam.slug }),
    children: [],
  },
});

const toUser = ({ login, name, email }: Member, memberOf: readonly string[], url: string) => ({
  apiVersion,
  kind: 'User',
  metadata: {
    name: login.toLowerCase(),
    annotations: { 'github.com/user-login': login, 'backstage.io/view-url': url },
  },
  spec: { profile: { ...(name && { displayName: name }), ...(email && { email }) }, memberOf },
});
