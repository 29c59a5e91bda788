import github from '#callboard/plugins/github/github-plugin.ts';
import { goodToken, organisation } from '../fixtures/github.ts';
import { type StartedScaffolder, type StartOptions, startScaffolder } from './start-scaffolder.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: service, title: Service }
spec:
  type: service
  parameters: { properties: { repoUrl: { type: string, ui:field: RepoUrlPicker } } }
  steps:
    - { id: fetch, name: Files, action: 'fetch:template', input: { url: ./skeleton } }
    - { id: publish, name: Publish, action: 'publish:github', input: { repoUrl: '\${{ parameters.repoUrl }}' } }
    - { id: register, name: Register, action: 'catalog:register', input: { repository: '\${{ steps.publish.output.repository }}' } }
`;

const entity = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders }
spec: { type: service, lifecycle: experimental, owner: payments }
`;

/** Starts it with the plugin for GitHub, which is at that address, and the template `service`, which publishes there. */
export function startAtGitHub(url: string, options: StartOptions = {}): Promise<StartedScaffolder> {
  return startScaffolder({
    plugins: [github],
    configuration: { github: { apiUrl: url, token: goodToken } },
    ...options,
    files: { 'service/template.yaml': template, 'service/skeleton/catalog-info.yaml': entity, ...options.files },
  });
}

/** Asks for the repository `orders` of the organisation. */
export const askForOrders = ({ say }: StartedScaffolder, url: string) =>
  say({
    kind: 'press',
    press: {
      command: 'create',
      values: {
        template: 'service',
        repoUrl: `${new URL(url).host}?owner=${organisation}&repo=orders`,
        submitted: true,
      },
    },
  });
