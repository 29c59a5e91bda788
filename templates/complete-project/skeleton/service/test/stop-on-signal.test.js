import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { createService } from '../src/service.js';
import { stopOnSignal } from '../src/stop-on-signal.js';

test('SIGTERM closes the server', async () => {
  const server = createService();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const process = Object.assign(new EventEmitter(), { exit: () => assert.fail('it did not stop in time') });
  stopOnSignal(server, process, 5_000);
  const closed = once(server, 'close');
  process.emit('SIGTERM');
  await closed;
  assert.equal(server.listening, false);
});
