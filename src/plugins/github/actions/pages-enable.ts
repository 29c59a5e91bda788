import { isRefusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand } from './github-action.ts';

/** Backstage's action that has a repository's website served. */
export function createPagesEnable(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:pages:enable',
    description: 'Has GitHub Pages serve the website of a repository.',
    example: { description: 'Serve what a workflow builds', input: { repoUrl: '${{ parameters.repoUrl }}' } },
    inputs: {
      buildType: { enum: ['legacy', 'workflow'], description: '`workflow` where none is given.' },
      sourceBranch: { type: 'string', minLength: 1, description: '`main` where none is given.' },
      sourcePath: { enum: ['/', '/docs'], description: '`/` where none is given.' },
    },
    run: async ({ ask, target, input }) => {
      const path = input['sourcePath'] === '/docs' ? '/docs' : '/';
      const pages = {
        ...target,
        build_type: input['buildType'] === 'legacy' ? 'legacy' : 'workflow',
        source: { branch: textOf(input['sourceBranch']) ?? 'main', path },
      } as const;
      try {
        await ask((send) => send('POST /repos/{owner}/{repo}/pages', pages));
        return { made: 'pages' };
      } catch (error) {
        if (!isRefusal(error, ['github-conflict'])) throw error;
        await ask((send) => send('PUT /repos/{owner}/{repo}/pages', pages));
        return {};
      }
    },
    made: {
      read: async ({ ask, target }) => {
        const { data } = await ask((send) => send('GET /repos/{owner}/{repo}/pages', { ...target }));
        const { html_url: url } = data;
        return { what: `the website of ${target.owner}/${target.repo}`, ...(url !== undefined && { url }) };
      },
      remove: async ({ ask, target }) => {
        await ask((send) => send('DELETE /repos/{owner}/{repo}/pages', { ...target }));
      },
    },
  });
}
