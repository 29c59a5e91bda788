/** The shape of a file of rotations. What its words mean is in docs/on-call.md. */
export const rotationsSchema = {
  type: 'object',
  required: ['rotations'],
  additionalProperties: false,
  properties: {
    rotations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['owner', 'timeZone', 'start', 'handover', 'length', 'people'],
        additionalProperties: false,
        properties: {
          owner: { type: 'string', minLength: 1 },
          timeZone: { type: 'string', minLength: 1 },
          start: { type: 'string', minLength: 1 },
          handover: { type: 'string', minLength: 1 },
          length: { type: 'string', minLength: 1 },
          people: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
          overrides: {
            type: 'array',
            items: {
              type: 'object',
              required: ['person', 'start', 'end'],
              additionalProperties: false,
              properties: {
                person: { type: 'string', minLength: 1 },
                start: { type: 'string', minLength: 1 },
                end: { type: 'string', minLength: 1 },
              },
            },
          },
        },
      },
    },
  },
} as const;
