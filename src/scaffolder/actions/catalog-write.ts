import { isJsonObject } from '#callboard/core/storage/json.ts';
import { writeYaml } from '#callboard/core/yaml/write-yaml.ts';
import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';
import { writeWorkspaceFile } from './write-workspace-file.ts';

/** The action that writes a catalog file. */
export const catalogWrite: Action = {
  id: 'catalog:write',
  description: 'Writes an entity into a catalog file of the run, with an annotation that names the template.',
  effect: 'workspace',
  examples: [
    {
      description: 'Write catalog-info.yaml',
      input: {
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: '${{ parameters.name }}' },
          spec: { type: 'service', lifecycle: 'experimental', owner: '${{ parameters.owner }}' },
        },
      },
    },
  ],
  inputSchema: {
    type: 'object',
    required: ['entity'],
    additionalProperties: false,
    properties: {
      filePath: { type: 'string', minLength: 1, description: '`catalog-info.yaml` where none is given.' },
      entity: { type: 'object', description: 'What is to be in the file.' },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, workspace, templateRef }) => {
    const entity = isJsonObject(input['entity']) ? input['entity'] : {};
    const metadata = isJsonObject(entity['metadata']) ? entity['metadata'] : {};
    const stated = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
    const annotations = { ...stated, 'backstage.io/source-template': templateRef };
    const text = writeYaml({ ...entity, metadata: { ...metadata, annotations } });
    await writeWorkspaceFile(workspace, textOf(input['filePath']) ?? 'catalog-info.yaml', text);
    return {};
  },
};
