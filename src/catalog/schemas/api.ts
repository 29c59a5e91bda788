import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { lifecycle, owner, system } from './advice.ts';
import { text } from './envelope.ts';

/** An interface that components provide and consume. One of type `mcp-server` names its servers instead of a text. */
export const api: KindRules = {
  kind: 'API',
  apiVersions: backstageVersions,
  spec: {
    type: 'object',
    required: ['type', 'lifecycle', 'owner'],
    properties: {
      type: text,
      lifecycle: text,
      owner: text,
      system: text,
      definition: text,
      remotes: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['type', 'url'], properties: { type: text, url: text } },
      },
    },
    if: { required: ['type'], properties: { type: { const: 'mcp-server' } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { required: ['remotes'] },
    else: { required: ['definition'] },
  },
  advice: {
    ...owner,
    ...system,
    ...lifecycle,
    'spec.type': 'say what it is, such as openapi, asyncapi, graphql or grpc',
    'spec.definition': 'put the text of its definition here, or name its file as { $text: ./openapi.yaml }',
    'spec.remotes': 'list where the MCP server is reached, each with a type and a url',
  },
};
