import { randomUUID } from 'node:crypto';

import type { WorkspaceEvents } from './workspace-events.ts';

/** The method of a fault that every method has. */
export const everyMethod = '*';

/**
 * Something that goes wrong as it does between an app and Slack. A `method` is one of the Web API, `response_url`, or
 * `*` for all of them.
 */
export type Fault =
  /** 429, nothing done. */
  | { readonly kind: 'rateLimited'; readonly method: string; readonly retryAfterSeconds: number }
  /** An HTTP status of 500 or more, nothing done. */
  | { readonly kind: 'failing'; readonly method: string; readonly status: number }
  /** What was asked is done at once, and answered late. */
  | { readonly kind: 'slow'; readonly method: string; readonly delayMs: number }
  /** All websockets break, again and again. */
  | { readonly kind: 'disconnecting'; readonly everyMs: number }
  /** Every event comes twice, the second time as a retry. */
  | { readonly kind: 'duplicateEvents' }
  /** Every second event overtakes the one before it. */
  | { readonly kind: 'unorderedEvents' }
  /** Messages with blocks of that type are refused: `invalid_blocks`. */
  | { readonly kind: 'unknownBlock'; readonly block: string };

/** A fault that is switched on, and how often it is still to happen where that is limited. */
export type ActiveFault = { readonly id: string; readonly fault: Fault; readonly timesLeft?: number };

/** The faults of one workspace. */
export type Faults = {
  all(): readonly ActiveFault[];
  /**
   * Switches a fault on, beside those that are.
   * @param times how often it happens before it is off again; until it is switched off where absent
   * @returns its id
   */
  switchOn(fault: Fault, times?: number): string;
  switchOff(id: string): void;
  switchOffAll(): void;
  /**
   * A fault of a kind that happens now, to a method where the kind has one, to a type of block where it has that; it
   * counts as having happened.
   */
  strike<Kind extends Fault['kind']>(kind: Kind, what?: string): Extract<Fault, { kind: Kind }> | undefined;
};

const isOfKind = <Kind extends Fault['kind']>(fault: Fault, kind: Kind): fault is Extract<Fault, { kind: Kind }> =>
  fault.kind === kind;

/** Faults in memory; every change is announced on `events`. */
export const createFaults = (events: WorkspaceEvents): Faults => {
  let active: readonly ActiveFault[] = [];
  const set = (faults: readonly ActiveFault[]) => {
    if (faults.length === 0 && active.length === 0) return;
    active = faults;
    events.emit('faultsChanged');
  };
  const count = ({ id, timesLeft }: ActiveFault) => {
    if (timesLeft === undefined) return;
    set(
      timesLeft === 1
        ? active.filter((each) => each.id !== id)
        : active.map((each) => (each.id === id ? { ...each, timesLeft: timesLeft - 1 } : each)),
    );
  };
  return {
    all: () => active,
    switchOn: (fault, times) => {
      const id = randomUUID();
      set([...active, { id, fault, ...(times !== undefined && { timesLeft: times }) }]);
      return id;
    },
    switchOff: (id) => set(active.filter((each) => each.id !== id)),
    switchOffAll: () => set([]),
    strike: (kind, what) => {
      for (const each of active) {
        const { fault } = each;
        if (!isOfKind(fault, kind)) continue;
        if ('method' in fault && fault.method !== everyMethod && fault.method !== what) continue;
        if ('block' in fault && fault.block !== what) continue;
        count(each);
        return fault;
      }
      return undefined;
    },
  };
};
