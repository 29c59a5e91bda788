import type { RunStep } from './run.ts';

/**
 * The steps of a run that stopped, as it is to go on with them: what failed is taken again, and what came after it, such
 * as a step that clears up. What its calls made outside stays known.
 */
export function resetSteps(steps: readonly RunStep[]): readonly RunStep[] {
  const first = steps.findIndex(({ status }) => status !== 'done' && status !== 'skipped');
  return steps.map((step, index) =>
    first >= 0 && index >= first ? { ...step, status: 'waiting', output: {}, message: undefined } : step,
  );
}
