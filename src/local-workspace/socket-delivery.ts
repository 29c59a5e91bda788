import { randomBytes, randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';

import type { Acknowledgement, Delivery, DeliveryListener, Sending } from './delivery.ts';
import { isObject, parseJson, stringAt } from './json.ts';

/** Slack holds at most ten connections of an app. */
const mostConnections = 10;
/** The client gives up where it hears nothing for 30 s. */
const pingIntervalMs = 10_000;
const ticketsKept = 100;
const lateKept = 1_000;

type Waiting = {
  readonly socket: WebSocket;
  readonly sending: Sending;
  readonly sentAtMs: number;
  readonly settle: (acknowledgement: Acknowledgement) => void;
};

/** Socket Mode: what happens goes to one of the app's websockets. */
export type SocketDelivery = Delivery & {
  /** A ticket for one connection. */
  issueTicket(): string;
  /** Whether the ticket is good; it is used up. */
  useTicket(ticket: string): boolean;
  connect(socket: WebSocket): void;
  /** Says to every connection that it should come anew, will soon have to, or may not come again; or breaks it at once. */
  disconnect(how: Disconnection): void;
};

/**
 * How Slack ends a connection: `warning` comes about ten seconds before the end, `refresh_requested` with it,
 * `link_disabled` where the app is gone or Socket Mode is off; `broken` is a network that fails.
 */
export type Disconnection = 'warning' | 'refresh_requested' | 'link_disabled' | 'broken';

const envelope = (id: string, { type, payload, retry }: Sending) => ({
  envelope_id: id,
  type,
  payload,
  accepts_response_payload: type !== 'events_api',
  ...(type === 'events_api' && { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }),
});

/** A Socket Mode server of one app, which waits `acknowledgementTimeoutMs` for each acknowledgement. */
export const createSocketDelivery = (
  appId: string,
  acknowledgementTimeoutMs: number,
  listener: DeliveryListener,
): SocketDelivery => {
  const sockets: WebSocket[] = [];
  const tickets = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const timedOut = new Map<string, Waiting>();
  let turn = 0;

  const acknowledge = (id: string, payload: unknown) => {
    const late = timedOut.get(id);
    if (late !== undefined) {
      timedOut.delete(id);
      listener.late(late.sending, performance.now() - late.sentAtMs);
    }
    const waiter = waiting.get(id);
    waiter?.settle({ kind: 'acknowledged', payload, latencyMs: performance.now() - waiter.sentAtMs });
  };

  const expire = (id: string) => {
    const waiter = waiting.get(id);
    if (waiter === undefined) return;
    timedOut.set(id, waiter);
    const oldest = timedOut.keys().next();
    if (timedOut.size > lateKept && oldest.done !== true) timedOut.delete(oldest.value);
    waiter.settle({ kind: 'unacknowledged', reason: 'timeout' });
  };

  const remove = (socket: WebSocket) => {
    const index = sockets.indexOf(socket);
    if (index >= 0) sockets.splice(index, 1);
    for (const waiter of waiting.values()) {
      if (waiter.socket === socket) waiter.settle({ kind: 'unacknowledged', reason: 'unreachable' });
    }
    if (sockets.length === 0) listener.connection(false);
  };

  return {
    issueTicket: () => {
      const ticket = randomBytes(18).toString('base64url');
      tickets.add(ticket);
      const [oldest] = tickets;
      if (tickets.size > ticketsKept && oldest !== undefined) tickets.delete(oldest);
      return ticket;
    },
    useTicket: (ticket) => tickets.delete(ticket),
    connect: (socket) => {
      if (sockets.length >= mostConnections) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
        socket.close();
        return;
      }
      sockets.push(socket);
      const ping = setInterval(() => socket.ping(), pingIntervalMs);
      ping.unref();
      socket.on('close', () => {
        clearInterval(ping);
        remove(socket);
      });
      // an error is followed by the close that removes the connection
      socket.on('error', () => socket.terminate());
      socket.on('message', (data) => {
        const message = Buffer.isBuffer(data) ? parseJson(data.toString()) : undefined;
        const id = isObject(message) ? stringAt(message, 'envelope_id') : undefined;
        if (isObject(message) && id !== undefined) acknowledge(id, message['payload']);
      });
      socket.send(
        JSON.stringify({
          type: 'hello',
          num_connections: sockets.length,
          connection_info: { app_id: appId },
          debug_info: { host: 'local' },
        }),
      );
      listener.connection(true);
    },
    disconnect: (how) => {
      for (const socket of sockets) {
        if (how === 'broken') socket.terminate();
        else socket.send(JSON.stringify({ type: 'disconnect', reason: how, debug_info: { host: 'local' } }));
        if (how === 'link_disabled') socket.close();
      }
    },
    send: async (sending) => {
      const socket = sockets[turn % Math.max(sockets.length, 1)];
      turn += 1;
      if (socket === undefined) return { kind: 'unacknowledged', reason: 'unreachable' };
      const id = randomUUID();
      return await new Promise<Acknowledgement>((resolve) => {
        const timer = setTimeout(() => expire(id), acknowledgementTimeoutMs);
        const settle = (acknowledgement: Acknowledgement) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(acknowledgement);
        };
        waiting.set(id, { socket, sending, sentAtMs: performance.now(), settle });
        socket.send(JSON.stringify(envelope(id, sending)));
      });
    },
    isConnected: () => sockets.length > 0,
    close: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
};
