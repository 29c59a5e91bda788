import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cloneBytesAtMost, cloneShallow, type Head, type RemoteOptions, readHead } from './clone-shallow.ts';
import { repositoryTooLarge } from './repository-too-large.ts';
import { type GitOptions, runGit } from './run-git.ts';

/** The newest commit of a branch on the disk, of which only the files are fetched that are asked for. */
export interface PartialClone extends Head {
  /** What the files are, by path, links among them: the same object is the same content. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * Fetches files, in one request, and writes them to the folder; those that are there already cost nothing.
   * @param paths as in `files`
   * @throws Refusal where the host does not give them; `git-too-large` before more is written than fits
   */
  readonly bring: (paths: readonly string[]) => Promise<void>;
}

export interface PartialOptions extends RemoteOptions {
  /** What the files that are asked for may come to, from when it is opened. */
  readonly fileBytesAtMost?: number;
}

/** As much as a skeleton may have; all the catalog files of a repository are far less. */
const fileBytesAtMostByDefault = 250_000_000;
/** Paths that git is given at once: far from the longest command line. */
const pathsAtOnce = 500;
/** Fetches what is named, and does nothing else. */
const quietly = ['--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--recurse-submodules=no'];

/**
 * Clones a repository without its files: commit and folders alone. A server that does not know how to leave files out
 * sends all of the commit.
 * @param url http, https, file or ssh, or an absolute path, without credentials in it
 * @param folder absolute; it does not exist yet or is empty
 * @param commit another one than the newest, by its hash
 * @throws Refusal as {@link cloneShallow}; where the host does not have the commit any more
 */
export async function clonePartial(
  url: string,
  folder: string,
  { fileBytesAtMost, ...options }: PartialOptions = {},
  commit?: string,
): Promise<PartialClone> {
  await cloneShallow(url, folder, { ...options, withoutFiles: true });
  if (commit !== undefined) {
    const { branch: _branch, ...rest } = options;
    await runGit(folder, ['fetch', '--progress', '--depth=1', ...quietly, '--filter=blob:none', 'origin', commit], {
      ...rest,
      url,
      room: { gitFolder: join(folder, '.git'), bytesAtMost: cloneBytesAtMost },
    });
    await runGit(folder, ['update-ref', 'HEAD', commit], signalOf(options));
  }
  // Refuses paths that lead out of the folder.
  await runGit(folder, ['read-tree', 'HEAD'], signalOf(options));
  return openPartial(url, folder, { ...options, ...(fileBytesAtMost !== undefined && { fileBytesAtMost }) });
}

/**
 * Opens again what {@link clonePartial} has left in a folder.
 * @throws Refusal where git cannot read it
 */
export async function openPartial(
  url: string,
  folder: string,
  { fileBytesAtMost = fileBytesAtMostByDefault, ...options }: PartialOptions = {},
): Promise<PartialClone> {
  const head = await readHead(url, folder, options.signal);
  const files = await listFiles(folder, options);
  const missing = await listMissing(folder, options);
  const { branch: _branch, configuration, ...rest } = options;
  const remote: GitOptions = {
    ...rest,
    url,
    configuration: {
      ...configuration,
      'core.symlinks': 'false',
      // As git does it itself: what is here is no help in finding files.
      'fetch.negotiationAlgorithm': 'noop',
    },
  };

  let roomLeft = fileBytesAtMost;

  const fetchObjects = async (paths: readonly string[]): Promise<void> => {
    const objects = new Set(paths.flatMap((path) => files.get(path) ?? []).filter((object) => missing.has(object)));
    if (objects.size === 0) return;
    await runGit(folder, ['fetch', '--progress', ...quietly, '--filter=blob:none', 'origin', ...objects], {
      ...remote,
      room: { gitFolder: join(folder, '.git'), bytesAtMost: fileBytesAtMost },
    });
    for (const object of objects) missing.delete(object);
  };

  /** What came packed small may be large. */
  const takeRoom = async (paths: readonly string[]): Promise<void> => {
    const sizes = await listSizes(folder, paths, options);
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
    if (bytes > roomLeft) {
      const largest = sizes.reduce((one, other) => (other.bytes > one.bytes ? other : one));
      throw repositoryTooLarge(url, fileBytesAtMost, largest);
    }
    roomLeft -= bytes;
  };

  return {
    ...head,
    files,
    bring: async (paths) => {
      const absent: string[] = [];
      for (const path of paths) if (files.has(path) && !(await isThere(join(folder, path)))) absent.push(path);
      for (let start = 0; start < absent.length; start += pathsAtOnce) {
        const part = absent.slice(start, start + pathsAtOnce);
        // What git reads to write them it would fetch itself, whatever its size.
        await fetchObjects([...part, ...attributesOf(part)]);
        await takeRoom(part);
        await runGit(folder, ['checkout-index', '--quiet', '--force', '--', ...part], remote);
      }
    },
  };
}

/** Submodules are no files. */
async function listFiles(folder: string, options: RemoteOptions): Promise<ReadonlyMap<string, string>> {
  const listed = await runGit(folder, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD'], signalOf(options));
  const files = new Map<string, string>();
  for (const line of listed.split('\0')) {
    const [, object, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (object !== undefined && path !== undefined) files.set(path, object);
  }
  return files;
}

/** Of files that are here. */
async function listSizes(folder: string, paths: readonly string[], options: RemoteOptions) {
  const listing = ['ls-tree', '-r', '-l', '-z', '--full-tree', 'HEAD', '--', ...paths];
  const listed = await runGit(folder, listing, signalOf(options));
  return listed.split('\0').flatMap((line) => {
    const [, bytes, path] = /^\d+ blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line) ?? [];
    return path === undefined ? [] : [{ path, bytes: Number(bytes) }];
  });
}

/** The files that say how those of their folders are written. */
const attributesOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(
    paths.flatMap((path) =>
      path.split('/').map((_, depth, parts) => [...parts.slice(0, depth), '.gitattributes'].join('/')),
    ),
  ),
];

async function listMissing(folder: string, options: RemoteOptions): Promise<Set<string>> {
  const listing = ['rev-list', '--objects', '--missing=print', '--no-object-names', 'HEAD'];
  const listed = await runGit(folder, listing, signalOf(options));
  return new Set(listed.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])));
}

const signalOf = ({ signal }: RemoteOptions): GitOptions => (signal === undefined ? {} : { signal });

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
