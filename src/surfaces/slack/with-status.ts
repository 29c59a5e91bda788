import type { Address } from '#callboard/core/messages/address.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { waitByClock } from '#callboard/core/wait.ts';
import type { SlackClients } from './slack-clients.ts';

/** Until then nobody wonders whether they were heard. */
const momentMs = 500;

/**
 * Does something that ends with a message in a thread, and says there that it is under way where it takes longer than a
 * moment: https://docs.slack.dev/reference/methods/assistant.threads.setStatus
 * @param address where it is asked; a message that one person alone sees has no thread
 */
export async function withStatus(
  { clients, logger }: { readonly clients: SlackClients; readonly logger: Logger },
  address: Address,
  work: () => Promise<void>,
): Promise<void> {
  if (address.kind === 'person' || address.thread === undefined || address.onlyFor !== undefined) return work();
  const thread = { channel_id: address.conversation, thread_ts: address.thread };
  const say = async (status: string): Promise<void> => {
    try {
      await clients.interactive.assistant.threads.setStatus({ ...thread, status });
    } catch (error) {
      logger.info({ error }, 'that an answer is under way could not be said');
    }
  };
  const done = new AbortController();
  const isSaid = waitByClock(momentMs, done.signal).then(async () => {
    if (done.signal.aborted) return false;
    await say('is looking it up…');
    return true;
  });
  try {
    await work();
  } finally {
    done.abort();
    // Slack takes it away with the next message in the thread; one that comes after that message would stay.
    if (await isSaid) await say('');
  }
}
