import type { Answer } from '../answers/answer.ts';
import { Refusal } from '../refusal.ts';
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
    const { answer, subject } = await run();
    context.metrics.count('answers_total', 'Answers given', { command: command ?? 'none', outcome: answer.kind });
    return { command, subject, answer };
  } catch (error) {
    return answerFailure(command, error, context);
  }
}

/** The one place where the two failures are told apart: a refusal is told, a fault is logged with an id and the id is told. */
export function answerFailure(
  command: string | undefined,
  error: unknown,
  { logger, metrics, newId }: SettleContext,
): Answered {
  const isRefusal = error instanceof Refusal;
  const outcome = isRefusal ? 'refusal' : 'fault';
  metrics.count('answers_total', 'Answers given', { command: command ?? 'none', outcome });
  if (isRefusal) return { command, subject: error.subject, answer: refusalAnswer(error) };
  const faultId = newId().slice(0, 8);
  logger.error({ error, faultId, command }, 'a command failed');
  return { command, subject: undefined, answer: faultAnswer(faultId) };
}

const faultAnswer = (faultId: string): Answer => ({
  kind: 'refusal',
  code: 'fault',
  message: `That went wrong here, and it is not your fault. It is logged as ${faultId}.`,
  hint: `Try again; if it stays, tell whoever runs this bot the number ${faultId}.`,
});
