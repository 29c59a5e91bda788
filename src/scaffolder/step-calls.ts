import { isDeepStrictEqual } from 'node:util';
import { isBeforeBegun } from './is-before-begun.ts';
import type { ActionCall, JsonObject } from './action.ts';

/** The calls that one step makes outside, as they are kept. */
export interface StepCalls {
  /** Makes a call, which is kept before it and forgotten where it is not begun, and returns its output. */
  readonly make: (input: JsonObject, call: () => Promise<JsonObject>) => Promise<JsonObject>;
  /** As {@link make}, but a call that came to its end in an earlier attempt gives what it gave then. */
  readonly makeOnce: StepCalls['make'];
  /** All of them, oldest first. */
  readonly all: () => readonly ActionCall[];
}

/**
 * @param earlier those of earlier attempts
 * @param mask takes what is secret out of an input that is kept
 */
export function createStepCalls(
  earlier: readonly ActionCall[],
  keep: (calls: readonly ActionCall[]) => Promise<void>,
  mask: (input: JsonObject) => JsonObject,
): StepCalls {
  let calls = earlier;
  // Each answers for one call: a list may have the same item twice.
  const finished = earlier.filter(({ output }) => output !== undefined);
  const make: StepCalls['make'] = async (given, call) => {
    const input = mask(given);
    // One that did not come to its end is made again now.
    const before = calls.filter((one) => one.output !== undefined || !isDeepStrictEqual(one.input, input));
    await keep([...before, { input }]);
    const output = await call().catch(async (error: unknown) => {
      if (isBeforeBegun(error)) await keep(calls);
      throw error;
    });
    calls = [...before, { input, output }];
    return output;
  };
  const makeOnce: StepCalls['make'] = async (given, call) => {
    const index = finished.findIndex(({ input }) => isDeepStrictEqual(input, mask(given)));
    const [known] = index === -1 ? [] : finished.splice(index, 1);
    return known?.output ?? make(given, call);
  };
  return { make, makeOnce, all: () => calls };
}
