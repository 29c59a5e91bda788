import type { Json } from '../storage/records.ts';

/** A piece of work that must survive a restart. */
export interface WorkItem {
  /** Unique: adding the same again changes nothing while it is there. */
  readonly key: string;
  /** Which handler takes it, such as `scaffolder.run`. */
  readonly kind: string;
  readonly payload: Json;
  readonly dueAt: Date;
}

/** Work taken by this instance until its lease ends. `attempts` counts this one. */
export interface LeasedWork extends WorkItem {
  readonly attempts: number;
}

/** What core/work asks of the store. A lease belongs to the instance whose name was given. */
export interface WorkStore {
  /** @returns false if there is work with that key already */
  readonly add: (item: WorkItem) => Promise<boolean>;
  /**
   * Keeps the work, or makes what is there under its key due at `dueAt`, as new. While that is leased it stays so, and is
   * due again when the lease ends, however it ends.
   */
  readonly put: (item: WorkItem) => Promise<void>;
  /** Takes up to `limit` pieces of work of these kinds that are due and not leased, the longest due first. */
  readonly lease: (
    kinds: readonly string[],
    instance: string,
    now: Date,
    leaseUntil: Date,
    limit: number,
  ) => Promise<readonly LeasedWork[]>;
  /** Prolongs the lease. @returns false if another instance has it by now */
  readonly renew: (key: string, instance: string, leaseUntil: Date) => Promise<boolean>;
  /** Deletes the work; where it was put again since it was leased, ends the lease instead. */
  readonly finish: (key: string, instance: string) => Promise<void>;
  /** Ends the lease; it is due again at `dueAt`, or when it was put again for. */
  readonly postpone: (key: string, instance: string, dueAt: Date) => Promise<void>;
  /** The names of the instances that have leases. */
  readonly instances: () => Promise<readonly string[]>;
  /** Ends every lease of the instance, so that another takes the work at once. */
  readonly release: (instance: string, now: Date) => Promise<void>;
}

/** What a handler says of work that did not throw: it is done, or due again. */
export type WorkOutcome = 'done' | { readonly dueAt: Date };

/** Does one piece of work. It may be called twice for the same piece, after a crash. */
export type WorkHandler = (work: LeasedWork, signal: AbortSignal) => Promise<WorkOutcome>;

/** Work as features see it. */
export interface Work {
  /** Keeps the work and starts it as soon as it is due. @returns false if there is work with that key already */
  readonly add: (item: WorkItem) => Promise<boolean>;
  /** Keeps the work and starts it as soon as it is due; once more where it is just being done. */
  readonly put: (item: WorkItem) => Promise<void>;
  /** Names who does work of that kind. */
  readonly handle: (kind: string, handler: WorkHandler) => void;
}
