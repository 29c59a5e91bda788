import type { Surface } from '#callboard/core/messages/surface.ts';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import type { Painter } from '#callboard/pictures/painter.ts';
import type { Wait } from '#callboard/core/wait.ts';
import type { BotIds } from './create-app.ts';
import { type DeliveryParts, editMessage, postMessage } from './deliver-message.ts';
import type { Deliveries } from './events/deliveries.ts';
import type { TakeInWorkspace } from './events/take-event.ts';
import type { LongTexts } from './long-texts.ts';
import type { PatientApp } from './patient-app.ts';
import { createPlans } from './plans.ts';
import { createPictures } from './show-picture.ts';
import { readProfile } from './read-profile.ts';
import { platformCode, type SlackClients, type WorkspaceClients } from './slack-clients.ts';
import type { SlackConfiguration } from './slack-configuration.ts';
import { addListeners } from './slack-listeners.ts';

/** How long stopping waits, in all, for a silent Slack and for answers that are being shown. */
const stopBoundMs = 3000;

/** One workspace, or one organisation of many: where one bot token holds. */
export interface WorkspaceParts extends Pick<
  PluginContext<SlackConfiguration>,
  'configuration' | 'logger' | 'metrics' | 'conversation' | 'offers' | 'records' | 'now'
> {
  /** The id of its surface. */
  readonly id: string;
  /** The annotation that holds the id which a catalog user has in it. */
  readonly userAnnotation: string;
  readonly app: PatientApp;
  readonly who: () => BotIds;
  readonly clients: WorkspaceClients;
  readonly longTexts: LongTexts;
  readonly deliveries: Deliveries;
  readonly painter: Painter;
  readonly wait: Wait;
  /** Begins to take events. */
  readonly start: () => Promise<void>;
  /** Takes no more events. */
  readonly stop: () => Promise<void>;
}

/** A workspace as core sees it, and what takes what Slack sends of it. */
export interface Workspace {
  readonly surface: Surface;
  readonly take: TakeInWorkspace;
}

/** A workspace that takes no events before its surface is started. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { id, app, who, clients, longTexts, deliveries, painter, logger, metrics, conversation, offers, wait } = parts;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const deliveryWith = (own: SlackClients): DeliveryParts => {
    const pictures = createPictures({ clients: own, painter, logger, wait, signal: stopping.signal });
    return { surface: id, clients: own, longTexts, pictures, logger, conversation };
  };
  const answering = deliveryWith(clients.answers);
  const delivery = deliveryWith(clients.outbox);
  const plans = createPlans(parts.records, id, parts.now);
  const { interactive } = clients.answers;
  addListeners(app, {
    ...answering,
    deliveries,
    conversation,
    offers,
    records: parts.records,
    now: parts.now,
    metrics,
    botUserId: () => who().botUserId,
    running,
  });
  const surface: Surface = {
    id,
    userAnnotation: parts.userAnnotation,
    everyoneIsAdministrator: parts.configuration.everyoneIsAdministrator === true,
    post: (to, answer) => plans.send(answer, (asPlan) => postMessage({ ...delivery, asPlan }, to, answer)),
    edit: (posted, answer) => plans.send(answer, (asPlan) => editMessage({ ...delivery, asPlan }, posted, answer)),
    profile: (personId) => readProfile(interactive, personId),
    findByEmail: async (email) => {
      try {
        return (await interactive.users.lookupByEmail({ email })).user?.id;
      } catch (error) {
        if (platformCode(error) === 'users_not_found') return undefined;
        throw error;
      }
    },
    start: parts.start,
    stop: async () => {
      stopping.abort();
      const enough = new AbortController();
      const late = wait(stopBoundMs, enough.signal);
      await Promise.race([parts.stop(), late]);
      await Promise.race([Promise.all(running), late]);
      enough.abort();
      if (running.size > 0)
        logger.warn({ running: running.size }, 'Slack: what was still being answered is left behind');
    },
  };
  return { surface, take: (event) => app.processEvent({ ...event, body: { ...event.body } }) };
}
