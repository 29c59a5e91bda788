import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';

/** Which database an address names. */
export type DatabaseUrl =
  | { readonly provider: 'sqlite'; readonly path: string; readonly shown: string }
  | {
      readonly provider: 'postgresql';
      readonly url: string;
      readonly schema: string;
      readonly shown: string;
    };

/**
 * Reads `file:PATH` (relative to the working directory) or `postgresql://user:password@host:port/name`, with Prisma's
 * `?schema=` (else `public`). `shown` is the address without its password.
 * @throws Refusal for anything else
 */
export function readDatabaseUrl(text: string): DatabaseUrl {
  if (text.startsWith('file:')) {
    const path = text.startsWith('file://') ? filePath(text) : resolve(text.slice('file:'.length));
    if (path === resolve('.') || text.endsWith('/')) throw refusal('The database address names no file.');
    return { provider: 'sqlite', path, shown: `file:${path}` };
  }
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw refusal(
      `Callboard knows no database of the kind ${/^[\w+.-]+(?=:)/.exec(text)?.[0] ?? 'that it was given'}.`,
    );
  }
  const url = URL.parse(text);
  if (!url) throw refusal('The database address is not a valid address.');
  const schema = url.searchParams.get('schema') || 'public';
  url.searchParams.delete('schema');
  const usable = url.href;
  if (url.password !== '') url.password = '***';
  url.search = '';
  return { provider: 'postgresql', url: usable, schema, shown: url.href };
}

function filePath(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (cause) {
    throw refusal('The database address names no file of this machine.', { cause });
  }
}

const refusal = (message: string, options?: ErrorOptions): Refusal =>
  new Refusal(
    message,
    {
      code: 'bad-database-url',
      hint: 'Give DATABASE_URL as file:PATH or postgresql://user:password@host:port/name; characters such as @ and / in the password are written as %40 and %2F.',
    },
    options,
  );
