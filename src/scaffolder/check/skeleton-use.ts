import type { UsedVariable } from '../template-engine.ts';

/** A variable that a file of a skeleton reads, or its name. */
export interface SkeletonUse {
  /** Absolute. */
  readonly file: string;
  readonly isInName: boolean;
  readonly variable: UsedVariable;
}
