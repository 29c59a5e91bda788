import type { App, MessageShortcut } from '@slack/bolt';
import type { Said, Taken } from '#callboard/core/commands/conversation.ts';
import { waitByClock } from '#callboard/core/wait.ts';
import { nameMentions } from './name-mentions.ts';
import { readProfile } from './read-profile.ts';
import { readGlobalShortcut, readMessageShortcut, textOfMessage } from './read-shortcut.ts';
import { openingView } from './show-in-view.ts';
import { answerInView, type ViewAnswering } from './answer-in-view.ts';
import type { SlackClients } from './slack-clients.ts';

/** A trigger lives for 3 s: what it is for waits no longer than that for a link that can be made up, and for names. */
const boundMs = 500;

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
      const nameOf = (id: string) => inTime(readProfile(context.clients.interactive, id).then((known) => known?.name));
      const [text, link] = await Promise.all([
        textOfMessage(shortcut.message, (raw) => nameMentions(raw, nameOf)),
        linkTo(shortcut, context.clients),
      ]);
      const message = { text, link };
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
  const asked = interactive.chat.getPermalink({ channel: channel.id, message_ts: ts });
  return (await inTime(asked.then(({ permalink }) => permalink))) ?? madeUp;
}

/** What is asked of Slack; undefined where it fails, or takes too long. */
async function inTime<Told>(asked: Promise<Told | undefined>): Promise<Told | undefined> {
  const enough = new AbortController();
  const orNothing = asked.catch(() => undefined);
  const told = await Promise.race([orNothing, waitByClock(boundMs, enough.signal).then(() => undefined)]);
  enough.abort();
  return told;
}
