import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { cloneShallow } from '#callboard/git/clone-shallow.ts';
import type { CatalogStore } from './catalog-store.ts';
import type { DirectoryEntry } from './directory.ts';
import type { Checkout } from './extension-point.ts';
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
 * Makes what an entity's file lies beside readable. Of a repository that is a fresh checkout, which stays as it is for an hour at least after it was last asked for.
 * @throws Refusal where the repository cannot be read, or the source is gone
 */
export function createCheckouts(context: CheckoutContext): (entry: DirectoryEntry) => Promise<Checkout> {
  const inTurn = createTurns();
  return async ({ ref, origin }) => {
    const source = (await context.store.sources()).find(({ id }) => id === origin.sourceId);
    if (!source) {
      throw new Refusal(`The source that ${ref} came from is gone.`, { code: 'source-gone', subject: ref });
    }
    const { target } = source;
    if (target.kind === 'file') return { folder: dirname(origin.file) };
    const repository =
      target.kind === 'git' ? { name: '', ...target } : context.hostSource(source.id)?.repositoryOf(origin.file);
    if (repository) return inTurn(`${source.id} ${repository.name}`, () => checkOut(source.id, repository, context));
    throw new Refusal(`${origin.file} is in no repository that can be checked out.`, {
      code: 'no-repository',
      subject: ref,
    });
  };
}

async function checkOut(
  id: string,
  { name, url, branch }: HostRepository,
  { dataFolder, credentialsFor, now }: CheckoutContext,
): Promise<Checkout> {
  const folder = join(dataFolder, 'checkouts', hash('sha256', `${id} ${name}`.trim()).slice(0, 16));
  await mkdir(folder, { recursive: true });
  const fresh = await mkdtemp(join(folder, 'new-'));
  try {
    const credentials = await credentialsFor(url)?.read();
    // What a host's source calls a file begins with the repository's name.
    const { commit } = await cloneShallow(url, join(fresh, name), {
      ...(branch !== undefined && { branch }),
      ...(credentials && { credentials }),
    });
    const kept = join(folder, commit);
    await renameUnlessThere(fresh, kept);
    await utimes(kept, now(), now());
    await removeOldFolders(folder, now());
    return { folder: kept, commit };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A folder is never renamed onto one with content: of two processes with the same commit one loses here. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
