import type { Action } from '../action.ts';
import { textOf } from '../json-object.ts';
import { listFolder } from './list-folder.ts';
import { readWorkspaceFile } from './read-workspace-file.ts';

const filesAtMost = 500;
const charactersAtMost = 10_000;

/** The action that writes a line into the log. */
export const debugLog: Action = {
  id: 'debug:log',
  description: "Writes a message into the log, and which files the run's folder has.",
  effect: 'workspace',
  examples: [
    {
      description: 'Say where the run is',
      input: { message: 'The repository is ${{ steps.publish.output.remoteUrl }}' },
    },
    { description: 'List the files', input: { listWorkspace: true } },
  ],
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      message: { type: 'string' },
      listWorkspace: {
        enum: [true, false, 'with-filenames', 'with-contents'],
        description: 'Names the files of the run, and with `with-contents` tells what is in them.',
      },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, logger, runId, stepId, workspace }) => {
    const about = { run: runId, step: stepId };
    const message = textOf(input['message']);
    if (message !== undefined) logger.info(about, message);
    const lists = input['listWorkspace'];
    if (lists === undefined || lists === false) return {};
    const listed = await listFolder(workspace, workspace, true);
    const files = listed.filter(({ kind }) => kind === 'file').map(({ path }) => path);
    logger.info(about, `Files: ${files.slice(0, filesAtMost).join(', ')}`);
    for (const file of lists === 'with-contents' ? files.slice(0, filesAtMost) : []) {
      const content = await readWorkspaceFile(workspace, file);
      logger.info({ ...about, file }, content.slice(0, charactersAtMost));
    }
    return {};
  },
};
