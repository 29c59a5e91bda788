import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import { describeRepository } from './create-local-git.ts';
import { isRepository, readRepository } from './read-repository.ts';
import { contentSecurityPolicy, repositoryPage } from './repository-page.ts';
import { isName, repositoryPath } from './repository-path.ts';
import { runHttpBackend } from './run-http-backend.ts';

interface Place {
  readonly folder: string;
  readonly baseUrl: string;
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
}

interface RepositoryRoute {
  Params: { readonly owner: string; readonly repository: string };
  Querystring: { readonly service?: string };
}

type GitService = '/info/refs' | '/git-upload-pack';

/** The longest that a client may take for one clone or fetch. */
const transferTimeoutMs = 10 * 60 * 1000;

const noPushHere = text(403, 'Repositories here are read only: the bot alone writes to them.');
const notFound = text(404, 'There is no such repository here.');

/**
 * Mounts the repositories below a folder for Git clients, which may clone and fetch, and a page of each for people.
 * The routes are `/<owner>/<name>` with and without `.git`.
 */
export async function serveRepositories(scope: HttpScope, place: Place): Promise<void> {
  // Packs are streamed to git as they come.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));

  scope.get<RepositoryRoute>('/:owner/:repository', async ({ params }, reply) => {
    const { status, headers, body } = await answerPerson(place, params.owner, params.repository);
    return reply.code(status).headers(headers).send(body);
  });
  scope.get<RepositoryRoute>('/:owner/:repository/info/refs', async (request, reply) => {
    const { owner, repository } = request.params;
    const answer =
      request.query.service === 'git-upload-pack'
        ? await answerGit(place, owner, repository, '/info/refs', request.raw, reply.raw)
        : noPushHere;
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
  scope.post<RepositoryRoute>('/:owner/:repository/git-upload-pack', async (request, reply) => {
    const { owner, repository } = request.params;
    const answer = await answerGit(place, owner, repository, '/git-upload-pack', request.raw, reply.raw);
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
  scope.post('/:owner/:repository/git-receive-pack', async (_request, reply) =>
    reply.code(noPushHere.status).headers(noPushHere.headers).send(noPushHere.body),
  );
}

async function answerPerson({ folder, baseUrl }: Place, owner: string, repository: string): Promise<HttpAnswer> {
  const name = await nameOf(folder, owner, repository);
  if (name === undefined) return notFound;
  const described = describeRepository(baseUrl, owner, name);
  const content = await readRepository(repositoryPath(folder, owner, name));
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: repositoryPage(described, content),
  };
}

async function answerGit(
  { folder }: Place,
  owner: string,
  repository: string,
  service: GitService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpAnswer> {
  const name = await nameOf(folder, owner, repository);
  if (name === undefined) return notFound;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return runHttpBackend(
    {
      method: service === '/info/refs' ? 'GET' : 'POST',
      folder,
      path: `/${owner}/${name}.git${service}`,
      query: service === '/info/refs' ? 'service=git-upload-pack' : '',
      contentType: request.headers['content-type'] ?? '',
      contentEncoding: request.headers['content-encoding'] ?? '',
      protocol: String(request.headers['git-protocol'] ?? ''),
      body: request,
    },
    AbortSignal.any([gone.signal, AbortSignal.timeout(transferTimeoutMs)]),
  );
}

/** The repository's name where there is one; names with anything but plain characters never reach the disk. */
async function nameOf(folder: string, owner: string, repository: string): Promise<string | undefined> {
  const name = repository.replace(/\.git$/, '');
  if (!isName(owner) || !isName(name)) return undefined;
  return (await isRepository(repositoryPath(folder, owner, name))) ? name : undefined;
}

function text(status: number, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${body}\n` };
}
