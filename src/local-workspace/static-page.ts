import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

import type { Workspace } from './workspace.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Plain names only, in folders of plain names: nothing that leaves the page's folder. */
const plainPath = /^[\w-]+(\.[\w-]+)*(\/[\w-]+(\.[\w-]+)*)*$/;

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const sendFile = async (reply: FastifyReply, path: string) => {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined || !plainPath.test(path))
    return await reply.code(404).type('text/plain').send('There is no such file.');
  try {
    const file = await readFile(new URL(`page/${path}`, import.meta.url));
    return await reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .type(contentType)
      .send(file);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return await reply.code(404).type('text/plain').send('There is no such file.');
  }
};

/** Mounts the page at `/`, its files below `/workspace/`, and the pictures of its messages. */
export const addStaticPage = (server: FastifyInstance, { files }: Workspace): void => {
  server.get('/', async (_request, reply) => await sendFile(reply, 'index.html'));
  server.get<{ Params: { id: string } }>('/workspace/files/:id', async (request, reply) => {
    const image = files.image(request.params.id);
    if (image === undefined) return await reply.code(404).type('text/plain').send('There is no such file.');
    return await reply
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, max-age=3600, immutable')
      .type(image.contentType)
      .send(image.bytes);
  });
  server.get<{ Params: { '*': string } }>(
    '/workspace/*',
    async (request, reply) => await sendFile(reply, request.params['*']),
  );
};
