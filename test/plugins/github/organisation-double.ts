import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A repository of the double. */
export interface DoubleRepository {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly pushedAt?: string;
  readonly archived?: boolean;
  readonly topics?: readonly string[];
  readonly visibility?: string;
}

type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

const pageSize = 100;

/** The part of GitHub that tells of an organisation's repositories and people, on the loopback interface. */
export async function createOrganisationDouble(token: string) {
  const repositories = new Map<string, DoubleRepository>();
  const asked: string[] = [];
  const failing = new Map<string, Answer>();
  let people: Readonly<Record<string, unknown>> = {};

  const page = (url: URL, etag: string | undefined): Answer => {
    const number = Number(url.searchParams.get('page') ?? 1);
    if (url.searchParams.get('per_page') !== String(pageSize)) return { status: 422 };
    const all = [...repositories.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const part = all.slice((number - 1) * pageSize, number * pageSize).map((each) => ({
      name: each.name,
      default_branch: 'main',
      pushed_at: each.pushedAt ?? '2026-01-01T00:00:00Z',
      visibility: each.visibility ?? 'public',
      private: each.visibility === 'private',
      archived: each.archived ?? false,
      topics: each.topics ?? [],
    }));
    const own = `W/"${createHash('sha256').update(JSON.stringify(part)).digest('hex')}"`;
    if (etag === own) return { status: 304, headers: { etag: own } };
    const isLast = number * pageSize >= all.length;
    const link = { link: `<${url.origin}${url.pathname}?page=${number + 1}>; rel="next"` };
    return { status: 200, body: part, headers: { etag: own, ...(isLast ? {} : link) } };
  };

  const decide = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://double');
    if (request.headers.authorization !== `token ${token}`)
      return { status: 401, body: { message: 'Bad credentials' } };
    const canned = failing.get(url.pathname);
    if (canned) return canned;
    if (url.pathname === '/orgs/acme/repos') return page(url, request.headers['if-none-match']);
    if (url.pathname === '/graphql') {
      const { query, variables }: { query: string; variables: Readonly<Record<string, unknown>> } = JSON.parse(
        await text(request),
      );
      const name = query.includes('membersWithRole') ? 'members' : query.includes('teams(') ? 'teams' : 'team';
      return { status: 200, body: { data: { organization: people[`${name}:${String(variables['after'])}`] } } };
    }
    const [, name, , sha] = /^\/repos\/acme\/([^/]+)\/git\/(trees|blobs)\/(.+)$/.exec(url.pathname) ?? [];
    const files = repositories.get(name ?? '')?.files;
    if (!files) return { status: 404, body: { message: 'Not Found' } };
    const shaOf = (content: string) => createHash('sha1').update(content).digest('hex');
    if (url.pathname.includes('/trees/')) {
      const tree = Object.entries(files).map(([path, content]) => ({ path, type: 'blob', sha: shaOf(content) }));
      return { status: 200, body: { tree, truncated: false } };
    }
    const content = Object.values(files).find((each) => shaOf(each) === sha);
    if (content === undefined) return { status: 404, body: { message: 'Not Found' } };
    return {
      status: 200,
      body: { content: Buffer.from(content).toString('base64'), encoding: 'base64', size: content.length },
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body, headers } = await decide(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(status === 304 ? undefined : JSON.stringify(body ?? {}));
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${new URL(request.url ?? '/', 'http://double').pathname}`);
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    apiUrl: `http://127.0.0.1:${address.port}`,
    put: (repository: DoubleRepository) => void repositories.set(repository.name, repository),
    remove: (name: string) => void repositories.delete(name),
    /** Answers by the kind of question and the cursor, such as `members:null`. */
    setPeople: (answers: Readonly<Record<string, unknown>>) => {
      people = answers;
    },
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
