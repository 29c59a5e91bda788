import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';

/** The action that writes a line into the bot's log. */
export const debugLog: Action = {
  id: 'debug:log',
  description: "Writes a message into the bot's log.",
  effect: 'workspace',
  inputSchema: {
    type: 'object',
    required: ['message'],
    additionalProperties: false,
    properties: { message: { type: 'string' } },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, logger, runId, stepId }) => {
    logger.info({ run: runId, step: stepId }, textOf(input['message']) ?? '');
    return {};
  },
};
