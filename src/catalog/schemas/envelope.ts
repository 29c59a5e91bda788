/** A string with something in it. */
export const text = { type: 'string', minLength: 1 } as const;
/** A list of strings with something in each. */
export const texts = { type: 'array', items: text } as const;

const anyTexts = { type: 'object', additionalProperties: { type: 'string' } } as const;

/** The JSON Schema of what every entity has around its `spec`, as Backstage's envelope has it. */
export const envelope = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  additionalProperties: false,
  properties: {
    apiVersion: text,
    kind: text,
    metadata: {
      type: 'object',
      required: ['name'],
      properties: {
        uid: text,
        etag: text,
        name: text,
        namespace: text,
        title: text,
        description: { type: 'string' },
        labels: anyTexts,
        annotations: anyTexts,
        tags: texts,
        links: {
          type: 'array',
          items: {
            type: 'object',
            required: ['url'],
            properties: { url: text, title: text, icon: text, type: text },
          },
        },
      },
    },
    spec: { type: 'object' },
    relations: {
      type: 'array',
      items: { type: 'object', required: ['type'], properties: { type: text } },
    },
    status: { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } },
  },
} as const;

/** What to do about a field that is missing or wrong, to follow a colon; by its path without indices. */
export const envelopeAdvice: Readonly<Record<string, string>> = {
  apiVersion: 'write apiVersion: backstage.io/v1alpha1',
  kind: 'say what it describes, such as kind: Component',
  metadata: 'give it at least a name, as in metadata: { name: payments }',
  'metadata.uid': 'leave it out, since the catalog gives it one',
  'metadata.etag': 'leave it out, since the catalog gives it one',
  'metadata.name': 'give it a name that is unique among its kind, such as payments-api',
  'metadata.title': 'write what people call it, such as Payments API',
  'metadata.description': 'say in a sentence what it is for',
  'metadata.namespace': 'leave it out, or write a name such as default',
  'metadata.labels': 'write keys with texts, such as example.com/tier: "1"',
  'metadata.annotations': 'write keys with texts, such as github.com/project-slug: acme/payments',
  'metadata.tags': 'write a list of words, such as [go, payments]',
  'metadata.links': 'write a list of links, each with a url and a title',
  'metadata.links.url': 'write an address, such as https://runbooks.example.com/payments',
  'metadata.links.title': 'write what it leads to, such as Runbook',
  spec: 'put the fields of this kind below spec',
  relations: 'leave it out, since the catalog makes relations from spec',
  status: 'leave it out, since the catalog keeps it itself',
};
