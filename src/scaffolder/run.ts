import type { Address } from '#callboard/core/messages/address.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { ActionCall, JsonObject } from './action.ts';

/**
 * Where a run stands. `unapproved`: nothing of it is done before those who must approve it have. `cancelling`: somebody
 * has pressed Cancel, and whoever performs it stops soon. `undoing`: what it made is being taken away. `left`: somebody
 * has decided that a run which failed stays as it is.
 */
export type RunStatus = 'unapproved' | 'waiting' | 'running' | 'cancelling' | 'undoing' | EndStatus;
type EndStatus = 'done' | 'failed' | 'cancelled' | 'undone' | 'left' | 'declined';
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
  /** Each of its secrets by name, sealed; empty once it has ended. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly asker: Asker;
  readonly userRef: string | undefined;
  /** Where its progress is shown. */
  readonly address: Address;
  readonly status: RunStatus;
  /** Why it stands so, for a person, where no step says it. */
  readonly message: string | undefined;
  /** Who must approve it, where anybody must. */
  readonly approval: Approval | undefined;
  readonly steps: readonly RunStep[];
  /** The template's rendered output; empty until the run is done. */
  readonly output: JsonObject;
  readonly createdAt: Date;
  /** When its first step was begun, the last time that it was tried. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/** Who must approve a run, and until when. */
export interface Approval {
  /** Refs of groups and users: whoever is one of them, or a member of one, may approve. */
  readonly approvers: readonly string[];
  /** So many different people. */
  readonly count: number;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Where it is asked for. */
  readonly requests: readonly Address[];
}

/** What one person decided who may approve a run. */
export interface Decision {
  /** Of the catalog user who decided. */
  readonly userRef: string;
  readonly isApproved: boolean;
  readonly reason: string | undefined;
  readonly decidedAt: Date;
}

/** One line that a step of a run has logged. */
export interface RunLine {
  readonly stepId: string;
  readonly at: Date;
  readonly text: string;
}

const ends: readonly RunStatus[] = ['done', 'failed', 'cancelled', 'undone', 'left', 'declined'];

/** Where a run stands that came to no good end: it can be tried again, or undone. */
export const stoppedStatuses: readonly RunStatus[] = ['failed', 'cancelled', 'left'];

/** Whether nothing more is done unless somebody asks for it. */
export function hasEnded({ status }: Pick<Run, 'status'>): boolean {
  return ends.includes(status);
}

/** Whether it ended before it was begun, and somebody must approve it: it may not be tried again without that. */
export function mustBeApprovedAnew(run: Pick<Run, 'status' | 'approval' | 'startedAt'>): boolean {
  return hasEnded(run) && run.approval !== undefined && run.startedAt === undefined;
}

/** A run's secrets by name without what they were, as they are kept once it has ended. */
export function forgotten(secrets: Run['secrets']): Run['secrets'] {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, '']));
}

/** The names of the secrets that a run had, and that it needs again to go on. */
export function missingSecrets({ secrets }: Pick<Run, 'secrets'>): readonly string[] {
  return Object.entries(secrets).flatMap(([name, sealed]) => (sealed === '' ? [name] : []));
}

/** The run with one step changed. */
export function withStep(run: Run, changed: RunStep): Run {
  return { ...run, steps: run.steps.map((step) => (step.id === changed.id ? changed : step)) };
}
