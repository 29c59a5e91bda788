import { Refusal } from '#callboard/core/refusal.ts';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What the adapters keep of a driver's error; of one whose kind they know that is no more than the kind. */
function driverError(error: unknown): { readonly code: string | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const { cause } = adapterError(error);
  if (typeof cause !== 'object' || cause === null || !('kind' in cause)) {
    return { code: codeOf(error), message: error.message };
  }
  const code = 'originalCode' in cause && typeof cause.originalCode === 'string' ? cause.originalCode : undefined;
  const message = 'originalMessage' in cause && typeof cause.originalMessage === 'string' ? cause.originalMessage : '';
  return { code: code ?? String(cause.kind), message };
}

/** The adapter's error, which the client keeps beside its own. */
function adapterError(error: Error): Error {
  if (!('meta' in error) || typeof error.meta !== 'object' || error.meta === null) return error;
  const { meta } = error;
  return 'driverAdapterError' in meta && meta.driverAdapterError instanceof Error ? meta.driverAdapterError : error;
}

/** The driver's own words, if any: one line of them, after a colon and without a full stop. */
export function driverWords(error: unknown): string {
  const [line = ''] = driverError(error).message.split('\n');
  return line === '' ? '' : `: ${line.replace(/\.$/, '')}`;
}

/** @returns whether another process has the SQLite file locked at this moment */
export const isBusy = (error: unknown): boolean => driverError(error).code?.startsWith('SQLITE_BUSY') ?? false;

const fullCodes = /^SQLITE_FULL|^53100$|^ENOSPC$/;

/** @returns whether there is no room left on the database's disk */
export const hasNoRoom = (error: unknown): boolean => fullCodes.test(driverError(error).code ?? '');

const remedies: readonly { readonly codes: RegExp; readonly what: string; readonly hint: string }[] = [
  {
    codes: /^(DatabaseNotReachable|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|SocketTimeout|57P03)$/,
    what: 'does not answer',
    hint: 'See that the server runs and that host and port in DATABASE_URL are right.',
  },
  { codes: /^28/, what: 'refuses the user or the password', hint: 'Correct user and password in DATABASE_URL.' },
  { codes: /^3D000$/, what: 'does not exist', hint: 'Create it (createdb NAME), or correct its name in DATABASE_URL.' },
  {
    codes: /^3F000$/,
    what: 'lacks the schema that its address names',
    hint: 'Create it (CREATE SCHEMA name), or correct schema= in DATABASE_URL.',
  },
  {
    codes: /^42501$/,
    what: 'does not let Callboard make its tables',
    hint: 'Let its user create tables: GRANT CREATE ON SCHEMA public TO that user.',
  },
  {
    codes: /^TlsConnectionError$/,
    what: 'could not be reached over TLS',
    hint: 'See sslmode and the certificates in DATABASE_URL.',
  },
  {
    codes: /^SQLITE_NOTADB|^SQLITE_CORRUPT/,
    what: 'is not an SQLite database, or is damaged',
    hint: 'Name another file in DATABASE_URL, or restore this one.',
  },
  {
    codes: /^SQLITE_READONLY|^EACCES$|^EPERM$|^EROFS$/,
    what: 'may not be written to',
    hint: 'Let the user that Callboard runs as write to the file and its folder.',
  },
  {
    codes: /^SQLITE_CANTOPEN|^SQLITE_IOERR|^ENOTDIR$|^EEXIST$|^EISDIR$/,
    what: 'could not be opened',
    hint: 'See that the path names a file in a folder that Callboard may write to.',
  },
  { codes: /^SQLITE_BUSY/, what: 'is locked by another process', hint: 'Stop the other process that uses the file.' },
  { codes: fullCodes, what: 'has no room left', hint: 'Free some space on its disk.' },
];

/**
 * Why a database could not be opened, for the person who starts the bot.
 * @param shown the address without its password
 * @param error what the driver threw; a Refusal is returned as it is
 */
export function databaseRefusal(shown: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code } = driverError(error);
  const remedy = remedies.find(({ codes }) => code !== undefined && codes.test(code));
  return new Refusal(
    `The database ${shown} ${remedy?.what ?? 'could not be opened'}${driverWords(error)}.`,
    {
      code: 'database-unusable',
      hint: remedy?.hint ?? 'See that DATABASE_URL names a database that Callboard may use.',
    },
    { cause: error },
  );
}
