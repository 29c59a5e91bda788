import { daysSince, instantOf } from './local-time.ts';
import type { Rotation } from './rotation.ts';
import type { Shift } from './schedule.ts';

/**
 * Who is on call at a moment, and until when: until the next handover, or until an override gives the duty to
 * somebody else or back. A handover is at the rotation's local time whatever clocks do; one that falls into skipped
 * time is as much later, one in repeated time is at the first. An override wins over the turn, and of overrides that
 * overlap the latest listed.
 * @returns undefined before the rotation starts, unless an override covers the moment
 */
export function whoIsOnCall(rotation: Rotation, at: Date): Shift | undefined {
  const first = stretchAt(rotation, at);
  if (!first) return undefined;
  let last = first;
  while (!last.endsInHandover) {
    const next = stretchAt(rotation, last.until);
    if (next?.userRef !== first.userRef) break;
    last = next;
  }
  const { userRef, isOverride } = first;
  return { userRef, until: last.until, isOverride, timeZone: rotation.timeZone };
}

/** Time in which neither a handover comes nor an override begins or ends that matters. */
interface Stretch {
  readonly userRef: string;
  readonly until: Date;
  readonly isOverride: boolean;
  readonly endsInHandover: boolean;
}

function stretchAt(rotation: Rotation, at: Date): Stretch | undefined {
  const index = rotation.overrides.findLastIndex(({ start, end }) => start <= at && at < end);
  const override = rotation.overrides[index];
  const current = override ? { userRef: override.userRef, until: override.end } : turnAt(rotation, at);
  if (!current) return undefined;
  const interruptions = rotation.overrides.slice(index + 1).filter(({ start }) => at < start && start < current.until);
  const until = new Date(Math.min(current.until.getTime(), ...interruptions.map(({ start }) => start.getTime())));
  const isOverride = override !== undefined;
  return { userRef: current.userRef, until, isOverride, endsInHandover: !isOverride && interruptions.length === 0 };
}

/** Whose turn it is, overrides aside. */
function turnAt(rotation: Rotation, at: Date): { readonly userRef: string; readonly until: Date } | undefined {
  const handover = (turn: number) =>
    instantOf(rotation.start, turn * rotation.lengthDays, rotation.handover, rotation.timeZone);
  // The local date tells the turn but for the hours before its handover, and for a midnight that clocks show twice.
  let turn = Math.floor(daysSince(rotation.start, at, rotation.timeZone) / rotation.lengthDays);
  while (handover(turn) > at) turn -= 1;
  while (handover(turn + 1) <= at) turn += 1;
  const userRef = rotation.people[turn % rotation.people.length];
  return turn < 0 || userRef === undefined ? undefined : { userRef, until: handover(turn + 1) };
}
