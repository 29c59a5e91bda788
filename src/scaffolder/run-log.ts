import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Mask } from './mask-secrets.ts';
import type { RunLine } from './run.ts';

/** So many lines of a run are kept: the latest. */
export const keptLines = 500;
const longestLine = 500;
/** How soon lines are kept, and seen. */
const flushMs = 500;

export interface RunLogContext {
  readonly runId: string;
  readonly keep: (lines: readonly RunLine[]) => Promise<void>;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** What the steps of a run log, kept with it and without its secrets. */
export interface RunLog {
  /** What a step logs with: into the bot's log and, but for what is for debugging, into the run's. */
  readonly of: (stepId: string) => Logger;
  /** Adds one line to the run's log alone. */
  readonly add: (stepId: string, text: string) => void;
  /** The latest lines of this performance. */
  readonly latest: (count: number) => readonly RunLine[];
  /** Keeps what is not kept yet. */
  readonly flush: () => Promise<void>;
}

/**
 * The log of one run.
 * @param onKept is called when lines were kept some time after they came
 */
export function createRunLog({ runId, keep, mask, now, logger }: RunLogContext, onKept: () => void): RunLog {
  let recent: readonly RunLine[] = [];
  let unkept: readonly RunLine[] = [];
  let timer: NodeJS.Timeout | undefined;
  let keeping = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const lines = unkept;
    unkept = [];
    if (lines.length > 0) {
      keeping = keeping
        .then(() => keep(lines))
        .catch((error: unknown) => {
          logger.warn({ error, run: runId }, 'lines of the log of a run could not be kept');
        });
    }
    return keeping;
  };

  const add = (stepId: string, text: string): void => {
    const lines = mask(text)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ stepId, at: now(), text: line.trimEnd().slice(0, longestLine) }));
    unkept = [...unkept, ...lines].slice(-keptLines);
    recent = [...recent, ...lines].slice(-keptLines);
    timer ??= setTimeout(() => void flush().then(onKept), flushMs);
  };

  const masked = (fields: object): object =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? mask(value) : value]),
    );

  const of = (stepId: string): Logger => {
    const both =
      (level: 'info' | 'warn' | 'error') =>
      (fields: object, message: string): void => {
        logger[level]({ run: runId, step: stepId, ...masked(fields) }, mask(message));
        add(stepId, level === 'info' ? message : `${level}: ${message}`);
      };
    return {
      debug: (fields, message) => logger.debug({ run: runId, step: stepId, ...masked(fields) }, mask(message)),
      info: both('info'),
      warn: both('warn'),
      error: both('error'),
    };
  };

  return { of, add, latest: (count) => recent.slice(-count), flush };
}
