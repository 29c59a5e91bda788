import { RequestError } from 'octokit';
import { fromJson } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { GitHubClient } from './github-client.ts';

/** What is to be known of a repository to decide whether, and whether again, to read it. */
export interface ListedRepository {
  readonly name: string;
  readonly branch: string;
  /** When something was last pushed, as GitHub writes it. */
  readonly pushedAt: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly topics: readonly string[];
}

/** A page of the listing, as it was last given: as long as GitHub says that it is the same, it costs no rate limit. */
export interface ListedPage {
  readonly etag: string;
  readonly repositories: readonly ListedRepository[];
  readonly isLast: boolean;
}

/** GitHub's most. */
const pageSize = 100;
/** 100,000 repositories: no organisation is near it. */
const maximumPages = 1000;

/**
 * Lists the repositories of an organisation, asking only whether the pages are as they are remembered.
 * @throws Refusal where GitHub does not answer, or knows no such organisation
 */
export async function listRepositories(
  organisation: string,
  remembered: readonly ListedPage[],
  client: GitHubClient,
  signal: AbortSignal,
): Promise<readonly ListedPage[]> {
  const pages: ListedPage[] = [];
  while (pages.length < maximumPages) {
    const known = remembered[pages.length];
    const page = await readPage(organisation, pages.length + 1, known, client, signal);
    pages.push(page);
    if (page.isLast) break;
  }
  return pages;
}

function readPage(
  organisation: string,
  page: number,
  known: ListedPage | undefined,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<ListedPage> {
  return client.ask(async (octokit, timed) => {
    try {
      const { data, headers } = await octokit.request('GET /orgs/{org}/repos', {
        org: organisation,
        per_page: pageSize,
        page,
        // A push changes the page of its repository alone.
        sort: 'full_name',
        headers: known === undefined ? {} : { 'if-none-match': known.etag },
        request: { signal: timed },
      });
      return {
        etag: headers.etag ?? '',
        isLast: !/rel="next"/.test(headers.link ?? ''),
        repositories: data.map((repository) => ({
          name: repository.name,
          branch: repository.default_branch ?? 'main',
          pushedAt: repository.pushed_at ?? '',
          visibility: repository.visibility ?? (repository.private ? 'private' : 'public'),
          isArchived: repository.archived === true,
          topics: repository.topics ?? [],
        })),
      };
    } catch (error) {
      if (known && error instanceof RequestError && error.status === 304) return known;
      throw error;
    }
  }, signal);
}

/** Reads back what a source of an organisation left to remember. */
export const readPages = (remembered: Json | undefined): readonly ListedPage[] =>
  remembered === undefined ? [] : fromJson<{ readonly pages: readonly ListedPage[] }>(remembered).pages;
