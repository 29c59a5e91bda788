import { fileURLToPath } from 'node:url';
import type { Logger } from '#callboard/core/telemetry/logger.ts';

/** What opening a database needs beside its address. */
export interface OpenOptions {
  readonly logger: Logger;
  readonly now: () => Date;
  /** The folder with `sqlite/` and `postgresql/`; the committed one unless given. */
  readonly migrations?: string;
}

/** The committed migrations. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * Options of both clients. Prisma would end a transaction after 5 s, and give up waiting for one after 2 s: a sync of
 * a large organisation takes longer, and others wait for it.
 */
export const clientOptions = {
  errorFormat: 'minimal',
  transactionOptions: { maxWait: 60_000, timeout: 120_000 },
} as const;
