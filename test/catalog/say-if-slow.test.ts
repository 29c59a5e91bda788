import { expect, test } from 'vitest';
import { sayIfSlow } from '#callboard/catalog/commands/say-if-slow.ts';
import type { Invocation } from '#callboard/core/commands/command.ts';
import type { Outbox, OutgoingMessage } from '#callboard/core/messages/outbox.ts';

const invocation: Invocation = {
  id: 'one',
  command: 'refresh',
  values: {},
  asker: { surface: 'slack', personId: 'UADA' },
  address: { surface: 'slack', kind: 'place', conversation: 'C1' },
};

/** An outbox, and what resolves once something is said. */
function outbox() {
  const said: OutgoingMessage[] = [];
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const messages: Outbox = {
    say: async (message) => {
      said.push(message);
      resolve();
    },
    onGivenUp: () => undefined,
  };
  return { messages, said, first };
}

test('what takes long is announced in the message that its answer takes the place of', async () => {
  const { messages, said, first } = outbox();
  const work = () => first.then(() => 'done');
  expect(await sayIfSlow('Reading …', invocation, messages, work, 1)).toBe('done');
  expect(said).toMatchObject([{ key: 'reply:one', to: invocation.address, answer: { title: 'Reading …' } }]);
});

test('what is done soon, or fails soon, is not announced', async () => {
  const { messages, said } = outbox();
  expect(await sayIfSlow('Reading …', invocation, messages, async () => 'done')).toBe('done');
  await expect(sayIfSlow('Reading …', invocation, messages, () => Promise.reject(new Error('down')))).rejects.toThrow(
    'down',
  );
  expect(said).toEqual([]);
});
