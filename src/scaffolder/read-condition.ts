import type { Json } from '#callboard/core/storage/records.ts';

/** The `if` of a step, read. */
export interface Condition {
  /** Undefined where the step has none. `always` and `failure` are variables in it. */
  readonly condition: Json | undefined;
  /** Whether it asks how the run stands: only such a step has its turn after another one failed. */
  readonly asksForStatus: boolean;
}

/** The calls `always()` and `failure()`, which only one of the languages of templates has. */
const statusCheck = /\b(always|failure)\(\s*\)/g;

/** Reads the `if` of a step. */
export function readCondition(stated: Json | undefined): Condition {
  if (typeof stated !== 'string') return { condition: stated, asksForStatus: false };
  const condition = stated.replaceAll(statusCheck, '$1');
  return { condition, asksForStatus: condition !== stated };
}
