import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';

/** What is done with a run while its process is killed. Each has a template of that name. */
export type Scenario = 'create' | 'undo';

const refuse: Action = {
  id: 'refuse',
  description: 'Refuses',
  effect: 'workspace',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  run: async () => {
    throw new Refusal('It is refused.', { code: 'refused' });
  },
};

const template = (scenario: Scenario, more: string): string => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${scenario}, title: ${scenario} }
spec:
  type: thing
  parameters: { properties: { name: { type: string, title: Name } } }
  steps:
    - { id: fetch, name: Files, action: 'fetch:template', input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } } }
    - { id: publish, name: Publish, action: publish, input: { repoUrl: 'local?owner=callboard&repo=\${{ parameters.name }}' } }
    - { id: register, name: Register, action: 'catalog:register', input: { repository: '\${{ steps.publish.output.repository }}' } }
${more}`;

const skeletonEntity = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: '\${{ values.name }}' }
spec: { type: service, lifecycle: experimental, owner: payments }
`;

/** What the process that is killed and the one that goes on are both started with. */
export const killedCompany = {
  actions: [refuse],
  files: {
    'create/template.yaml': template('create', ''),
    'undo/template.yaml': template('undo', '    - { id: last, name: Last, action: refuse }\n'),
    'create/skeleton/catalog-info.yaml': skeletonEntity,
    'undo/skeleton/catalog-info.yaml': skeletonEntity,
  },
};
