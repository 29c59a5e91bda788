import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action } from '../action.ts';
import { isWithin } from '#callboard/catalog/source-tree.ts';
import { textOf, textsOf } from '../json-object.ts';
import { readSkeleton } from './read-skeleton.ts';
import { renderSkeleton } from './render-skeleton.ts';
import { writeFiles } from './write-files.ts';

/** The action that renders a skeleton into the run's folder. */
export const fetchTemplate: Action = {
  id: 'fetch:template',
  description: 'Renders a folder of the template, file names and contents, into the run.',
  effect: 'workspace',
  inputSchema: {
    type: 'object',
    required: ['url'],
    additionalProperties: false,
    properties: {
      url: { type: 'string', minLength: 1, description: "The folder, relative to the template's file." },
      targetPath: { type: 'string', description: "Where it is written, relative to the run's folder." },
      values: { type: 'object', description: 'What the skeleton reads as `values`.' },
      copyWithoutTemplating: {
        type: 'array',
        items: { type: 'string' },
        description: 'Globs of files that are copied as they are; their names are rendered.',
      },
    },
  },
  outputSchema: { type: 'object', additionalProperties: false },
  run: async ({ input, workspace, templateFolder, engine, signal }) => {
    const url = textOf(input['url']) ?? '';
    const skeleton = await findSkeleton(url, templateFolder);
    const entries = renderSkeleton(await readSkeleton(skeleton), {
      engine,
      scope: { values: isJsonObject(input['values']) ? input['values'] : {} },
      copiedPatterns: textsOf(input['copyWithoutTemplating']),
      label: path.posix.normalize(url),
    });
    const root = await realpath(workspace);
    const folder = path.resolve(root, textOf(input['targetPath']) ?? '.');
    if (!isWithin(root, folder)) throw outside(`The targetPath "${textOf(input['targetPath'])}"`, "the run's folder");
    await writeFiles(entries, folder, root, signal);
    return {};
  },
};

/** The skeleton's folder without links in it; it is in the template's repository, else in the template's own folder. */
async function findSkeleton(url: string, templateFolder: string): Promise<string> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || path.isAbsolute(url)) {
    throw outside(`The skeleton "${url}"`, "the template's repository");
  }
  const own = await requireFolder(templateFolder, "The template's folder is not there any more.", 'Start again.');
  const folder = await requireFolder(
    path.resolve(own, url),
    `The template's skeleton "${url}" is not there.`,
    "Correct the url of the step: it starts at the template's folder.",
  );
  if (!isWithin(await repositoryOf(own), folder)) throw outside(`The skeleton "${url}"`, "the template's repository");
  return folder;
}

async function requireFolder(folder: string, message: string, hint: string): Promise<string> {
  return realpath(folder).catch((error: unknown) => {
    throw new Refusal(message, { code: 'no-skeleton', hint }, { cause: error });
  });
}

async function repositoryOf(folder: string): Promise<string> {
  for (let current = folder; ; current = path.dirname(current)) {
    if (await isThere(path.join(current, '.git'))) return current;
    if (path.dirname(current) === current) return folder;
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const outside = (what: string, where: string): Refusal =>
  new Refusal(`${what} is outside of ${where}.`, { code: 'unsafe-skeleton', hint: 'Name a folder within it.' });
