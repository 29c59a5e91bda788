import localGit from './plugins/local-git/local-git-plugin.ts';

/** Reads the schema of a built-in plugin's part of callboard.yaml. */
export type BuiltInSchemas = ReadonlyMap<string, () => Promise<object | undefined>>;

/**
 * The parts of callboard.yaml that built-in plugins have, by their ids. A vendor's plugin is imported only where the
 * file has its part.
 */
export const builtInSchemas: BuiltInSchemas = new Map([
  ['catalog', async () => (await import('./catalog/catalog-configuration.ts')).catalogConfigurationSchema],
  ['scaffolder', async () => (await import('./scaffolder/scaffolder-configuration.ts')).scaffolderConfigurationSchema],
  ['on-call', async () => (await import('./on-call/on-call-plugin.ts')).onCallConfigurationSchema],
  ['local-git', async () => localGit.configurationSchema],
  ['github', async () => (await import('./plugins/github/github-plugin.ts')).default.configurationSchema],
  ['gitlab', async () => (await import('./plugins/gitlab/gitlab-plugin.ts')).default.configurationSchema],
  ['gitea', async () => (await import('./plugins/gitea/gitea-plugin.ts')).default.configurationSchema],
  ['bitbucket', async () => (await import('./plugins/bitbucket/bitbucket-plugin.ts')).default.configurationSchema],
  [
    'azure-devops',
    async () => (await import('./plugins/azure-devops/azure-devops-plugin.ts')).default.configurationSchema,
  ],
  ['slack', async () => (await import('./surfaces/slack/slack-plugin.ts')).default.configurationSchema],
  ['discord', async () => (await import('./surfaces/discord/discord-plugin.ts')).default.configurationSchema],
]);
