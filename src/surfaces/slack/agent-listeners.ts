import type { App } from '@slack/bolt';
import type { AssistantThreadStartedEvent } from '@slack/types';
import type { HomeParts } from './home-listener.ts';
import { lookedAt } from './looked-at.ts';
import { askerOf } from './read-event.ts';

/** Where somebody talks with the bot, and what they look at meanwhile. */
interface Talk {
  readonly personId: string;
  readonly channel: string;
  /** Of the older form of agents, which has one for every conversation. */
  readonly thread?: string;
  readonly beside?: string | undefined;
}

/** So many conversations are known by what was suggested in them, at least. */
const mostRemembered = 1000;

/**
 * Suggests questions where somebody opens the conversation with the bot, and others where they go to a channel that is
 * about something else: https://docs.slack.dev/ai/migrating-to-agent-messaging
 */
export function addAgentListeners(app: App, parts: HomeParts): void {
  let [newer, older] = [new Map<string, string>(), new Map<string, string>()];
  const suggest = async (talk: Talk, isOpened: boolean): Promise<void> => {
    const { personId, channel, thread, beside } = talk;
    const questions = await parts.offers.questions(askerOf({ id: personId }, parts.surface), beside);
    const place = `${channel} ${thread ?? ''}`;
    const suggested = questions.join('\n');
    if (questions.length === 0 || (!isOpened && (newer.get(place) ?? older.get(place)) === suggested)) return;
    await parts.clients.interactive.assistant.threads.setSuggestedPrompts({
      channel_id: channel,
      // With a thread, Slack shows nothing where the app has the agent view.
      ...(thread !== undefined && { thread_ts: thread }),
      title: 'Ask, for example',
      prompts: questions.map((question) => ({ title: question, message: question })),
    });
    newer.set(place, suggested);
    if (newer.size >= mostRemembered) [newer, older] = [new Map(), newer];
  };
  app.event('app_home_opened', async ({ event: { tab, user: personId, channel, context } }) => {
    if (tab === 'messages') parts.inBackground(suggest({ personId, channel, beside: lookedAt(context) }, true));
  });
  app.event('app_context_changed', async ({ event: { user: personId, channel, context } }) =>
    parts.inBackground(suggest({ personId, channel, beside: lookedAt(context) }, false)),
  );
  app.event('assistant_thread_started', async ({ event }) => parts.inBackground(suggest(talkOf(event), true)));
  app.event('assistant_thread_context_changed', async ({ event }) => parts.inBackground(suggest(talkOf(event), false)));
}

const talkOf = ({ assistant_thread: thread }: Pick<AssistantThreadStartedEvent, 'assistant_thread'>): Talk => ({
  personId: thread.user_id,
  channel: thread.channel_id,
  thread: thread.thread_ts,
  beside: thread.context.channel_id,
});
