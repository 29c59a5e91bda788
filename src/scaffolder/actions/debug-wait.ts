import type { Action } from '../action.ts';
import { numberOf } from '../json-object.ts';
import { wait } from './wait.ts';

const time = { type: 'number', minimum: 0 } as const;

/** The action that waits. */
export const debugWait: Action = {
  id: 'debug:wait',
  description: 'Waits, for ten minutes at most.',
  effect: 'workspace',
  examples: [{ description: 'Wait for a minute and a half', input: { minutes: 1, seconds: 30 } }],
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    properties: { minutes: time, seconds: time, milliseconds: time },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, signal }) => {
    const value = (name: string): number => numberOf(input[name]) ?? 0;
    await wait(value('minutes') * 60_000 + value('seconds') * 1000 + value('milliseconds'), signal);
    return {};
  },
};
