import { hostDown } from '#callboard/core/http/explain-answer.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Repository } from '#callboard/scaffolder/git-host.ts';
import { numberOf, textOf } from '#callboard/scaffolder/json-object.ts';

/** A project as GitLab tells of it. */
export interface Project {
  readonly id: number;
  readonly repository: Repository;
  readonly description: string;
  /** Undefined while it is empty. */
  readonly defaultBranch: string | undefined;
  /** Whether it is removed already, and kept for some days. */
  readonly isMarkedForRemoval: boolean;
}

/** @throws Refusal `gitlab-down` where it is no project */
export function readProject(body: Json, host: string): Project {
  const project = isJsonObject(body) ? body : {};
  const namespace = isJsonObject(project['namespace']) ? project['namespace'] : {};
  const id = numberOf(project['id']);
  const [owner, name, webUrl, cloneUrl] = [
    namespace['full_path'],
    project['path'],
    project['web_url'],
    project['http_url_to_repo'],
  ].map(textOf);
  if (id === undefined || owner === undefined || name === undefined || webUrl === undefined || cloneUrl === undefined) {
    throw hostDown({ id: 'gitlab', host });
  }
  return {
    id,
    repository: { owner, name, webUrl, cloneUrl },
    description: textOf(project['description']) ?? '',
    defaultBranch: textOf(project['default_branch']),
    isMarkedForRemoval: typeof (project['marked_for_deletion_on'] ?? project['marked_for_deletion_at']) === 'string',
  };
}
