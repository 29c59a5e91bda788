import { Refusal } from '../core/refusal.ts';
import { createLogger } from '../core/telemetry/create-logger.ts';
import { refusedQuestion } from './ask.ts';
import { isCommandName, usageOf, WrongUsage } from './usage.ts';

/** Where a failure is told. */
export interface FailureStreams {
  /** Standard output: JSON alone, where JSON was asked for. */
  readonly write: (text: string) => void;
  /** Standard error: for people. */
  readonly tell: (text: string) => void;
}

/**
 * Tells what went wrong to the one who typed, in their terms.
 * @param argv what was typed; with `--json` in it, the failure is told as JSON too
 * @returns the exit code: 2 for wrong usage, else 1
 */
export function tellFailure(error: unknown, argv: readonly string[], { write, tell }: FailureStreams): number {
  const writeJson = (value: object): void => {
    if (argv.includes('--json')) write(`${JSON.stringify(value, undefined, 2)}\n`);
  };
  if (error instanceof WrongUsage) {
    const { message, command } = error;
    const hint = `Usage: ${usageOf(command)}`;
    writeJson({ error: { code: 'wrong-usage', message, hint } });
    tell(`callboard: ${message}\n${hint}\n`);
    return 2;
  }
  if (error instanceof Refusal) {
    const { code, message, hint } = error;
    writeJson(argv.find(isCommandName) === 'ask' ? refusedQuestion(error) : { error: { code, message, hint } });
    tell(`callboard: ${message}\n${hint === undefined ? '' : `${hint}\n`}`);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  writeJson({ error: { code: 'fault', message } });
  createLogger('error').error({ error }, 'a fault of the program');
  tell(`callboard: This failed through a fault of the program: ${message}\n`);
  return 1;
}
