import type { Invocation } from './command.ts';

/**
 * A title of what is the asker's own: `Your latest runs` as they read it, `Latest runs of Ada` where they share it.
 * @param what in lower case
 */
export const whose = (what: string, { asker, seen }: Pick<Invocation, 'asker' | 'seen'>): string =>
  seen === 'by-everyone'
    ? `${what.slice(0, 1).toUpperCase()}${what.slice(1)} of ${asker.name ?? 'whoever shared this'}`
    : `Your ${what}`;
