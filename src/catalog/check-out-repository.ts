import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { RemoteOptions } from '#callboard/git/clone-shallow.ts';
import { clonePartial, openPartial, type PartialClone } from '#callboard/git/partial-clone.ts';
import { readRemoteHead } from '#callboard/git/read-remote-head.ts';
import type { Checkout } from './extension-point.ts';
import type { HostRepository } from './host-source.ts';
import { removeOldFolders } from './remove-old-folders.ts';

export interface CheckoutContext {
  /** Absolute; checkouts are kept below it. */
  readonly dataFolder: string;
  readonly credentialsFor: (url: string) => GitCredentials | undefined;
  /** git's. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly now: () => Date;
}

/** Far more than a template needs. */
const filesAtMost = 50_000;

/**
 * Makes files of a repository readable: a checkout of its newest commit with no more than what was asked for, once a
 * commit. It stays for an hour at least after it was last asked for. One caller at a time for one key.
 * @param key tells it from other checkouts
 * @param places files and folders, relative to the repository's root
 * @param wanted the hash of another commit than the newest
 * @throws Refusal where the repository cannot be read, or has that commit no more
 */
export async function checkOutRepository(
  key: string,
  { name, url, branch }: HostRepository,
  places: readonly string[],
  { dataFolder, credentialsFor, configuration, signal, now }: CheckoutContext,
  wanted?: string,
): Promise<Required<Checkout>> {
  const folder = join(dataFolder, 'checkouts', hash('sha256', key).slice(0, 16));
  await mkdir(folder, { recursive: true });
  const credentials = await credentialsFor(url)?.read();
  const options = {
    ...(branch !== undefined && { branch }),
    ...(credentials && { credentials }),
    ...(configuration && { configuration }),
    ...(signal && { signal }),
  };
  const commit = wanted ?? (await readRemoteHead(url, options)).commit;
  const known = join(folder, commit);
  const kept = (await isThere(known)) ? known : await makeCheckout(folder, { name, url }, options, wanted);
  // What a host's source calls a file begins with the repository's name.
  const clone = await openPartial(url, join(kept, name), options);
  const files = filesAt(clone, places);
  await clone.bring(files);
  await utimes(kept, now(), now());
  await removeOldFolders(folder, now());
  const fingerprint = hash('sha256', files.map((file) => `${file}\0${clone.files.get(file)}`).join('\0'));
  return { folder: kept, commit: clone.commit, fingerprint };
}

/** A checkout without files, in a folder that its commit names. */
async function makeCheckout(
  folder: string,
  { name, url }: HostRepository,
  options: RemoteOptions,
  wanted: string | undefined,
): Promise<string> {
  const fresh = await mkdtemp(join(folder, 'new-'));
  try {
    const { commit } = await clonePartial(url, join(fresh, name), options, wanted);
    const kept = join(folder, commit);
    await renameUnlessThere(fresh, kept);
    return kept;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A place is a file or a folder, relative to the repository's root. One that is outside, or not there, names nothing. */
function filesAt({ files }: PartialClone, places: readonly string[]): readonly string[] {
  const isWanted = (path: string) =>
    places.some((place) => {
      const wanted = place.replace(/^\/|\/$/g, '');
      return wanted === '' || wanted === '.' || path === wanted || path.startsWith(`${wanted}/`);
    });
  const wanted = [...files.keys()].filter(isWanted);
  if (wanted.length > filesAtMost) throw tooMany(wanted.length);
  return wanted;
}

const tooMany = (count: number): Refusal =>
  new Refusal(`It would take ${count} files of the repository, more than ${filesAtMost}.`, {
    code: 'checkout-too-large',
    hint: 'Name a folder of it instead of all of it.',
  });

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );

/** A folder is never renamed onto one with content: of two processes with the same commit one loses here. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
