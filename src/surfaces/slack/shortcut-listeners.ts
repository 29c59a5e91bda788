import type { App, MessageShortcut } from '@slack/bolt';
import type { Said, Taken } from '#callboard/core/commands/conversation.ts';
import { waitByClock } from '#callboard/core/wait.ts';
import { readGlobalShortcut, readMessageShortcut, textOfMessage } from './read-shortcut.ts';
import { openingView } from './show-in-view.ts';
import { answerInView, type ViewAnswering } from './answer-in-view.ts';
import type { SlackClients } from './slack-clients.ts';

/** A trigger lives for 3 s: what it is for waits no longer than that for a link that can be made up as well. */
const linkBoundMs = 500;

/**
 * Takes shortcuts: global ones, which are answered in a modal, and those in the menu of a message.
 * @param answer shows the answer where the message is
 */
export function addShortcutListeners(
  app: App,
  context: ViewAnswering,
  answer: (said: Said, taken: Taken, triggerId: string) => Promise<void>,
): void {
  app.shortcut(/.*/, async ({ shortcut, ack }) => {
    await ack();
    const { trigger_id: triggerId } = shortcut;
    if (shortcut.type === 'message_action') {
      const message = { text: textOfMessage(shortcut.message), link: await linkTo(shortcut, context.clients) };
      const said = readMessageShortcut(shortcut, message, context.surface);
      await answer(said, await context.conversation.take(said), triggerId);
    } else {
      const said = readGlobalShortcut(shortcut, context.surface);
      await answerInView(context, said, await context.conversation.take(said), openingView(context.clients, triggerId));
    }
  });
}

/** Where people read the message. Slack tells it where the bot may see the channel; else it is as Slack makes them. */
async function linkTo(
  { channel, message_ts: ts, team }: MessageShortcut,
  { interactive }: SlackClients,
): Promise<string> {
  const madeUp = `https://${team?.domain ?? 'app'}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  const asked = interactive.chat.getPermalink({ channel: channel.id, message_ts: ts }).then(
    ({ permalink }) => permalink,
    () => undefined,
  );
  const enough = new AbortController();
  const told = await Promise.race([asked, waitByClock(linkBoundMs, enough.signal)]);
  enough.abort();
  return told ?? madeUp;
}
