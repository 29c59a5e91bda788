import { fastify, type FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { PrometheusMetrics } from '../telemetry/create-metrics.ts';

/** A scope of the HTTP server for one plugin's routes. */
export type HttpScope = FastifyInstance;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route knows by a signature who calls it: it is reached under any host name. */
    readonly isSigned?: true;
  }
}

export interface HttpServerContext {
  readonly logger: Logger;
  readonly metrics: PrometheusMetrics;
  readonly newId: () => string;
  /** Where people reach this instance. */
  readonly baseUrl: string;
  /** What keeps this instance from answering questions, as sentences; nothing when it is ready. */
  readonly notReady: () => Promise<readonly string[]>;
}

/** The one HTTP server. */
export interface HttpServer {
  readonly mount: (prefix: string, register: (scope: HttpScope) => Promise<void>) => Promise<void>;
  /**
   * @returns the port
   * @throws Refusal where the port is in use or may not be taken
   */
  readonly listen: (host: string, port: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A server with health (`/healthz`), readiness (`/readyz`) and metrics (`/metrics`). */
export function createHttpServer({ logger, metrics, newId, baseUrl, notReady }: HttpServerContext): HttpServer {
  const server = fastify({ logger: false, bodyLimit: 1024 * 1024, forceCloseConnections: true });
  server.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    const faultId = newId().slice(0, 8);
    logger.error({ error, faultId, method: request.method, path: request.url.split('?')[0] }, 'a request failed');
    return reply.code(500).send({ error: `That went wrong here; it is logged as ${faultId}.` });
  });
  let isForThisMachine = false;
  const own = new Set(['localhost', '127.0.0.1', '[::1]', new URL(baseUrl).hostname]);
  server.addHook('onRequest', async (request, reply) => {
    // What names another host, and nobody signed, was led here by a page of that host.
    const { isSigned } = request.routeOptions.config;
    if (!isForThisMachine || isSigned || own.has(hostname(request.headers.host))) return undefined;
    return reply.code(403).send({ error: 'This server answers to its own name only; set server.baseUrl to it.' });
  });
  server.get('/healthz', () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const reasons = await notReady();
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons });
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  return {
    mount: async (prefix, register) => {
      await server.register(async (scope) => register(scope), { prefix });
    },
    listen: async (host, port) => {
      try {
        isForThisMachine = isLoopback(host);
        const address = await server.listen({ host, port });
        return Number(new URL(address).port);
      } catch (error) {
        throw refusalOfListening(error, host, port);
      }
    },
    close: () => server.close(),
  };
}

/** Whether an address is reached from this machine alone. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const hostname = (host: string | undefined): string => URL.parse(`http://${host ?? ''}`)?.hostname ?? '';

function refusalOfListening(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Refusal(`Port ${port} on ${host} is in use by another program.`, {
      code: 'port-in-use',
      hint: `Stop that program, or choose another port: PORT=${port + 1} npm start`,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new Refusal(`Port ${port} on ${host} may not be taken here.`, {
      code: 'port-not-allowed',
      hint: 'Choose a port above 1024 and an address of this machine.',
    });
  }
  return error;
}
