import type { Action } from '../../action.ts';
import { numberOf } from '../../json-object.ts';
import { wait } from '../wait.ts';

/** RoadieHQ's action that waits. */
export const sleep: Action = {
  id: 'roadiehq:utils:sleep',
  description: 'Waits so many seconds, 600 at most.',
  effect: 'workspace',
  examples: [{ description: 'Wait ten seconds', input: { amount: 10 } }],
  inputSchema: {
    type: 'object',
    required: ['amount'],
    additionalProperties: false,
    properties: { amount: { type: 'number', minimum: 0, description: 'Seconds.' } },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, signal }) => {
    await wait((numberOf(input['amount']) ?? 0) * 1000, signal);
    return {};
  },
};
