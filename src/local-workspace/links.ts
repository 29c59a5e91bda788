import { createHash } from 'node:crypto';

import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import type { Workspace } from './workspace.ts';

const marked = /<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g;

/** A link of a message, and its domain. */
type Link = { readonly url: string; readonly domain: string };

const domainOf = (url: string, domains: readonly string[]): string | undefined => {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return domains.find((domain) => host === domain || host.endsWith(`.${domain}`));
};

/** The links in a text as Slack has it that the app unfurls, each once. */
export const linksIn = (text: string, domains: readonly string[]): Link[] => {
  const urls = [...text.matchAll(marked)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
  return [...new Set(urls)].flatMap((url) => {
    const domain = domainOf(url, domains);
    return domain === undefined ? [] : [{ url, domain }];
  });
};

/** By what `chat.unfurl` may name the message instead of its channel and ts. */
export const unfurlId = ({ channel, ts }: Message): string =>
  `${channel}.${ts}.${createHash('sha256').update(`${channel} ${ts}`).digest('hex')}`;

/**
 * The event that tells the app of the links in a message of a person, where there are some that it unfurls. It comes
 * from conversations that the app is not in, too: https://docs.slack.dev/reference/events/link_shared
 */
export const linkShared = (
  { options, conversations, bot }: Workspace,
  message: Message,
): (JsonObject & { readonly type: 'link_shared' }) | undefined => {
  const links = message.isBot ? [] : linksIn(message.text, options.unfurlDomains ?? []);
  if (links.length === 0) return undefined;
  return {
    type: 'link_shared',
    channel: message.channel,
    is_bot_user_member: conversations.byId(message.channel)?.members.has(bot.userId) === true,
    user: message.userId,
    message_ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    links,
    unfurl_id: unfurlId(message),
    source: 'conversations_history',
  };
};
