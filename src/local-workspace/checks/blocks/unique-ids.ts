import { type JsonObject, stringAt } from '../../json.ts';
import { type Problem, rule } from '../check.ts';

/** Ids that are given twice, each at its second place; where there is no id, Slack gives one. */
export const uniqueIds = (
  field: 'block_id' | 'action_id',
  placed: readonly { readonly value: JsonObject; readonly pointer: string }[],
): Problem[] => {
  const seen = new Set<string>();
  return placed.flatMap(({ value, pointer }) => {
    const id = stringAt(value, field);
    if (id === undefined) return [];
    const isNew = !seen.has(id);
    seen.add(id);
    return rule(isNew, `${pointer}/${field}`, `\`${field}\` "${id}" already exists`);
  });
};
