import type { Delivery } from './delivery.ts';
import type { JsonObject } from './json.ts';
import { send } from './send.ts';
import type { Workspace } from './workspace.ts';

/** Tells the app what happened, again where it does not acknowledge. */
export type EventsApi = {
  /** Sends one event; done when it is acknowledged or given up. */
  send(event: JsonObject): Promise<void>;
  close(): void;
};

/** Slack tries again at once, after a minute and after five. */
const slackRetryDelaysMs = [0, 60_000, 300_000];

/** How long an event waits for another that overtakes it, where events are to come out of their order. */
const overtakenWithinMs = 500;

const callback = (workspace: Workspace, event: JsonObject): JsonObject => ({
  token: workspace.tokens.verification,
  team_id: workspace.team.id,
  context_team_id: workspace.team.id,
  api_app_id: workspace.bot.appId,
  event,
  type: 'event_callback',
  event_id: workspace.identifiers.next('Ev'),
  event_time: Math.floor(workspace.now().getTime() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: workspace.team.id,
      user_id: workspace.bot.userId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
});

/** The Events API of one app. */
export const createEventsApi = (workspace: Workspace, delivery: Delivery): EventsApi => {
  const closing = new AbortController();
  const retryDelaysMs = workspace.options.eventRetryDelaysMs ?? slackRetryDelaysMs;

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === 0 || closing.signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      timer.unref();
      return closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });

  /** The event that the next one is to overtake. */
  let overtaken: (() => void) | undefined;

  /** Waits to be overtaken. @returns lets the event that was overtaken go on */
  const takeTurn = async (): Promise<() => void> => {
    const release = overtaken;
    overtaken = undefined;
    if (release !== undefined) return release;
    if (workspace.faults.strike('unorderedEvents') === undefined) return () => undefined;
    const turn = Promise.withResolvers<void>();
    overtaken = turn.resolve;
    await Promise.race([wait(overtakenWithinMs), turn.promise]);
    if (overtaken === turn.resolve) overtaken = undefined;
    return () => undefined;
  };

  return {
    send: async (event) => {
      const payload = callback(workspace, event);
      const named = { type: 'events_api', kind: 'event', name: String(event['type']), payload } as const;
      const goOn = await takeTurn();
      const duplicate = workspace.faults.strike('duplicateEvents') && { attempt: 1, reason: 'http_timeout' };
      const sent = send(workspace, delivery, named);
      if (duplicate) void send(workspace, delivery, { ...named, retry: duplicate });
      goOn();
      let outcome = await sent;
      for (const [index, delayMs] of retryDelaysMs.entries()) {
        if (outcome.kind === 'acknowledged' || outcome.isFinal === true) return;
        const reason =
          outcome.reason === 'timeout'
            ? 'http_timeout'
            : outcome.reason === 'http_error'
              ? 'http_error'
              : 'connection_failed';
        await wait(delayMs);
        if (closing.signal.aborted) return;
        outcome = await send(workspace, delivery, { ...named, retry: { attempt: index + 1, reason } });
      }
    },
    close: () => closing.abort(),
  };
};
