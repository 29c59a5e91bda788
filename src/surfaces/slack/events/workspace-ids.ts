import type { JsonObject } from '#callboard/core/storage/json.ts';
import { jsonAt, textAt } from '#callboard/core/storage/json-at.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/**
 * The ids under which the bot may be installed where something came from, the likelier first: of the workspace, and of the
 * organisation that it is in.
 */
export function workspaceIds(body: JsonObject): readonly string[] {
  const authorization = firstOf(jsonAt(body, 'authorizations'));
  const workspace =
    textAt(authorization, 'team_id') ??
    textAt(body, 'view', 'app_installed_team_id') ??
    textAt(body, 'team_id') ??
    textAt(body, 'team', 'id') ??
    textAt(body, 'user', 'team_id');
  const organisation =
    textAt(authorization, 'enterprise_id') ??
    textAt(body, 'enterprise_id') ??
    textAt(body, 'enterprise', 'id') ??
    textAt(body, 'team', 'enterprise_id');
  // In a slash command, which is a form, it is text.
  const isForAll = jsonAt(authorization, 'is_enterprise_install') ?? body['is_enterprise_install'];
  const isOfOrganisation = isForAll === true || isForAll === 'true';
  const ids = isOfOrganisation ? [organisation, workspace] : [workspace, organisation];
  return ids.filter((id) => id !== undefined);
}

const firstOf = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? list[0] : undefined);
