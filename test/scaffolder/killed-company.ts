import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';

/** What is done with a run while its process is killed. Each has a template of that name. */
export type Scenario = 'create' | 'undo' | 'approve';

/** Whoever asks is Ada, whoever approves Grace, as the surface knows them. */
export const grace = { surface: 'paper', personId: 'P2', name: 'Grace' };

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

const person = (name: string, account: string): string => `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name}, annotations: { paper/id: ${account} } }
spec: { memberOf: [payments] }
`;

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
    'approve/template.yaml': template('approve', '  approval: { approvers: [payments] }\n'),
    'people/template.yaml': [person('ada', 'P1'), person('grace', 'P2')].join('---\n'),
    'create/skeleton/catalog-info.yaml': skeletonEntity,
    'approve/skeleton/catalog-info.yaml': skeletonEntity,
    'undo/skeleton/catalog-info.yaml': skeletonEntity,
  },
};
