/** Callboard's own plugins that are set up only where callboard.yaml has their key, and what their actions begin with. */
const plugins: readonly { readonly key: string; readonly actions: RegExp }[] = [
  { key: 'github', actions: /^(publish:)?github(:|$)/ },
  { key: 'gitlab', actions: /^(publish:)?gitlab(:|$)/ },
  { key: 'gitea', actions: /^publish:gitea$/ },
  { key: 'bitbucket', actions: /^(publish:bitbucketCloud|bitbucket)(:|$)/ },
  { key: 'azure-devops', actions: /^publish:azure$/ },
];

/**
 * The plugin of Callboard's own whose action this would be, as callboard.yaml names it.
 * @param provided the ids of the actions that there are
 * @returns undefined where there is none, or it is set up and does not have it
 */
export function pluginToConfigure(actionId: string, provided: readonly string[]): string | undefined {
  const plugin = plugins.find(({ actions }) => actions.test(actionId));
  return plugin && provided.some((id) => plugin.actions.test(id)) ? undefined : plugin?.key;
}
