import { documentationAnnotation, repositoryAnnotations } from './annotations.ts';
import type { DirectoryEntry } from './directory.ts';

/** What an address leads to: an entity's page, the code that it says is its own, or the file that describes it. */
type Way = 'page' | 'code' | 'file';

const keyOf = (way: Way, address: string): string => `${way} ${address}`;

/**
 * An address as it is compared: host and path in lower case, without scheme, user, query, `.git` and final slash. Where
 * a host shows a branch, it reads the same however that is spelt (`blob`, `tree`, `raw`).
 * @param text an address as people paste it, also in Slack's brackets: `<https://…|text>`, and without its scheme
 * @returns undefined where it is none
 */
export function readAddress(text: string): string | undefined {
  const bare = (/^<([^|>]+)(?:\|[^>]*)?>$/.exec(text.trim())?.[1] ?? text.trim()).replace(
    /^[\w.-]+@([\w.-]+):(?!\/)/,
    'ssh://$1/',
  );
  const url = URL.parse(/^[\w-]+(?:\.[\w-]+)+\/\S/.test(bare) ? `https://${bare}` : bare);
  if (url === null || !/^(?:https?|ssh|git):$/.test(url.protocol) || url.host === '') return undefined;
  const path = url.pathname
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .replace(branchPart, '/tree/');
  return `${url.host.replace(/^www\./, '')}${path}`.toLowerCase();
}

/** What stands between a repository and a branch, as Git hosts spell it. */
const branchPart = /\/(?:-\/)?(?:blob|tree|raw|edit|src\/branch|src)\//;

/** The keys that an entity is found by when somebody names it by an address. */
export function addressKeys({ entity, origin }: DirectoryEntry): readonly string[] {
  const { annotations = {}, links = [] } = entity.metadata;
  const github = annotations[repositoryAnnotations.github];
  const gitlab = annotations[repositoryAnnotations.gitlab];
  const location = annotations[repositoryAnnotations.sourceLocation]?.replace(/^url:/, '');
  const documentation = annotations[documentationAnnotation]?.replace(/^url:/, '');
  const code = [github && `https://github.com/${github}`, gitlab && `https://gitlab.com/${gitlab}`, location];
  const pages = [annotations[repositoryAnnotations.viewUrl], documentation, ...links.map(({ url }) => url)];
  const cloned = /^git:(.+)#/.exec(origin.sourceId)?.[1];
  return [
    ...addressesOf(code).map((address) => keyOf('code', address)),
    ...addressesOf(pages).map((address) => keyOf('page', address)),
    ...addressesOf([cloned, origin.viewUrl]).flatMap((address) => [
      keyOf('file', address),
      keyOf('file', repositoryOf(address)),
    ]),
    ...[github, gitlab].flatMap((slug) => (slug ? [keyOf('code', slug.toLowerCase())] : [])),
  ];
}

const addressesOf = (texts: readonly (string | undefined)[]): readonly string[] =>
  texts.flatMap((text) => (text === undefined ? [] : (readAddress(text) ?? [])));

const repositoryOf = (address: string): string => address.replace(/\/tree\/.*$/, '');

/**
 * The entities that an address leads to: whose link it is; else whose code it is in, by the longest beginning of its
 * path; else those whose files lie in that repository.
 * @param text an address, or a project as Git hosts name it, such as `owner/name`
 * @param withKey the entities by one of their {@link addressKeys}
 */
export function findByAddress(
  text: string,
  withKey: (key: string) => readonly DirectoryEntry[],
): readonly DirectoryEntry[] {
  const address = readAddress(text);
  if (address === undefined) {
    return /^[\w.-]+(?:\/[\w.-]+)+$/.test(text) ? withKey(keyOf('code', text.toLowerCase())) : [];
  }
  const ways: readonly (readonly [Way, readonly string[]])[] = [
    ['page', [address]],
    ['code', withParents(address)],
    ['file', withParents(address)],
  ];
  for (const [way, addresses] of ways) {
    for (const each of addresses) {
      const found = withKey(keyOf(way, each));
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** An address and all above it that can still be a repository's: a host, an owner and a name at least. */
function withParents(address: string): readonly string[] {
  const parts = address.split('/');
  return parts
    .map((_, index) => parts.slice(0, parts.length - index).join('/'))
    .slice(0, Math.max(1, parts.length - 2));
}
