import { isJsonObject } from '#callboard/core/storage/json.ts';
import { parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from '../action.ts';
import type { TemplateMistake } from '../find-mistakes.ts';
import { textOf } from '../json-object.ts';

/** Who a template's document names to approve its runs, and is neither a group nor a user. */
export function findWrongApprovers({ spec }: JsonObject): readonly TemplateMistake[] {
  const approval = isJsonObject(spec) ? spec['approval'] : undefined;
  const approvers = isJsonObject(approval) ? [approval['approvers'] ?? []].flat() : [];
  return approvers.flatMap((approver, index): TemplateMistake[] => {
    const text = textOf(approver) ?? '';
    const { kind = '' } = parseEntityRef(text, { kind: 'group' }) ?? {};
    if (/^(?:group|user)$/i.test(kind)) return [];
    const message = `"${text}" can approve nothing: name a group or a user, such as group:default/platform`;
    return [{ level: 'error', path: ['spec', 'approval', 'approvers', index], message }];
  });
}
