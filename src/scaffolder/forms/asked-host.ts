import type { GitHost } from '../git-host.ts';

/** What a form has to know of a Git host. */
export type AskedHost = Pick<GitHost, 'host' | 'owners' | 'organization' | 'ownerWord'>;
