import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { ScheduleSource, Shift } from './schedule.ts';

/** All schedule sources as one. */
export interface Schedules {
  readonly add: (source: ScheduleSource) => void;
  /**
   * Who is on call for an owner at a moment, from the first source that knows. A source that fails is logged and
   * passed over: the owner's other ways to be reached must not wait for it.
   */
  readonly whoIsOnCall: (ownerRef: string, at: Date) => Promise<Shift | undefined>;
}

/** Asks sources in the order in which they were added. */
export function createSchedules(logger: Logger): Schedules {
  const sources: ScheduleSource[] = [];
  return {
    add: (source) => void sources.push(source),
    whoIsOnCall: async (ownerRef, at) => {
      for (const source of sources) {
        try {
          const shift = await source.whoIsOnCall(ownerRef, at);
          if (shift) return shift;
        } catch (error) {
          logger.error({ error, source: source.id, owner: ownerRef }, 'a schedule could not be asked');
        }
      }
      return undefined;
    },
  };
}
