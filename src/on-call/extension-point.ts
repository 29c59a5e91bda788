import type { ScheduleSource } from './schedule.ts';

/** What on-call offers to other plugins. */
export interface OnCallExtensionPoint {
  /** Sources are asked in the order in which they were added; the first that knows answers. */
  readonly addScheduleSource: (source: ScheduleSource) => void;
}

declare module '#callboard/core/plugins/extension-points.ts' {
  interface ExtensionPoints {
    readonly 'on-call': OnCallExtensionPoint;
  }
}
