import { createServer } from 'node:http';

const about = {
  name: ${{ values.name | json }},
  description: ${{ values.description | json }},
};

/** What is answered, by method and path. */
const routes = new Map([
  ['GET /', () => about],
  ['GET /healthz', () => ({ status: 'ok' })],
]);

/**
 * The service, not listening yet.
 * @returns {import('node:http').Server}
 */
export function createService() {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const answer = routes.get(`${method} ${pathname}`);
    if (answer) return sendJson(response, 200, answer());
    return sendJson(response, 404, { error: `There is nothing at ${method} ${pathname}` });
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 */
function sendJson(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
