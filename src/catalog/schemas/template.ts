import type { KindRules } from '../kind-rules.ts';
import { lifecycle } from './advice.ts';
import { approval } from './approval.ts';
import { text } from './envelope.ts';

const step = {
  type: 'object',
  required: ['action'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    action: { type: 'string' },
    input: { type: 'object' },
    if: { type: ['string', 'boolean', 'array'] },
    each: { type: ['string', 'array', 'object'] },
  },
};

/** What a new component is made from. */
export const template: KindRules = {
  kind: 'Template',
  apiVersions: ['callboard.dev/v1', 'scaffolder.backstage.io/v1beta3'],
  spec: {
    type: 'object',
    required: ['type', 'steps'],
    properties: {
      type: text,
      owner: text,
      lifecycle: text,
      parameters: { type: ['object', 'array'], items: { type: 'object' } },
      steps: {
        type: 'array',
        // A list among them is what `$yaml` stood for.
        items: { ...step, type: ['object', 'array'], items: step },
      },
      approval,
      output: {
        type: 'object',
        properties: {
          links: {
            type: 'array',
            items: { type: 'object', properties: { url: text, entityRef: text, title: text, icon: text } },
          },
        },
      },
    },
  },
  advice: {
    ...lifecycle,
    'spec.type': 'say what it makes, such as service, website or library',
    'spec.owner': 'name the team that looks after this template, such as group:default/platform',
    'spec.approval': 'name who must approve its runs, such as { approvers: [group:default/platform], count: 2 }',
    'spec.parameters': 'write a JSON Schema of the values it asks for, or a list of them, one a page',
    'spec.steps': 'list what it does, each step with its action',
    'spec.steps.action': 'name what the step does, such as fetch:template',
    'spec.steps.if': 'write true, false or an expression such as ${{ parameters.isPublic }}',
    'spec.steps.each': 'write a list, an object or an expression such as ${{ parameters.names }}',
    'spec.steps.input': 'write an object with the values of the action',
  },
};
