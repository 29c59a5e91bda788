import type { Option } from '../forms/form.ts';
import type { Asker } from '../identity/asker.ts';

/**
 * Finds options while a person types: from memory, or within 2 s, since a platform waits 3 s at most.
 * `filter` is what the field or parameter is narrowed by; at most `limit` options come back, the best first.
 */
export type Lookup = (query: string, filter: string, asker: Asker, limit: number) => Promise<readonly Option[]>;
