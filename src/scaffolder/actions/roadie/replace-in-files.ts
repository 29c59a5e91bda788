import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action, JsonObject } from '../../action.ts';
import { textOf } from '../../json-object.ts';
import { runBounded, TimeLimitError } from '../../run-bounded.ts';
import { listFolder } from '../list-folder.ts';
import { matchesPattern } from '../matches-pattern.ts';
import { readWorkspaceFile } from '../read-workspace-file.ts';
import { workspacePath } from '../workspace-path.ts';
import { writeWorkspaceFile } from '../write-workspace-file.ts';

const regularExpressionLimitMs = 1000;

/** RoadieHQ's action that replaces texts in files. */
export const replaceInFiles: Action = {
  id: 'roadiehq:utils:fs:replace',
  description: 'Replaces a text wherever it is in files of the run.',
  effect: 'workspace',
  examples: [
    {
      description: 'Put a name into all Markdown files',
      input: { files: [{ file: '**/*.md', find: 'PROJECT', replaceWith: '${{ parameters.name }}' }] },
    },
  ],
  inputSchema: {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: {
        type: 'array',
        items: {
          type: 'object',
          required: ['file', 'find', 'replaceWith'],
          additionalProperties: false,
          properties: {
            file: { type: 'string', minLength: 1, description: 'A path or a glob.' },
            find: { type: 'string', minLength: 1 },
            matchRegex: { type: 'boolean', description: '`find` is a regular expression.' },
            replaceWith: { type: 'string' },
            includeDotFiles: { type: 'boolean', description: 'A glob means files that begin with a dot, too.' },
          },
        },
      },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, workspace }) => {
    for (const each of [input['files']].flat().filter(isJsonObject)) {
      for (const file of await filesOf(workspace, each)) {
        const replaced = replace(await readWorkspaceFile(workspace, file), each);
        await writeWorkspaceFile(workspace, file, replaced);
      }
    }
    return {};
  },
};

async function filesOf(workspace: string, each: JsonObject): Promise<readonly string[]> {
  const stated = textOf(each['file']) ?? '';
  const { root, path: wanted } = await workspacePath(workspace, stated);
  const glob = path.relative(root, wanted);
  if (!/[*?[{]/.test(glob)) return [glob];
  const found = await listFolder(root, root, true);
  return found
    .filter(({ kind }) => kind === 'file')
    .map((entry) => entry.path)
    .filter((file) => each['includeDotFiles'] === true || !/(^|\/)\./.test(file))
    .filter((file) => matchesPattern(file, [glob]));
}

function replace(text: string, each: JsonObject): string {
  const find = textOf(each['find']) ?? '';
  const replacement = textOf(each['replaceWith']) ?? '';
  if (each['matchRegex'] !== true) return text.replaceAll(find, () => replacement);
  try {
    return runBounded(() => text.replaceAll(new RegExp(find, 'g'), replacement), regularExpressionLimitMs);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TimeLimitError)) throw error;
    throw new Refusal(`The regular expression ${find} can not be used: ${error.message}.`, {
      code: 'wrong-input',
      hint: 'Correct it in the template.',
    });
  }
}
