import type { LoadedRotations } from './load-rotations.ts';
import type { Rotation } from './rotation.ts';
import type { ScheduleSource } from './schedule.ts';
import { whoIsOnCall } from './who-is-on-call.ts';

/** Files are read again when they are asked for and were read longer ago: a change needs no restart. */
const rotationsLifetimeMs = 30_000;

/** What is wrong in the files, and with the configuration that names them. */
type RotationProblems = Pick<LoadedRotations, 'problems' | 'unmatched'>;

export interface RotationSourceContext {
  readonly load: () => Promise<LoadedRotations>;
  readonly now: () => Date;
  /** Told the problems of the first reading that has some, and again whenever they have changed. */
  readonly report: (problems: RotationProblems) => void;
}

/** The rotations as a source of schedules. */
export interface RotationSource extends ScheduleSource {
  /** The rotations by owner; read again where the last reading is too old. */
  readonly read: () => Promise<ReadonlyMap<string, Rotation>>;
}

/** The schedules of the rotations that `load` reads. */
export function createRotationSource({ load, now, report }: RotationSourceContext): RotationSource {
  let reading: Promise<ReadonlyMap<string, Rotation>> | undefined;
  let readAtMs = 0;
  let reported = JSON.stringify([[], []]);

  const readAll = async (): Promise<ReadonlyMap<string, Rotation>> => {
    const { rotations, problems, unmatched } = await load();
    const found = JSON.stringify([problems, unmatched]);
    if (found !== reported) report({ problems, unmatched });
    reported = found;
    return new Map(rotations.map((rotation) => [rotation.ownerRef, rotation]));
  };

  const read = (): Promise<ReadonlyMap<string, Rotation>> => {
    const nowMs = now().getTime();
    if (!reading || nowMs - readAtMs >= rotationsLifetimeMs) {
      readAtMs = nowMs;
      reading = readAll();
    }
    return reading;
  };

  return {
    id: 'on-call',
    read,
    whoIsOnCall: async (ownerRef, at) => {
      const rotation = (await read()).get(ownerRef);
      return rotation && whoIsOnCall(rotation, at);
    },
  };
}
