import { text } from './envelope.ts';

/** The JSON Schema of a template's `spec.approval`: who must approve each of its runs. */
export const approval = {
  type: 'object',
  additionalProperties: false,
  required: ['approvers'],
  properties: {
    /** Refs of groups and users; a name alone is a group's. */
    approvers: { type: 'array', minItems: 1, maxItems: 20, items: text },
    /** How many different people; 1 where it is left out. */
    count: { type: 'integer', minimum: 1, maximum: 10 },
    /** 72 where it is left out. */
    withinHours: { type: 'number', exclusiveMinimum: 0, maximum: 720 },
    /** Where the request goes, by surface; else each group's own channel, or its members. */
    channels: { type: 'object', additionalProperties: text },
  },
};
