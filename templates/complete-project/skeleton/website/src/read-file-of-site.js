import { readFile } from 'node:fs/promises';
import path from 'node:path';

const site = path.join(import.meta.dirname, '..', 'site');
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * A file of the folder `site`; undefined where there is none.
 * @param {string} url as a browser sends it
 */
export async function readFileOfSite(url) {
  try {
    const pathname = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const name = path.normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (name.split(path.sep).includes('..')) return undefined;
    const contentType = contentTypes[path.extname(name)] ?? 'application/octet-stream';
    return { content: await readFile(path.join(site, name)), contentType };
  } catch {
    // A folder, no such file, or an address that is not well-formed: all are pages that are not there.
    return undefined;
  }
}
