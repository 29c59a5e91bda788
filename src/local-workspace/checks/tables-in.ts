import { type JsonObject, objectsAt } from '../json.ts';

/** The tables among blocks, those in containers too. */
export const tablesIn = (blocks: readonly JsonObject[]): JsonObject[] =>
  blocks
    .flatMap((block) => [block, ...objectsAt(block, 'child_blocks')])
    .filter((block) => block['type'] === 'table' || block['type'] === 'data_table');
