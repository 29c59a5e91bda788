/** What matters of the object that Discord answers a request with: its id, and a message's flags. */
export interface Sent {
  readonly id: string;
  readonly flags: number;
}

/**
 * Reads the answer to a request that made or edited a message, or opened a channel.
 * @throws Error where it carries no id
 */
export function readSent(answer: unknown): Sent {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || typeof answer.id !== 'string') {
    throw new Error('Discord answered without an id');
  }
  return { id: answer.id, flags: 'flags' in answer && typeof answer.flags === 'number' ? answer.flags : 0 };
}
