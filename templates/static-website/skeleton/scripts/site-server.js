import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const site = path.join(import.meta.dirname, '..', 'site');
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the folder `site` as a static host does: for working on it, and for its tests. */
export function createSiteServer() {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const found = await readPage(pathname);
    const file = found ?? { name: '404.html', content: await readFile(path.join(site, '404.html')) };
    const contentType = contentTypes[path.extname(file.name)] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, { 'content-type': contentType });
    response.end(file.content);
  });
}

/** @param {string} pathname as a browser sends it, already without `..` */
async function readPage(pathname) {
  try {
    const decoded = decodeURIComponent(pathname);
    const name = path.normalize(decoded.endsWith('/') ? `${decoded}index.html` : decoded);
    if (name.split(path.sep).includes('..')) return undefined;
    return { name, content: await readFile(path.join(site, name)) };
  } catch {
    // A folder, no such file, or an address that is not well-formed: all are pages that are not there.
    return undefined;
  }
}
