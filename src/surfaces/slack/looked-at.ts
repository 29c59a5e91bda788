import type { AppContextChangedEvent } from '@slack/types';

/**
 * The channel that somebody looks at while they talk with the bot.
 * @param context what Slack tells of it, the most relevant first
 */
export const lookedAt = (context: AppContextChangedEvent['context'] | undefined): string | undefined =>
  context?.entities?.find((entity) => entity.type === 'slack#/types/channel_id')?.value;
