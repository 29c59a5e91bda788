import type { Button, Press } from '#callboard/core/answers/answer.ts';
import type { Run } from './run.ts';

/** Asks for the log of a run in its thread. @param before the line that it ends before, where not at the latest */
export const logPress = (run: string, before?: number): Press => ({
  command: 'run-log',
  values: { run, ...(before !== undefined && { before }) },
  seen: 'in-thread',
});

/** The button that shows what the steps of a run have logged; none for a run whose steps were never begun. */
export const logButton = ({ id, startedAt }: Run): readonly Button[] =>
  startedAt === undefined ? [] : [{ label: 'Log', press: logPress(id) }];
