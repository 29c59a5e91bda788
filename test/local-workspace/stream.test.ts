import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { stream } from '#callboard/local-workspace/stream.ts';
import { buildWorkspace } from '#callboard/local-workspace/workspace.ts';

it('what happens while the server stops, after the stream has ended, is not written to it', async () => {
  const workspace = buildWorkspace({
    people: [{ id: 'U1', handle: 'jane', name: 'Jane Doe', email: 'jane@example.com' }],
    channels: [{ id: 'C1', name: 'general' }],
    commands: [],
    delivery: { kind: 'socket' },
  });
  const delivery = {
    isConnected: () => true,
    send: () => Promise.reject(new Error('nothing is sent here')),
    close: () => undefined,
  };
  const faults: unknown[] = [];
  const server = createServer((_, response) => {
    response.on('error', (error) => faults.push(error));
    stream(workspace, delivery, 'U1', false, response);
    response.end();
    workspace.events.emit('botConnection', { isConnected: false });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const text = await (await fetch(`http://127.0.0.1:${port}`)).text();
  expect(text.match(/"type":"\w+"/g)).toEqual(['"type":"bot"', '"type":"view"']);
  server.close();
  await once(server, 'close');
  expect(faults).toEqual([]);
});
