import { createListedTree } from '#callboard/catalog/listed-tree.ts';
import { decodeText, maximumFileBytes } from '#callboard/catalog/read-text-file.ts';
import {
  type FileText,
  locateWithin,
  type SourceTree,
  type TreeFile,
  unreadable,
} from '#callboard/catalog/source-tree.ts';
import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { numberOf, textOf } from '#callboard/scaffolder/json-object.ts';
import { type GitLabClient, inPath } from './gitlab-client.ts';
import type { ListedProject } from './list-projects.ts';

export interface ProjectTreeContext {
  /** What the tree is called. */
  readonly name: string;
  /** Paths or globs of the files to read. */
  readonly patterns: readonly string[];
  readonly client: GitLabClient;
  readonly webUrl: string;
  readonly signal: AbortSignal;
}

/** GitLab lists 100 files a page; with more pages than these, git is the better way. */
const pagesAtMost = 100;

/**
 * The files of a project at its newest commit. One that is named is asked for by its path; a listing, which GitLab gives
 * by the hundred, is asked for only where there is a folder or glob.
 */
export function createProjectTree(project: ListedProject, context: ProjectTreeContext): SourceTree {
  const { name, patterns, client, webUrl, signal } = context;
  const at = `/projects/${inPath(project.path)}/repository`;
  const alone = new Map<string, Promise<TreeFile>>();
  let isListed = false;

  const askFor = async (path: string): Promise<TreeFile> => {
    try {
      const request = { path: `${at}/files/${inPath(path)}`, query: { ref: project.commit } };
      return readFile((await client.ask(request, signal)).body);
    } catch (error) {
      if (isRefusal(error, ['gitlab-not-found'])) return unreadable('is not there');
      if (isRefusal(error, ['gitlab-answer-too-large'])) return unreadable('is far larger than the 1 MiB that is read');
      throw error;
    }
  };
  const openAlone = (path: string): Promise<TreeFile> => {
    const opened = alone.get(path) ?? askFor(path);
    alone.set(path, opened);
    return opened;
  };
  const listed = createListedTree({
    name,
    patterns,
    version: `${project.branch} ${project.commit}`,
    files: () => {
      isListed = true;
      return listFiles(project, at, client, signal);
    },
    readText: async (path) => (await openAlone(path)).read(),
    viewUrlOf: (path) => `${webUrl}/${project.path}/-/blob/${project.branch}/${path}`,
  });
  const open = (path: string) => (isListed ? listed.open(path) : openAlone(path));
  return {
    ...listed,
    open,
    find: async (pattern) => {
      const path = pattern.replace(/^\.\//, '');
      if (isListed || !isFile(path)) return listed.find(pattern);
      return (await openAlone(path)).version === missing ? [] : [path];
    },
    include: async (path, target) => {
      const place = locateWithin(path, target);
      return 'failure' in place ? listed.include(path, target) : open(place.pattern);
    },
  };
}

const missing = unreadable('is not there').version;

/** What ends so is taken to be a file, unless it is a glob. */
const isFile = (path: string): boolean => /\.ya?ml$/.test(path) && !/[*?[\]{}!()]/.test(path);

function readFile(body: unknown): TreeFile {
  const { blob_id: blob, size, content } = isJsonObject(body) ? body : {};
  const version = textOf(blob);
  const text = textOf(content);
  if (version === undefined || text === undefined) return unreadable('could not be read: GitLab gave no content of it');
  const bytes = numberOf(size) ?? 0;
  const read: FileText =
    bytes > maximumFileBytes
      ? { failure: `has ${bytes} bytes; at most 1 MiB (${maximumFileBytes}) is read` }
      : decodeText(Buffer.from(text, 'base64'));
  return { version, read: () => Promise.resolve(read) };
}

async function listFiles(
  { path, commit }: ListedProject,
  at: string,
  client: GitLabClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  let query: Readonly<Record<string, string>> | undefined = {
    ref: commit,
    recursive: 'true',
    per_page: '100',
    pagination: 'keyset',
  };
  for (let pages = 0; query !== undefined; pages += 1) {
    if (pages === pagesAtMost) {
      throw new Refusal(`${path} has more files than are listed of a project in a group.`, {
        code: 'gitlab-tree-too-large',
        hint: 'Add this repository as a source of its own, under catalog.sources.',
      });
    }
    const answer = await client.ask({ path: `${at}/tree`, query }, signal);
    for (const entry of Array.isArray(answer.body) ? answer.body : []) {
      const { path: file, id, type } = isJsonObject(entry) ? entry : {};
      if (type === 'blob' && typeof file === 'string' && typeof id === 'string') files.set(file, id);
    }
    query = answer.next;
  }
  return files;
}
