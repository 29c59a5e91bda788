import { dirname, posix } from 'node:path';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { CatalogStore } from './catalog-store.ts';
import { checkOutRepository } from './check-out-repository.ts';
import type { CatalogExtensionPoint } from './extension-point.ts';
import type { HostSource } from './host-source.ts';
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
 * Makes what an entity's file lies beside readable. Of a repository that is a checkout of its newest commit with no more
 * than what was asked for; it stays for an hour at least after it was last asked for.
 * @throws Refusal where the repository cannot be read, or the source is gone
 */
export function createCheckouts(context: CheckoutContext): CatalogExtensionPoint['checkOut'] {
  const inTurn = createTurns();
  return async ({ ref, origin }, needed, commit) => {
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
      return inTurn(`${source.id} ${repository.name}`, () =>
        checkOutRepository(`${source.id} ${repository.name}`.trim(), repository, places, context, commit),
      );
    }
    throw new Refusal(`${origin.file} is in no repository that can be checked out.`, {
      code: 'no-repository',
      subject: ref,
    });
  };
}
