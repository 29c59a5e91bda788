import type { GitLabAddress } from './gitlab-address.ts';

/** A user of GitLab; what is not told is empty. */
export interface Person {
  readonly username: string;
  readonly name: string;
  readonly email: string;
}

/** A group of GitLab with its own members. */
export interface Group {
  /** With the groups that it is in. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly Person[];
}

const apiVersion = 'backstage.io/v1alpha1';

/**
 * Groups and their members as entities, named as Backstage names them: a group by its path below the topmost one, with
 * hyphens for slashes.
 * @param top the full path of the topmost group
 */
export function peopleEntities(top: string, groups: readonly Group[], address: GitLabAddress): readonly object[] {
  const nameOf = (path: string) =>
    (path.startsWith(`${top}/`) ? path.slice(top.length + 1) : path).replaceAll('/', '-');
  const people = new Map<string, { readonly person: Person; readonly memberOf: string[] }>();
  for (const { path, members } of groups) {
    for (const person of members) {
      const known = people.get(person.username) ?? { person, memberOf: [] };
      people.set(person.username, known);
      known.memberOf.push(nameOf(path));
    }
  }
  return [
    ...groups.map((group) => toGroup(group, group.path === top ? undefined : parentOf(group.path), nameOf, address)),
    ...[...people.values()].map(({ person, memberOf }) => toUser(person, memberOf, address)),
  ];
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The key of an annotation has no port in it. */
const keyOf = ({ host }: GitLabAddress, name: string): string => `${host.replace(/:\d+$/, '')}/${name}`;

const toGroup = (
  { path, name, description }: Group,
  parent: string | undefined,
  nameOf: (path: string) => string,
  address: GitLabAddress,
) => ({
  apiVersion,
  kind: 'Group',
  metadata: {
    name: nameOf(path),
    ...(description !== '' && { description }),
    annotations: { [keyOf(address, 'team-path')]: path, 'backstage.io/view-url': `${address.webUrl}/groups/${path}` },
  },
  spec: {
    type: 'team',
    profile: { displayName: name },
    ...(parent !== undefined && { parent: nameOf(parent) }),
    children: [],
  },
});

const toUser = ({ username, name, email }: Person, memberOf: readonly string[], address: GitLabAddress) => {
  const page = `${address.webUrl}/${username}`;
  return {
    apiVersion,
    kind: 'User',
    metadata: {
      name: username,
      annotations: { [keyOf(address, 'user-login')]: page, 'backstage.io/view-url': page },
    },
    spec: { profile: { ...(name !== '' && { displayName: name }), ...(email !== '' && { email }) }, memberOf },
  };
};
