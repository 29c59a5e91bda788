import '#callboard/catalog/extension-point.ts';
import '#callboard/scaffolder/extension-point.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { type Author, authorSchema, defaultAuthor } from '#callboard/git/push-folder.ts';
import { createLocalGit, pageOfRepository, removeUnfinished } from './create-local-git.ts';
import { serveRepositories } from './serve-repositories.ts';

/** The key `local-git` of callboard.yaml. */
interface LocalGitConfiguration {
  /** Who may own repositories; `callboard` where nobody is named. */
  readonly owners?: readonly string[];
  /** Whom commits name; Callboard where nobody is named. */
  readonly author?: Author;
}

/** Bare repositories below the data folder, which people clone over HTTP from the bot. */
const localGit: Plugin<LocalGitConfiguration> = {
  id: 'local-git',
  kind: 'service-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      owners: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$', examples: ['platform-team'] },
      },
      author: authorSchema,
    },
  },
  setup: ({ configuration, dataFolder: folder, baseUrl, now, addRoutes, onStart, extend }) => {
    const { owners = ['callboard'], author = defaultAuthor } = configuration;
    extend('scaffolder').addGitHost(createLocalGit({ folder, baseUrl, owners, author }));
    extend('catalog').addRepositoryPages((url) => pageOfRepository({ folder, baseUrl }, url));
    addRoutes('/git', (scope) => serveRepositories(scope, { folder, baseUrl }));
    onStart(() => removeUnfinished(folder, now()));
  },
};

export default localGit;
