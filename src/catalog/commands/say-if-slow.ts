import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Invocation } from '#callboard/core/commands/command.ts';
import type { Outbox } from '#callboard/core/messages/outbox.ts';
import { replyKey } from '#callboard/core/messages/reply-key.ts';

/** Who waits longer wants to know that something happens; a shorter wait is not worth a message. */
const patienceMs = 1500;

/**
 * Does what takes its time for a command that is kept: where it is not done soon, that it is under way is said in the
 * message that its answer takes the place of. A command line waits for the answer alone.
 * @returns what the work comes to; it rejects as the work does
 */
export async function sayIfSlow<Result>(
  title: Line,
  { id, address }: Invocation,
  messages: Outbox,
  work: () => Promise<Result>,
  waitMs = patienceMs,
): Promise<Result> {
  let saying: Promise<void> | undefined;
  const answer: Card = { kind: 'card', title, lines: [], fields: [], buttons: [] };
  const say = () => {
    saying = messages.say({ key: replyKey(id), to: address, answer });
    // It is awaited below; until then a failure of it must not end the process.
    saying.catch(() => undefined);
  };
  const timer = address.surface === 'terminal' ? undefined : setTimeout(say, waitMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    // What is said later under the same key must win.
    await saying;
  }
}
