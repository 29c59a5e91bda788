import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { InputProblem } from './api-error.ts';

export interface OrderField {
  readonly field: string;
  readonly order: 'asc' | 'desc';
}

/** What an entity is sorted by: the values of the fields as they are compared, and its ref, which makes it unique. */
export type SortKey = readonly (string | null)[];

/** Negative where the one comes first. */
export function compareKeys(one: SortKey, other: SortKey, orderFields: readonly OrderField[]): number {
  for (let index = 0; index <= orderFields.length; index += 1) {
    const compared = compareValues(one[index] ?? null, other[index] ?? null, orderFields[index]?.order);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** Negative where the one comes first. What has no value comes last, in either direction. */
export function compareValues(one: string | null, other: string | null, order: OrderField['order'] = 'asc'): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other === (order === 'asc') ? -1 : 1;
}

/** @throws InputProblem where it is not one */
export function readOrderField(value: Json): OrderField {
  const { field, order } = isJsonObject(value) ? value : {};
  if (typeof field !== 'string' || field === '' || (order !== 'asc' && order !== 'desc')) {
    throw new InputProblem('An order is a field and asc or desc.');
  }
  return { field, order };
}
