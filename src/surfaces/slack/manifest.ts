import type { Command } from '#callboard/core/commands/command.ts';
import { formatUsage } from '#callboard/core/commands/help.ts';
import { botScopes } from './bot-scopes.ts';
import { everyCommand } from './read-event.ts';
import { workObjectType } from './work-object.ts';

/** An app has at most 50 slash commands. */
const commandLimit = 50;
/** … and 10 shortcuts, each described in at most 150 characters. */
const shortcutLimit = 10;
const shortcutDescriptionLimit = 150;
/** https://docs.slack.dev/reference/app-manifest#slash_commands */
const descriptionLimit = 2000;
const usageHintLimit = 1000;

const takesEvery = {
  command: `/${everyCommand}`,
  description: 'Ask in a sentence, or use any command; without words, see what there is',
  usage_hint: '[question or command]',
};

/**
 * The manifest with which a workspace installs the bot: only the scopes that it uses.
 * @param baseUrl where Slack reaches the bot over HTTP; without it, Socket Mode
 * @param installUrl where workspaces and organisations install the bot by themselves, with tokens that expire; without it, it
 * has the token of one workspace
 * @param unfurlDomains whose links the bot tells of, at most five; without any it hears of no link
 */
export function slackManifest(
  commands: readonly Command[],
  baseUrl?: string,
  installUrl?: string,
  unfurlDomains: readonly string[] = [],
): object {
  const isForMany = installUrl !== undefined;
  const tellsLinks = unfurlDomains.length > 0;
  const url = baseUrl === undefined ? {} : { url: `${baseUrl}/slack/events` };
  const request = baseUrl === undefined ? {} : { request_url: `${baseUrl}/slack/events` };
  const ofTable = commands
    .filter((command) => !command.isHidden)
    .map((command) => ({
      command: `/${command.name}`,
      description: command.summary.slice(0, descriptionLimit),
      ...(command.parameters.length === 0
        ? {}
        : { usage_hint: formatUsage(command).split(' ').slice(1).join(' ').slice(0, usageHintLimit) }),
    }));
  const slashCommands = [takesEvery, ...ofTable]
    .slice(0, commandLimit)
    .map((command) => ({ ...command, should_escape: true, ...url }));
  const shortcuts = commands
    .flatMap(({ name, summary, shortcut, messageAction }) => [
      ...(shortcut === undefined ? [] : [{ type: 'global', name: shortcut, callback_id: name, summary }]),
      ...(messageAction === undefined ? [] : [{ type: 'message', name: messageAction, callback_id: name, summary }]),
    ])
    .slice(0, shortcutLimit)
    .map(({ summary, ...shortcut }) => ({ ...shortcut, description: summary.slice(0, shortcutDescriptionLimit) }));
  return {
    display_information: {
      name: 'Callboard',
      description: 'Who owns it, where it is, who is on call, and how to make a new one',
      background_color: '#1f2a44',
    },
    features: {
      agent_view: {
        agent_description:
          'Ask in a sentence who owns something, where it is, what it depends on and who is on call, or have a new component created.',
      },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'callboard', always_online: true },
      shortcuts,
      slash_commands: slashCommands,
      ...(tellsLinks && {
        unfurl_domains: unfurlDomains,
        rich_previews: { is_active: true, entity_types: [workObjectType] },
      }),
    },
    oauth_config: {
      ...(isForMany ? { redirect_urls: [`${installUrl}/slack/oauth_redirect`] } : {}),
      scopes: {
        bot: botScopes(unfurlDomains),
      },
    },
    settings: {
      event_subscriptions: {
        bot_events: [
          'app_context_changed',
          'app_home_opened',
          'app_mention',
          'app_uninstalled',
          ...(tellsLinks ? ['entity_details_requested', 'link_shared'] : []),
          'message.im',
          'tokens_revoked',
        ],
        ...request,
      },
      interactivity: {
        is_enabled: true,
        ...request,
        ...(baseUrl === undefined ? {} : { message_menu_options_url: `${baseUrl}/slack/events` }),
      },
      org_deploy_enabled: isForMany,
      socket_mode_enabled: baseUrl === undefined,
      token_rotation_enabled: isForMany,
    },
  };
}
