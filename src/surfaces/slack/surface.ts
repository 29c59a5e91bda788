import type { Surface } from '#callboard/core/messages/surface.ts';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import { createPainter } from '#callboard/pictures/painter.ts';
import { stayConnected, type Wait } from './connect-slack.ts';
import { createApp, type SlackConfiguration } from './create-app.ts';
import { editMessage, postMessage } from './deliver-message.ts';
import { createLongTexts } from './long-texts.ts';
import { surfaceId } from './read-event.ts';
import { createPictures } from './show-picture.ts';
import { platformCode, type SlackClients } from './slack-clients.ts';
import { addListeners } from './slack-listeners.ts';

/** How long stopping waits, in all, for a silent Slack and for answers that are being shown. */
const stopBoundMs = 3000;

/** Slack as core sees it, not connected before `start`. */
export function createSlackSurface(
  context: PluginContext<SlackConfiguration>,
  clients: SlackClients,
  wait: Wait,
): Surface {
  const { configuration, logger, metrics, conversation, records, now } = context;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const who = { botId: '', botUserId: '' };
  const { app, ended } = createApp(context, () => who);
  const pictures = createPictures({ clients, painter: createPainter(), logger, wait, signal: stopping.signal });
  const parts = { clients, longTexts: createLongTexts(records, now), pictures, logger };
  addListeners(app, { ...parts, conversation, metrics, botUserId: () => who.botUserId, running });
  app.error(async (error) => logger.error({ error }, 'an event from Slack could not be handled'));

  const connect = async (): Promise<string> => {
    const { user_id: botUserId = '', bot_id: botId = '', team = '', url = '' } = await clients.interactive.auth.test();
    Object.assign(who, { botUserId, botId });
    await app.start();
    // What was stopped while it connected takes nothing.
    if (stopping.signal.aborted) await app.stop();
    return `${team} (${url})`;
  };
  let connected: Promise<void> | undefined;
  return {
    id: surfaceId,
    userAnnotation: 'slack.com/user-id',
    everyoneIsAdministrator: configuration.everyoneIsAdministrator === true,
    post: (to, answer) => postMessage(parts, to, answer),
    edit: (posted, answer) => editMessage(parts, posted, answer),
    profile: async (personId) => {
      const user = await readUser(clients, personId);
      if (!user) return undefined;
      const email = user.profile?.email;
      return { name: user.profile?.real_name ?? user.name ?? personId, ...(email === undefined ? {} : { email }) };
    },
    findByEmail: async (email) => {
      try {
        return (await clients.interactive.users.lookupByEmail({ email })).user?.id;
      } catch (error) {
        if (platformCode(error) === 'users_not_found') return undefined;
        throw error;
      }
    },
    start: async () => {
      const connection = { connect, ...(ended === undefined ? {} : { ended }) };
      connected = stayConnected(connection, { logger, signal: stopping.signal, wait });
    },
    stop: async () => {
      stopping.abort();
      const enough = new AbortController();
      const late = wait(stopBoundMs, enough.signal);
      await Promise.race([app.stop(), late]);
      await Promise.race([connected, late]);
      await Promise.race([Promise.all(running), late]);
      enough.abort();
      if (running.size > 0)
        logger.warn({ running: running.size }, 'Slack: what was still being answered is left behind');
    },
  };
}

async function readUser({ interactive }: SlackClients, personId: string) {
  try {
    return (await interactive.users.info({ user: personId })).user;
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(platformCode(error) ?? '')) return undefined;
    throw error;
  }
}
