/**
 * The key of the message that answers an invocation. Whoever does the work that came of it tells its progress under the
 * same key, and so in the same message.
 */
export const replyKey = (invocationId: string): string => `reply:${invocationId}`;
