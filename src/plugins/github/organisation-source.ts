import type { HostSource } from '#callboard/catalog/host-source.ts';
import { createListedTree } from '#callboard/catalog/listed-tree.ts';
import { isWanted, type RepositoryFilter, repositoryFilterProperties } from '#callboard/catalog/repository-filter.ts';
import { decodeText, maximumFileBytes } from '#callboard/catalog/read-text-file.ts';
import type { FileText, SourceTree } from '#callboard/catalog/source-tree.ts';
import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import { toJson } from '#callboard/core/storage/json.ts';
import type { GitHubClient } from './github-client.ts';
import { type ListedRepository, listRepositories, readPages } from './list-repositories.ts';
import { peopleTree } from './organisation-people.ts';

/** An item of `github.organisations` in callboard.yaml. */
export interface OrganisationConfiguration extends RepositoryFilter {
  readonly name: string;
  /** Whether members and teams become users and groups. */
  readonly people?: boolean;
}

export interface OrganisationContext {
  readonly client: GitHubClient;
  /** The host as in addresses of pages, such as `https://github.com`. */
  readonly origin: string;
}

/** The JSON Schema of an item of `github.organisations`. */
export const organisationSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[A-Za-z0-9-]+$', examples: ['acme'] },
    ...repositoryFilterProperties,
    people: { type: 'boolean' },
  },
};

export const organisationSourceId = (origin: string, name: string): string =>
  `github:${new URL(origin).host}/${name.toLowerCase()}`;

/** The tree of the organisation's people. */
const peopleName = '.people';

/** All repositories of an organisation that are wanted, and its people, as one source. */
export function createOrganisationSource(
  configuration: OrganisationConfiguration,
  { client, origin }: OrganisationContext,
): HostSource {
  const { name, people } = configuration;
  return {
    id: organisationSourceId(origin, name),
    title: `the GitHub organisation ${name}`,
    repositoryOf: (file) => {
      const repository = file.slice(0, file.indexOf('/'));
      if (repository === '' || repository === peopleName) return undefined;
      return {
        name: repository,
        url: `${origin}/${name}/${repository}.git`,
        ...(configuration.branch !== undefined && { branch: configuration.branch }),
      };
    },
    open: async (remembered, signal = new AbortController().signal) => {
      const pages = await listRepositories(name, readPages(remembered), client, signal);
      const repositories = pages
        .flatMap((page) => page.repositories)
        .filter((each) => isWanted({ ...each, names: [each.name] }, configuration));
      const trees = repositories.map((each) => repositoryTree(each, configuration, { client, origin }, signal));
      return {
        trees: people === true ? [await peopleTree(name, peopleName, { client, origin }, signal), ...trees] : trees,
        host: toJson({ pages }),
      };
    },
  };
}

function repositoryTree(
  repository: ListedRepository,
  { name: owner, branch = repository.branch, paths = ['catalog-info.yaml'] }: OrganisationConfiguration,
  { client, origin }: OrganisationContext,
  signal: AbortSignal,
): SourceTree {
  const place = { owner, repo: repository.name };
  const shaByPath = new Map<string, string>();

  const files = async (): Promise<ReadonlyMap<string, string>> => {
    const { tree, truncated } = await listTree(client, { ...place, tree_sha: branch }, signal);
    if (truncated) {
      throw new Refusal(`${owner}/${repository.name} has more files than GitHub lists.`, {
        code: 'github-tree-truncated',
        hint: 'Add this repository as a source of its own, under catalog.sources.',
      });
    }
    for (const { path, sha, type } of tree) if (type === 'blob') shaByPath.set(path, sha);
    return shaByPath;
  };

  const readText = async (path: string): Promise<FileText> => {
    const sha = shaByPath.get(path);
    if (sha === undefined) return { failure: 'is not there' };
    const { data } = await client.ask(
      (octokit, timed) =>
        octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
          ...place,
          file_sha: sha,
          request: { signal: timed },
        }),
      signal,
    );
    const { size } = data;
    return typeof size === 'number' && size > maximumFileBytes
      ? { failure: `has ${size} bytes; at most 1 MiB (${maximumFileBytes}) is read` }
      : decodeText(Buffer.from(data.content, 'base64'));
  };

  return createListedTree({
    name: repository.name,
    patterns: paths,
    version: `${branch} ${repository.pushedAt}`,
    files,
    readText,
    viewUrlOf: (path) => `${origin}/${owner}/${repository.name}/blob/${branch}/${path}`,
  });
}

interface Listing {
  readonly tree: readonly { readonly path: string; readonly sha: string; readonly type: string }[];
  readonly truncated: boolean;
}

/** A repository without commits, or without that branch, has no files. */
async function listTree(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string; readonly tree_sha: string },
  signal: AbortSignal,
): Promise<Listing> {
  try {
    const { data } = await client.ask(
      (octokit, timed) =>
        octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
          ...place,
          recursive: '1',
          request: { signal: timed },
        }),
      signal,
    );
    const tree = data.tree.flatMap(({ path, sha, type }) =>
      path === undefined || sha === undefined || type === undefined ? [] : [{ path, sha, type }],
    );
    return { tree, truncated: data.truncated };
  } catch (error) {
    if (isRefusal(error, ['github-conflict', 'github-not-found'])) return { tree: [], truncated: false };
    throw error;
  }
}
