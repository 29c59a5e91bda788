import { createServer } from 'node:http';
import { passOn } from './pass-on.js';
import { readFileOfSite } from './read-file-of-site.js';

/**
 * Serves the folder `site`, and passes what is below `/api/` on to the service; not listening yet.
 * @param {URL} serviceUrl
 * @returns {import('node:http').Server}
 */
export function createWebsite(serviceUrl) {
  return createServer(async (request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/api/')) return passOn(request, response, serviceUrl, url.slice('/api'.length));
    const file = await readFileOfSite(url);
    response.writeHead(file ? 200 : 404, {
      'content-type': file?.contentType ?? 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'self'",
    });
    return response.end(file?.content ?? 'There is no such page.');
  });
}
