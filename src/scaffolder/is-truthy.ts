import type { Json } from '#callboard/core/storage/records.ts';

/** Whether a rendered condition holds: an empty list, an empty text and "false" count as no, as in Backstage. */
export function isTruthy(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value) && value !== 'false';
}
