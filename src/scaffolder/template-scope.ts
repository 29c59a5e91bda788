import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import type { Template } from './template.ts';

/** The user who asked, as templates see them. */
export interface TemplateUser {
  readonly ref: string;
  /** The user's entity; null where the catalog does not have it. */
  readonly entity: Json;
}

/**
 * What a template's expressions may read: `parameters`, `user`, `context.task.id` and `steps.ID.output`.
 * Parameters that were asked for and not given are null, so that only misspelt ones are undefined.
 */
export function templateScope(
  template: Template,
  values: JsonObject,
  runId: string,
  user: TemplateUser | undefined,
  outputs: ReadonlyMap<string, JsonObject>,
): JsonObject {
  const asked = template.pages.flatMap((page) => {
    const properties = page['properties'];
    return isJsonObject(properties) ? Object.keys(properties) : [];
  });
  return {
    parameters: { ...Object.fromEntries(asked.map((name) => [name, null])), ...values },
    ...(user ? { user: { ref: user.ref, entity: user.entity } } : {}),
    context: { task: { id: runId } },
    steps: Object.fromEntries([...outputs].map(([id, output]) => [id, { output }])),
  };
}
