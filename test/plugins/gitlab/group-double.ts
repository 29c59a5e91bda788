import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';
import { serveGit } from '../../fixtures/git-http-server.ts';

/** A project of the double, by its full path. */
export interface DoubleProject {
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
  readonly archived?: boolean;
  readonly topics?: readonly string[];
  readonly visibility?: string;
  /** Branches beside `main`, by name. */
  readonly branches?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface DoubleUser {
  readonly username: string;
  readonly name: string;
  readonly publicEmail?: string;
  readonly state?: string;
  readonly bot?: boolean;
}

export interface DoubleGroup {
  readonly fullPath: string;
  readonly name: string;
  readonly description?: string;
  readonly members: readonly DoubleUser[];
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The part of GitLab's GraphQL schema that is asked for, by its documentation: a query of anything else is an error. */
const schema = buildSchema(`
  type Query { group(fullPath: ID!): Group }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Group {
    fullPath: ID! name: String! description: String
    projects(includeSubgroups: Boolean, first: Int, after: String): ProjectConnection!
    descendantGroups(first: Int, after: String): GroupConnection
    groupMembers(relations: [GroupMemberRelation!], first: Int, after: String): GroupMemberConnection
  }
  enum GroupMemberRelation { DIRECT INHERITED DESCENDANTS SHARED_FROM_GROUPS }
  type GroupConnection { nodes: [Group] pageInfo: PageInfo! }
  type ProjectConnection { nodes: [Project] pageInfo: PageInfo! }
  type Project { fullPath: ID! archived: Boolean visibility: String topics: [String!] repository: Repository }
  type Repository { rootRef: String tree(path: String, ref: String, recursive: Boolean): Tree }
  type Tree { lastCommit: Commit }
  type Commit { sha: String! }
  type GroupMemberConnection { nodes: [GroupMember] pageInfo: PageInfo! }
  type GroupMember { user: UserCore }
  type UserCore { username: String! name: String! publicEmail: String state: UserState! bot: Boolean! }
  enum UserState { active blocked deactivated }
`);

const digest = (value: unknown): string => createHash('sha1').update(JSON.stringify(value)).digest('hex');

/** GitLab gives a hundred at most, and what the double does not know is refused. */
function pageOf<Item>(items: readonly Item[], { first = 100, after }: { first?: number; after?: string }) {
  if (first > 100) throw new Error('GitLab gives no more than 100');
  const start = after === undefined ? 0 : Number(after);
  const end = start + first;
  return { nodes: items.slice(start, end), pageInfo: { hasNextPage: end < items.length, endCursor: String(end) } };
}

/** The part of GitLab that tells of a group's projects and people, on the loopback interface. */
export async function createGroupDouble(token: string) {
  const projects = new Map<string, DoubleProject>();
  const groups = new Map<string, DoubleGroup>([['acme', { fullPath: 'acme', name: 'Acme', members: [] }]]);
  const asked: string[] = [];
  const failing = new Map<string, Answer>();

  const filesOf = (project: DoubleProject, ref: string | undefined) =>
    ref === undefined || ref === 'main' ? project.files : project.branches?.[ref];

  const projectOf = (project: DoubleProject) => ({
    fullPath: project.path,
    archived: project.archived ?? false,
    visibility: project.visibility ?? 'private',
    topics: project.topics ?? [],
    repository: {
      rootRef: 'main',
      tree: ({ ref }: { ref?: string }) => {
        const files = filesOf(project, ref);
        return { lastCommit: files && Object.keys(files).length > 0 ? { sha: digest(files) } : null };
      },
    },
  });

  const groupOf = (group: DoubleGroup): object => ({
    fullPath: group.fullPath,
    name: group.name,
    description: group.description ?? '',
    projects: (page: object) => {
      const own = [...projects.values()].filter(({ path }) => path.startsWith(`${group.fullPath}/`));
      return pageOf(own.map(projectOf), page);
    },
    descendantGroups: (page: object) => {
      const within = [...groups.values()].filter(({ fullPath }) => fullPath.startsWith(`${group.fullPath}/`));
      return pageOf(within.map(groupOf), page);
    },
    groupMembers: (page: object) => {
      const people = group.members.map((user) => ({
        user: { publicEmail: null, state: 'active', bot: false, ...user },
      }));
      return pageOf(people, page);
    },
  });

  const answerQuery = async (request: IncomingMessage): Promise<Answer> => {
    const { query, variables }: { query: string; variables: Record<string, unknown> } = JSON.parse(await text(request));
    const rootValue = {
      group: ({ fullPath }: { fullPath: string }) => {
        const group = groups.get(fullPath);
        return group ? groupOf(group) : null;
      },
    };
    return { status: 200, body: await graphql({ schema, source: query, variableValues: variables, rootValue }) };
  };

  const answerRest = (url: URL): Answer => {
    const found = /^\/api\/v4\/projects\/([^/]+)\/repository\/(tree|files\/([^/]+))$/.exec(url.pathname);
    const project = projects.get(decodeURIComponent(found?.[1] ?? ''));
    const ref = url.searchParams.get('ref');
    const all = project && [project.files, ...Object.values(project.branches ?? {})];
    const files = all?.find((each) => digest(each) === ref);
    if (!found || !files) return { status: 404, body: { message: '404 Project Not Found' } };
    const path = found[3];
    if (path === undefined) {
      if (url.searchParams.get('per_page') !== '100' || url.searchParams.get('pagination') !== 'keyset') {
        return { status: 400, body: { error: 'pagination is invalid' } };
      }
      const entries = Object.entries(files).map(([name, content]) => ({
        id: digest(content),
        path: name,
        type: 'blob',
      }));
      const start = Number(url.searchParams.get('page_token') ?? 0);
      const next = new URL(url);
      next.searchParams.set('page_token', String(start + 100));
      const headers = start + 100 < entries.length ? { link: `<${next.href}>; rel="next"` } : undefined;
      return { status: 200, body: entries.slice(start, start + 100), ...(headers && { headers }) };
    }
    const content = files[decodeURIComponent(path)];
    if (content === undefined) return { status: 404, body: { message: '404 File Not Found' } };
    const encoded = Buffer.from(content).toString('base64');
    return {
      status: 200,
      body: { blob_id: digest(content), size: Buffer.byteLength(content), encoding: 'base64', content: encoded },
    };
  };

  const decide = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    if (request.headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { message: '401 Unauthorized' } };
    const canned = failing.get(url.pathname);
    if (canned) return canned;
    return url.pathname === '/api/graphql' ? answerQuery(request) : answerRest(url);
  };

  const answer = async (request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> => {
    const { status, body, headers } = await decide(request, url);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
  };

  let git: RequestListener | undefined;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://double');
    if (git && url.pathname.includes('.git/')) return git(request, response);
    asked.push(`${request.method} ${url.pathname}`);
    void answer(request, url, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    put: (project: DoubleProject) => void projects.set(project.path, project),
    remove: (path: string) => void projects.delete(path),
    /** Serves the bare repositories of a folder too. */
    serveRepositories: (folder: string) => {
      git = serveGit(folder, (password) => (password === token ? 'read' : undefined));
    },
    putGroup: (group: DoubleGroup) => void groups.set(group.fullPath, group),
    removeGroup: (path: string) => void groups.delete(path),
    /** Answers requests for a path so, until it is told otherwise. */
    fail: (path: string, answer: Answer | undefined) => {
      if (answer) failing.set(path, answer);
      else failing.delete(path);
    },
    /** What was asked since the last time. */
    takeAsked: () => asked.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
