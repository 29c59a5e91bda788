import { isObject, type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from './json.ts';
import { type AppOptions, type Subscription, subscriptions } from './options.ts';

const isSubscription = (name: string): name is Subscription => subscriptions.some((known) => known === name);

const at = (manifest: JsonObject, ...path: readonly string[]): JsonObject =>
  path.reduce<JsonObject>((object, field) => objectAt(object, field) ?? {}, manifest);

const eventsOf = (manifest: JsonObject): Subscription[] =>
  stringsAt(at(manifest, 'settings', 'event_subscriptions'), 'bot_events').map((name) => {
    if (!isSubscription(name)) throw new Error(`the local workspace has no event ${name}`);
    return name;
  });

/**
 * What an app's manifest makes of it in a workspace: its commands, shortcuts, events, domains, pane and scopes.
 * @param manifest an app manifest of Slack: https://docs.slack.dev/reference/app-manifest
 * @throws Error where it subscribes to an event that the local workspace does not have
 */
export const appOfManifest = (manifest: unknown): AppOptions => {
  const given = isObject(manifest) ? manifest : {};
  const features = at(given, 'features');
  const botName = stringAt(at(features, 'bot_user'), 'display_name');
  const assistant = 'assistant_view' in features ? 'assistant' : undefined;
  const agentView = 'agent_view' in features ? 'agent' : assistant;
  return {
    commands: objectsAt(features, 'slash_commands').map((command) => ({
      command: stringAt(command, 'command') ?? '',
      description: stringAt(command, 'description') ?? '',
      usageHint: stringAt(command, 'usage_hint') ?? '',
    })),
    shortcuts: objectsAt(features, 'shortcuts').map((shortcut) => ({
      kind: shortcut['type'] === 'message' ? 'message' : 'global',
      callbackId: stringAt(shortcut, 'callback_id') ?? '',
      name: stringAt(shortcut, 'name') ?? '',
      description: stringAt(shortcut, 'description') ?? '',
    })),
    ...(botName && { botName }),
    subscriptions: eventsOf(given),
    hasHome: at(features, 'app_home')['home_tab_enabled'] === true,
    unfurlDomains: stringsAt(features, 'unfurl_domains'),
    ...(agentView && { agentView }),
    scopes: stringsAt(at(given, 'oauth_config', 'scopes'), 'bot'),
  };
};
