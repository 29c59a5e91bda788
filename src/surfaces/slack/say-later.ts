import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Conversation, Said } from '#callboard/core/commands/conversation.ts';
import { NotYet } from '#callboard/core/messages/not-yet.ts';
import { OutOfReach } from '#callboard/core/messages/out-of-reach.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';

interface LaterParts {
  readonly conversation: Pick<Conversation, 'sayLater'>;
  readonly logger: Logger;
}

/**
 * Has an answer said later that Slack did not take because it is out of reach, or takes no more for now. What it may
 * have taken is not said again.
 * @param error why the answer was not shown
 * @returns false where it was for another reason
 */
export async function sayLater(parts: LaterParts, said: Said, answer: Answer, error: unknown): Promise<boolean> {
  if (!(error instanceof NotYet) && !(error instanceof OutOfReach)) return false;
  const { surface, personId } = said.asker;
  if (error instanceof OutOfReach && error.mayBeSaid) {
    parts.logger.warn({ error, surface, personId }, 'whether an answer is shown is not known');
  } else {
    parts.logger.info({ reason: error.message, surface, personId }, 'an answer is said later');
    await parts.conversation.sayLater(said, answer);
  }
  return true;
}
