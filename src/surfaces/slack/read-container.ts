/** The message that something was pressed in. */
export interface PressedMessage {
  readonly channel: string;
  readonly ts: string;
  /** The thread that it stands in. */
  readonly thread?: string;
  /** Whether one person alone sees it. */
  readonly isForOne: boolean;
}

/**
 * Reads the `container` of an interaction.
 * Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * @returns undefined where it was no message
 */
export function readContainer(container: unknown): PressedMessage | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(container));
  const [channel, ts, thread] = ['channel_id', 'message_ts', 'thread_ts'].map((name) => fields.get(name));
  if (typeof channel !== 'string' || typeof ts !== 'string') return undefined;
  return {
    channel,
    ts,
    ...(typeof thread === 'string' && thread !== ts ? { thread } : {}),
    isForOne: fields.get('is_ephemeral') === true,
  };
}
