import { isJsonObject } from '#callboard/core/storage/json.ts';
import { numberOf } from './json-object.ts';

/** How long a run may take, and one step of it, in milliseconds. */
export interface RunLimits {
  readonly runMs: number;
  readonly stepMs: number;
}

const minuteMs = 60_000;
const defaultRunMinutes = 60;
const defaultStepMinutes = 10;

/** The properties of the key `scaffolder` that say so: a day, and six hours, at most. */
export const runLimitProperties = {
  runMinutes: { type: 'number', exclusiveMinimum: 0, maximum: 24 * 60 },
  stepMinutes: { type: 'number', exclusiveMinimum: 0, maximum: 6 * 60 },
};

/** The limits of a checked configuration: an hour, and ten minutes, where it says nothing. */
export function readRunLimits(configuration: unknown): RunLimits {
  const stated = isJsonObject(configuration) ? configuration : {};
  return {
    runMs: (numberOf(stated['runMinutes']) ?? defaultRunMinutes) * minuteMs,
    stepMs: (numberOf(stated['stepMinutes']) ?? defaultStepMinutes) * minuteMs,
  };
}
