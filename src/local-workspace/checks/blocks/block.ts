import type { JsonObject } from '../../json.ts';
import { type Check, object, oneOf, type Problem, text } from '../check.ts';
import { limits } from '../limits.ts';

/**
 * A block of a type, which may have an id.
 * @param fields its own fields
 * @param also what holds between them
 */
export const block = (
  type: string,
  fields: Readonly<Record<string, Check>>,
  also?: (block: JsonObject, pointer: string) => Problem[],
): Check => object({ type: oneOf(type), 'block_id?': text(limits.blocks.blockId, 1), ...fields }, also);
