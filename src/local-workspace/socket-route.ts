import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';

import { decideAccess } from './access.ts';
import type { Access } from './options.ts';
import type { SocketDelivery } from './socket-delivery.ts';

const refuse = (socket: Duplex, status: string) => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** Mounts Socket Mode at `/socket-mode`; each connection needs a ticket of `apps.connections.open`. */
export const addSocketRoute = (server: FastifyInstance, delivery: SocketDelivery, access: Access): void => {
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== '/socket-mode') return;
    const { host, origin } = request.headers;
    const decision = decideAccess({ path: url.pathname, host, origin, cookie: undefined, token: undefined }, access);
    if (decision.kind === 'refused') refuse(socket, '403 Forbidden');
    else if (!delivery.useTicket(url.searchParams.get('ticket') ?? '')) refuse(socket, '401 Unauthorized');
    else webSockets.handleUpgrade(request, socket, head, (webSocket) => delivery.connect(webSocket));
  };
  server.server.on('upgrade', upgrade);
  server.addHook('preClose', async () => {
    server.server.off('upgrade', upgrade);
    delivery.close();
    webSockets.close();
  });
};
