import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A plugin as somebody else writes one: a command, and an action that waits for a file called `go` in its folder. */
const plugin = `
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

type Context = { readonly input: { readonly heedsStop?: boolean }; readonly signal: AbortSignal };

function untilThere(folder: string, name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => look());
    const end = (then: () => void) => {
      watcher.close();
      then();
    };
    const look = () => existsSync(join(folder, name)) && end(resolve);
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    look();
  });
}

export default {
  id: 'slow-action',
  kind: 'standalone',
  configurationSchema: { type: 'object', properties: { greeting: { type: 'string' } }, additionalProperties: false },
  setup({ configuration, configurationFolder, addCommand, extend }) {
    addCommand({
      name: 'roll-call',
      summary: 'Says what the configuration says',
      parameters: [],
      examples: ['roll call'],
      phrases: [/^roll call$/i],
      effect: 'reads',
      run: async () => ({
        answer: { kind: 'card', title: configuration.greeting ?? 'Here', lines: [], fields: [], buttons: [] },
      }),
    });
    extend('scaffolder').addAction({
      id: 'wait:file',
      description: 'Waits for the file go',
      effect: 'workspace',
      inputSchema: { type: 'object', additionalProperties: false, properties: { heedsStop: { type: 'boolean' } } },
      outputSchema: { type: 'object', additionalProperties: false },
      run: async ({ input, signal }: Context) => {
        const never = new AbortController().signal;
        await untilThere(configurationFolder, 'go', input.heedsStop === false ? never : signal);
        return {};
      },
    });
  },
};
`;

const configuration = `
catalog:
  sources:
    - file: catalog/*.yaml
on-call:
  rotations: [on-call.yaml]
plugins:
  - use: ./slow-action.ts
slow-action:
  greeting: All are here
`;

const catalog = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: desk, title: Desk, annotations: { slack.com/channel: '#desk' } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: mira, annotations: { slack.com/user-id: U000000MIRA } }
spec: { profile: { displayName: Mira Sol }, memberOf: [desk] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: noor, annotations: { slack.com/user-id: U000000NOOR } }
spec: { profile: { displayName: Noor Ali }, memberOf: [desk] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: till, title: Till }
spec: { type: service, lifecycle: production, owner: desk }
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: templates }
spec: { target: ../template/template.yaml }
`;

const rotations = `
rotations:
  - owner: desk
    timeZone: UTC
    start: 2026-01-05
    handover: '09:00'
    length: 1 week
    people: [noor]
`;

const template = `
apiVersion: callboard.dev/v1
kind: Template
metadata: { name: slow, title: Slow thing }
spec:
  type: service
  parameters:
    - title: About it
      required: [name, waits, repoUrl]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z]+$' }
        waits: { title: Waits, type: string, enum: [never, at the start, before it publishes, before it registers, at the end, stubbornly] }
        repoUrl: { title: Repository, type: string, ui:field: RepoUrlPicker }
  steps:
    - { id: start, name: Wait at the start, action: 'wait:file', if: "\${{ parameters.waits == 'at the start' }}" }
    - id: fetch
      name: Write the files
      action: fetch:template
      input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } }
    - { id: middle, name: Wait before it publishes, action: 'wait:file', if: "\${{ parameters.waits == 'before it publishes' }}" }
    - { id: publish, name: Publish it, action: publish, input: { repoUrl: '\${{ parameters.repoUrl }}' } }
    - { id: late, name: Wait before it registers, action: 'wait:file', if: "\${{ parameters.waits == 'before it registers' }}" }
    - { id: register, name: Register it, action: 'catalog:register', input: { repository: '\${{ steps.publish.output.repository }}' } }
    - { id: end, name: Wait at the end, action: 'wait:file', if: "\${{ parameters.waits == 'at the end' }}" }
    - { id: stubborn, name: Wait stubbornly, action: 'wait:file', input: { heedsStop: false }, if: "\${{ parameters.waits == 'stubbornly' }}" }
    - { id: log, name: Say so, action: 'debug:log', input: { message: made }}
`;

const skeletonEntity = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name }}
spec:
  type: service
  lifecycle: experimental
  owner: desk
`;

/** Where a run of the template `slow` may be told to wait for the file `go`. */
export type Waits =
  | 'never'
  | 'at the start'
  | 'before it publishes'
  | 'before it registers'
  | 'at the end'
  | 'stubbornly';

/**
 * Writes a small company into a folder: callboard.yaml, catalog, a rotation (Noor's), a template and a plugin of its
 * own, none of it in this repository.
 */
export async function writeCompany(folder: string): Promise<void> {
  await mkdir(join(folder, 'catalog'));
  await mkdir(join(folder, 'template', 'skeleton'), { recursive: true });
  await Promise.all(
    Object.entries({
      'callboard.yaml': configuration,
      'slow-action.ts': plugin,
      'on-call.yaml': rotations,
      'catalog/company.yaml': catalog,
      'template/template.yaml': template,
      'template/skeleton/catalog-info.yaml': skeletonEntity,
      'template/skeleton/README.md': '# ${{ values.name }}\n',
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  );
}

/** Lets every run go on that waits in that folder. */
export const letGo = (folder: string): Promise<void> => writeFile(join(folder, 'go'), '');

/** A template whose runs Noor must approve. */
export const guarded = `
apiVersion: callboard.dev/v1
kind: Template
metadata: { name: guarded, title: Guarded thing }
spec:
  type: service
  owner: desk
  approval: { approvers: [user:default/noor] }
  steps: [{ id: log, name: Say so, action: 'debug:log', input: { message: made } }]
`;
