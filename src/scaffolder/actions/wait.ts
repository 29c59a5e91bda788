import { setTimeout } from 'node:timers/promises';
import { Refusal } from '#callboard/core/refusal.ts';

const waitAtMostMs = 600_000;

/**
 * What a step waits for at most ten minutes.
 * @throws Refusal where it would be longer; what the signal says where it ended the wait
 */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > waitAtMostMs) {
    throw new Refusal(`The step would wait ${milliseconds / 1000} seconds, more than ${waitAtMostMs / 1000}.`, {
      code: 'wait-too-long',
      hint: 'Let it wait less.',
    });
  }
  await setTimeout(milliseconds, undefined, { signal });
}
