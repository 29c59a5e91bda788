import type { Answer } from '../answers/answer.ts';
import { explainFailure } from '../explain-failure.ts';
import type { Refusal } from '../refusal.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Reply } from './command.ts';
import type { Answered } from './conversation.ts';

/** A refusal as an answer. */
function refusalAnswer(refusal: Refusal): Answer {
  return {
    kind: 'refusal',
    code: refusal.code,
    message: refusal.message,
    ...(refusal.hint === undefined ? {} : { hint: refusal.hint }),
  };
}

/** What settling needs beside the work itself. */
export interface SettleContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly newId: () => string;
}

/** Runs a command to its answer; what it throws is an answer too. It never rejects. */
export async function settle(
  command: string | undefined,
  run: () => Promise<Reply>,
  context: SettleContext,
): Promise<Answered> {
  try {
    const { answer, subject, frame, isForEveryone } = await run();
    context.metrics.count('answers_total', 'Answers given', { command: command ?? 'none', outcome: answer.kind });
    return {
      command,
      subject,
      answer,
      ...(frame && { frame }),
      ...(isForEveryone && { isForEveryone }),
    };
  } catch (error) {
    return answerFailure(command, error, context);
  }
}

/** The one place where what a command throws becomes its answer. */
export function answerFailure(
  command: string | undefined,
  error: unknown,
  { logger, metrics, newId }: SettleContext,
): Answered {
  const refusal = explainFailure(error, newId, (faultId) =>
    logger.error({ error, faultId, command }, 'a command failed'),
  );
  const outcome = refusal === error ? 'refusal' : 'fault';
  metrics.count('answers_total', 'Answers given', { command: command ?? 'none', outcome });
  return { command, subject: refusal.subject, answer: refusalAnswer(refusal) };
}
