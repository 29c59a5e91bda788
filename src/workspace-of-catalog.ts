import { createHash } from 'node:crypto';
import { addressKeys } from './catalog/addresses.ts';
import type { Directory, DirectoryEntry } from './catalog/directory.ts';
import type { LocalWorkspaceOptions } from './local-workspace/local-workspace.ts';

/** More people than that make no switcher that one can use. */
const maximumPeople = 30;

/** The people and channels of the local workspace: whoever and whatever the catalog has. */
export function workspaceOfCatalog(directory: Directory): Pick<LocalWorkspaceOptions, 'people' | 'channels'> {
  const users = directory.ofKind('user').slice(0, maximumPeople);
  const people = users.length === 0 ? [{ id: 'U0000000YOU', handle: 'you', name: 'You' }] : users.map(personOf);
  const teamChannels = directory.ofKind('group').flatMap(({ entity }) => {
    const name = entity.metadata.annotations?.['slack.com/channel']?.replace(/^#/, '').toLowerCase();
    return name !== undefined && /^[a-z0-9_-]{1,80}$/.test(name) ? [name] : [];
  });
  return {
    people,
    channels: [...new Set(['general', ...teamChannels])].map((name) => ({ name })),
  };
}

function personOf({ ref, entity }: DirectoryEntry): LocalWorkspaceOptions['people'][number] {
  const { name, title, annotations = {} } = entity.metadata;
  const profile = entity.spec?.['profile'];
  const { displayName, email } = { displayName: textAt(profile, 'displayName'), email: textAt(profile, 'email') };
  return {
    id:
      annotations['slack.com/user-id'] ??
      `U${createHash('sha256').update(ref).digest('hex').slice(0, 10).toUpperCase()}`,
    handle: name,
    name: displayName ?? title ?? name,
    ...(email === undefined ? {} : { email }),
  };
}

const textAt = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : undefined;
};

/** As many domains as an app may tell the links of: https://docs.slack.dev/reference/app-manifest */
const maximumHosts = 5;

/** The hosts that most of what the catalog knows is on, repositories and pages: the links that the bot tells of. */
export function linkedHosts(directory: Directory): readonly string[] {
  const hosts = directory
    .ofKind('component')
    .flatMap(addressKeys)
    .flatMap((key) => /^\w+ ([\w-]+(?:\.[\w-]+)+)\//.exec(key)?.[1] ?? []);
  return [...Map.groupBy(hosts, (host) => host)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, maximumHosts)
    .map(([host]) => host);
}
