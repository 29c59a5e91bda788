import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { RepositoryApi } from '#callboard/scaffolder/hosts/remote-host.ts';
import { plainDescription } from '#callboard/scaffolder/hosts/run-mark.ts';
import { createRepository, type Creation, descriptionCharacters } from './create-repository.ts';
import { findRepository } from './find-repository.ts';
import { removeRepository } from './remove-repository.ts';
import { requestPull } from './request-pull.ts';
import { unlessRefused } from './unless-refused.ts';

/** What making a repository takes of GitHub's API. The mark of a run is at the end of the description. */
export function gitHubRepositories(creation: Creation): RepositoryApi {
  const { client } = creation;
  return {
    find: (wanted, signal) => findRepository(client, wanted, signal),
    branches: async ({ owner, name: repo }, begin, signal) => {
      const ref = `heads/${begin}`;
      const answer = await unlessRefused(
        () =>
          client.ask(
            (octokit, timed) =>
              octokit.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', {
                owner,
                repo,
                ref,
                request: { signal: timed },
              }),
            signal,
          ),
        // It answers 409 where there is no commit at all.
        ['github-not-found', 'github-conflict'],
      );
      return (answer?.data ?? []).map((found) => found.ref.replace(/^refs\/heads\//, ''));
    },
    create: (request, signal) => createRepository(request, creation, signal),
    finish: async ({ repository }, { description, defaultBranch }, signal) => {
      try {
        await client.ask(
          (octokit, timed) =>
            octokit.request('PATCH /repos/{owner}/{repo}', {
              owner: repository.owner,
              repo: repository.name,
              description: plainDescription(description, descriptionCharacters),
              default_branch: defaultBranch,
              request: { signal: timed },
            }),
          signal,
        );
      } catch (error) {
        if (!isRefusal(error, ['github-request-refused']) || !/branch.*not found/i.test(error.message)) throw error;
        throw new Refusal(error.message, { code: 'branch-missing', hint: 'Try again in a minute.' }, { cause: error });
      }
      return repository;
    },
    request: (wanted, signal) => requestPull(wanted, client, signal),
    remove: (repository, signal) => removeRepository(repository, client, signal),
  };
}
