import { Refusal } from '#callboard/core/refusal.ts';
import type { Run } from './run.ts';

/** Why nothing is done with a run that stands otherwise than whoever asks has seen. */
export const runMovedOn = ({ status }: Pick<Run, 'status'>): Refusal =>
  new Refusal(`That can not be done with this run any more: it is ${status}.`, {
    code: 'run-moved-on',
    hint: 'Look at it as it stands now.',
  });
