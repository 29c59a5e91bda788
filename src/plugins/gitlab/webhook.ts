import { createHash, timingSafeEqual } from 'node:crypto';
import type { Webhook } from '#callboard/core/http/serve-webhook.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';

export interface WebhookContext {
  /** The secret that GitLab sends along. */
  readonly secret: string;
  readonly logger: Logger;
  /** The sources that a project or group, by its full path, is in. */
  readonly sourcesOf: (path: string) => readonly string[];
  /** The sources that have people. */
  readonly peopleSources: readonly string[];
  readonly refreshSource: (sourceId: string) => Promise<void>;
  readonly refreshRepository: (url: string) => Promise<void>;
}

/** Events of projects, groups and the whole instance after which files or people may be others. */
const refreshing =
  /^(?:push|repository_update|project_(?:create|destroy|rename|transfer|update)|(?:sub)?group_(?:create|destroy|rename)|user_(?:add_to|remove_from|update_for)_group)$/;

/** Takes what GitLab tells about projects, groups and members, with the secret that both know. */
export function gitLabWebhook(context: WebhookContext): Webhook {
  return {
    isGenuine: (headers) => isSame(headers['x-gitlab-token'], context.secret),
    refused: (headers) =>
      context.logger.warn(
        { event: headers['x-gitlab-event'] },
        'a webhook was refused: its secret token is not gitlab.webhookSecret',
      ),
    take: async (_headers, payload) => {
      const event = textOf(payload['event_name']) ?? textOf(payload['object_kind']) ?? '';
      if (!refreshing.test(event)) return false;
      const { paths, repository } = readEvent(payload);
      // Of a member's group no more is told than the end of its path.
      const sources = event.startsWith('user_') ? context.peopleSources : paths.flatMap(context.sourcesOf);
      for (const source of new Set(sources)) await context.refreshSource(source);
      if (repository !== undefined) await context.refreshRepository(repository);
      return true;
    },
  };
}

/** Compared as digests, so that the time it takes tells nothing, the length of the secret neither. */
function isSame(given: unknown, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret));
}

/** What was renamed or moved was in another group before. */
function readEvent(payload: JsonObject): { readonly paths: readonly string[]; readonly repository?: string } {
  const project = isJsonObject(payload['project']) ? payload['project'] : {};
  const paths = [
    project['path_with_namespace'],
    payload['path_with_namespace'],
    payload['old_path_with_namespace'],
    payload['full_path'],
    payload['old_full_path'],
  ].filter((path) => typeof path === 'string');
  const url = textOf(project['git_http_url']);
  return { paths, ...(url !== undefined && { repository: url }) };
}
