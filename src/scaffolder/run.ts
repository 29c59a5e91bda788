import type { Address } from '#callboard/core/messages/address.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { ActionCall, JsonObject } from './action.ts';

export type RunStatus = 'waiting' | 'running' | 'done' | 'failed';
export type StepStatus = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

/** One step of a run, as stored. */
export interface RunStep {
  /** Unique in its run. */
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  /** What the action returned; empty until it is done. */
  readonly output: JsonObject;
  /** The calls of its action where that makes something outside, oldest first: what undoing goes by. */
  readonly calls: readonly ActionCall[];
  /** Why it failed, for a person. */
  readonly message: string | undefined;
}

/** One execution of a template, as stored. Everything it needs to go on after a restart is in it. */
export interface Run {
  /** Unique; also how things that it makes outside are recognised. Lower case letters and digits, at most 32. */
  readonly id: string;
  readonly templateRef: string;
  readonly templateTitle: string;
  /** The template's document as it was when the run was made. */
  readonly template: JsonObject;
  /** The folder of the template's file, absolute. */
  readonly templateFolder: string;
  /** The commit of the template's repository, where it came from one. */
  readonly templateCommit: string | undefined;
  readonly values: JsonObject;
  readonly asker: Asker;
  readonly userRef: string | undefined;
  /** Where its progress is shown. */
  readonly address: Address;
  readonly status: RunStatus;
  readonly steps: readonly RunStep[];
  /** The template's rendered output; empty until the run is done. */
  readonly output: JsonObject;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
}

/** Whether nothing more is to be done. */
export function hasEnded({ status }: Run): boolean {
  return status === 'done' || status === 'failed';
}

/** The run with one step changed. */
export function withStep(run: Run, changed: RunStep): Run {
  return { ...run, steps: run.steps.map((step) => (step.id === changed.id ? changed : step)) };
}
