import { isJsonObject } from '#callboard/core/storage/json.ts';
import { parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import { textOf } from './json-object.ts';
import { parseRepoUrl, type RepoUrl } from './repo-url.ts';

type Filter = (value: unknown, ...rest: unknown[]) => unknown;

/** The filters that Backstage's templates have beyond the engine's own. */
export const liquidFilters: Readonly<Record<string, Filter>> = {
  /** `host?owner=o&repo=r` to its parts. */
  parseRepoUrl: (value) => requireRepoUrl(value),
  /** `owner/repo` of such an address. */
  projectSlug: (value) => {
    const { owner, repo } = requireRepoUrl(value);
    return `${owner}/${repo}`;
  },
  /** A ref to kind, namespace and name; defaults as `defaultKind: "group"` and `defaultNamespace: "default"`. */
  parseEntityRef: (value, ...rest) => {
    const named = Object.fromEntries(rest.filter(Array.isArray));
    const kind = textOf(named['defaultKind']);
    const namespace = textOf(named['defaultNamespace']);
    const ref = parseEntityRef(String(value), {
      ...(kind === undefined ? {} : { kind }),
      ...(namespace === undefined ? {} : { namespace }),
    });
    if (!ref) throw new Error(`"${String(value)}" is not an entity ref such as group:default/payments`);
    return ref;
  },
  /** One field of an object. */
  pick: (value, key) => (isJsonObject(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined),
};

function requireRepoUrl(value: unknown): RepoUrl {
  const parts = parseRepoUrl(String(value));
  if (!parts) throw new Error(`"${String(value)}" is not a repository address such as github.com?owner=acme&repo=shop`);
  return parts;
}
