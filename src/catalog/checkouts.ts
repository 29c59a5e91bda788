import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { RemoteOptions } from '#callboard/git/clone-shallow.ts';
import { clonePartial, openPartial, type PartialClone } from '#callboard/git/partial-clone.ts';
import { readRemoteHead } from '#callboard/git/read-remote-head.ts';
import type { CatalogStore } from './catalog-store.ts';
import type { CatalogExtensionPoint, Checkout } from './extension-point.ts';
import type { HostRepository, HostSource } from './host-source.ts';
import { removeOldFolders } from './remove-old-folders.ts';
import { createTurns } from './take-turns.ts';

export interface CheckoutContext {
  readonly store: Pick<CatalogStore, 'sources'>;
  /** Absolute; checkouts are kept below it. */
  readonly dataFolder: string;
  readonly credentialsFor: (url: string) => GitCredentials | undefined;
  readonly hostSource: (id: string) => HostSource | undefined;
  readonly now: () => Date;
}

/**
/**
 * Makes what an entity's file lies beside readable. Of a repository that is a checkout of its newest commit with no more
 * than what was asked for; it stays for an hour at least after it was last asked for.
 * @throws Refusal where the repository cannot be read, or the source is gone
 */
export function createCheckouts(context: CheckoutContext): CatalogExtensionPoint['checkOut'] {
  const inTurn = createTurns();
  return async ({ ref, origin }, needed) => {
    const source = (await context.store.sources()).find(({ id }) => id === origin.sourceId);
    if (!source) {
      throw new Refusal(`The source that ${ref} came from is gone.`, { code: 'source-gone', subject: ref });
    }
    const { target } = source;
    if (target.kind === 'file') return { folder: dirname(origin.file) };
    const repository =
      target.kind === 'git' ? { name: '', ...target } : context.hostSource(source.id)?.repositoryOf(origin.file);
    if (repository) {
      const beside = posix.dirname(origin.file.slice(repository.name === '' ? 0 : repository.name.length + 1));
      const places = needed.map((place) => posix.join(place.startsWith('/') ? '.' : beside, place));
      return inTurn(`${source.id} ${repository.name}`, () => checkOut(source.id, repository, places, context));
    }
    throw new Refusal(`${origin.file} is in no repository that can be checked out.`, {
      code: 'no-repository',
      subject: ref,
    });
  };
}

async function checkOut(
  id: string,
  { name, url, branch }: HostRepository,
  places: readonly string[],
  { dataFolder, credentialsFor, now }: CheckoutContext,
): Promise<Checkout> {
  const folder = join(dataFolder, 'checkouts', hash('sha256', `${id} ${name}`.trim()).slice(0, 16));
  await mkdir(folder, { recursive: true });
  const credentials = await credentialsFor(url)?.read();
  const options = { ...(branch !== undefined && { branch }), ...(credentials && { credentials }) };
  const { commit } = await readRemoteHead(url, options);
  const known = join(folder, commit);
  const kept = (await isThere(known)) ? known : await makeCheckout(folder, { name, url }, options);
  // What a host's source calls a file begins with the repository's name.
  const clone = await openPartial(url, join(kept, name), options);
  await bringPlaces(clone, places);
  await utimes(kept, now(), now());
  await removeOldFolders(folder, now());
  return { folder: kept, commit: clone.commit };
}

/** A checkout without files, in a folder that its commit names. */
async function makeCheckout(folder: string, { name, url }: HostRepository, options: RemoteOptions): Promise<string> {
  const fresh = await mkdtemp(join(folder, 'new-'));
  try {
    const { commit } = await clonePartial(url, join(fresh, name), options);
    const kept = join(folder, commit);
    await renameUnlessThere(fresh, kept);
    return kept;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A place is a file or a folder, relative to the repository's root. One that is outside, or not there, brings nothing. */
async function bringPlaces({ files, bring }: PartialClone, places: readonly string[]): Promise<void> {
  const isWanted = (path: string) =>
    places.some((place) => {
      const wanted = place.replace(/^\/|\/$/g, '');
      return wanted === '' || wanted === '.' || path === wanted || path.startsWith(`${wanted}/`);
    });
  await bring([...files.keys()].filter(isWanted));
}

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
