import { createServer } from 'node:http';
import { createNotes } from './notes.js';
import { readJson } from './read-json.js';

/** Characters of a note; the definition of the API says the same. */
const maximumLength = 500;

/**
 * The service, not listening yet. What it offers is in api/openapi.json.
 * @returns {import('node:http').Server}
 */
export function createService(notes = createNotes(), now = () => new Date()) {
  /** What is answered, by method and path. */
  const routes = new Map([
    ['GET /healthz', async () => [200, { status: 'ok' }]],
    ['GET /notes', async () => [200, notes.list()]],
    ['POST /notes', async (request) => addNote(notes, await readJson(request), now())],
  ]);
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = routes.get(`${method} ${pathname}`) ?? (async () => [404, problem(`There is nothing at ${method} ${pathname}`)]);
    try {
      sendJson(response, ...(await route(request)));
    } catch (error) {
      console.error(JSON.stringify({ message: 'a request failed', method, pathname, error: String(error) }));
      sendJson(response, 500, problem('The service failed'));
    }
  });
}

function addNote(notes, body, now) {
  const text = body?.text;
  if (typeof text !== 'string' || text.trim() === '' || text.length > maximumLength) {
    return [400, problem(`Send {"text": "…"} of at most ${maximumLength} characters`)];
  }
  return [201, notes.add(text, now)];
}

const problem = (error) => ({ error });

function sendJson(response, status, body) {
  const content = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': content.length });
  response.end(content);
}
