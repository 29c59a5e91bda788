import type { HostSource } from '#callboard/catalog/host-source.ts';
import { isWanted, type RepositoryFilter, repositoryFilterProperties } from '#callboard/catalog/repository-filter.ts';
import { defaultPaths } from '#callboard/catalog/source-target.ts';
import type { GitLabAddress } from './gitlab-address.ts';
import type { GitLabClient } from './gitlab-client.ts';
import { peopleTree } from './group-people.ts';
import { listProjects } from './list-projects.ts';
import { createProjectTree } from './project-tree.ts';

/** An item of `gitlab.groups` in callboard.yaml. Names are those of projects, or their paths below the group. */
export interface GroupConfiguration extends RepositoryFilter {
  /** The full path, such as `acme/platform`. */
  readonly name: string;
  /** Whether members and the groups within become users and groups. */
  readonly people?: boolean;
}

export interface GroupContext {
  readonly client: GitLabClient;
  readonly address: GitLabAddress;
}

/** The JSON Schema of an item of `gitlab.groups`. */
export const groupSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[\\w.-]+(/[\\w.-]+)*$', examples: ['acme/platform'] },
    ...repositoryFilterProperties,
    people: { type: 'boolean' },
  },
};

export const groupSourceId = ({ host }: GitLabAddress, name: string): string => `gitlab:${host}/${name.toLowerCase()}`;

/** The tree of the group's people. */
const peopleName = '.people';

/** What ends the path of a project in the names of files, as in GitLab's own addresses: none is called so. */
const end = '/-/';

/** All projects of a group and of the groups in it that are wanted, and its people, as one source. */
export function createGroupSource(configuration: GroupConfiguration, { client, address }: GroupContext): HostSource {
  const { name: group, people, branch, paths: patterns = defaultPaths } = configuration;
  const { webUrl } = address;
  /** A project's path below the group: paths are compared as they were configured. */
  const below = (path: string) => path.slice(group.length + 1);
  return {
    id: groupSourceId(address, group),
    title: `the GitLab group ${group}`,
    repositoryOf: (file) => {
      const [project] = file.split(end, 1);
      if (project === undefined || project === file) return undefined;
      return {
        name: `${project}/-`,
        url: `${webUrl}/${group}/${project}.git`,
        ...(branch !== undefined && { branch }),
      };
    },
    open: async (_remembered, signal = new AbortController().signal) => {
      const projects = await listProjects(group, branch, client, signal);
      const wanted = projects.filter((project) => {
        const path = below(project.path);
        return isWanted({ ...project, names: [path, path.slice(path.lastIndexOf('/') + 1)] }, configuration);
      });
      const trees = wanted.map((project) =>
        createProjectTree(project, { name: `${below(project.path)}/-`, patterns, client, webUrl, signal }),
      );
      return {
        trees: people === true ? [await peopleTree(group, peopleName, { client, address }, signal), ...trees] : trees,
      };
    },
  };
}
