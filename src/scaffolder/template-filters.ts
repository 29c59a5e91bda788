import { isJsonObject } from '#callboard/core/storage/json.ts';
import { parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import type { JsonObject } from './action.ts';
import { textOf } from './json-object.ts';
import { splitRepoUrl } from './repo-url.ts';

/** The parts of a repository's address that templates read; which there are depends on its host. */
const repositoryParts = ['owner', 'repo', 'organization', 'workspace', 'project'];

/**
 * The filters that Backstage's templates have beyond their engine's own: one meaning in every engine.
 * Each throws Error, with what is wrong, for a value that it can't take.
 */
export const templateFilters = {
  /**
   * `host?owner=o&repo=r` to its parts. `owner` is there where the address calls the owner a workspace or a project, too,
   * so that one template does for every host.
   */
  parseRepoUrl: (value: unknown): JsonObject => {
    const address = splitRepoUrl(String(value));
    if (!address) {
      throw new Error(`"${String(value)}" is not a repository address such as github.com?owner=acme&repo=shop`);
    }
    const parts = repositoryParts.flatMap((name) => {
      const part = address.parts.get(name);
      return part === null ? [] : [[name, part] as const];
    });
    const named: JsonObject = Object.fromEntries(parts);
    const owner = named['owner'] ?? named['workspace'] ?? named['project'];
    return { host: address.host, ...named, ...(owner !== undefined && { owner }) };
  },
  /** `owner/repo` of such an address. */
  projectSlug: (value: unknown): string => {
    const { owner, repo } = templateFilters.parseRepoUrl(value);
    return `${textOf(owner) ?? ''}/${textOf(repo) ?? ''}`;
  },
  /** A ref to kind, namespace and name. @param defaults for what it leaves out: `defaultKind`, `defaultNamespace` */
  parseEntityRef: (value: unknown, defaults: unknown): JsonObject => {
    const named: JsonObject = isJsonObject(defaults) ? defaults : {};
    const kind = textOf(named['defaultKind']);
    const namespace = textOf(named['defaultNamespace']);
    const text = isJsonObject(value) ? refText(value) : String(value);
    const ref = parseEntityRef(text, {
      ...(kind === undefined ? {} : { kind }),
      ...(namespace === undefined ? {} : { namespace }),
    });
    if (!ref) throw new Error(`"${text}" is not an entity ref such as group:default/payments`);
    return { ...ref };
  },
  /** One field of an object, or one within another: `metadata.name`. */
  pick: (value: unknown, path: unknown): unknown => String(path).split('.').reduce(ownField, value),
};

function ownField(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** A ref that is given in its parts. */
function refText({ kind, namespace, name }: JsonObject): string {
  const before = [...(kind === undefined ? [] : [kind, ':']), ...(namespace === undefined ? [] : [namespace, '/'])];
  return [...before, name ?? ''].map(String).join('');
}
