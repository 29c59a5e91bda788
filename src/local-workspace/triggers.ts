import { SlackError } from './slack-error.ts';

/**
 * What a trigger id entitles to: a modal for this person, on top of that view where it came from one, or the details of
 * the work object with that `external_ref`.
 */
export type Trigger = { readonly personId: string; readonly viewId?: string; readonly externalId?: string };

/** Trigger ids: each opens one modal, soon. */
export type Triggers = {
  issue(trigger: Trigger): string;
  /**
   * Uses a trigger id up.
   * @throws SlackError `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`
   */
  exchange(id: string): Trigger;
};

const triggersKept = 1_000;

/** Trigger ids that live `lifetimeMs` on the clock `now`. */
export const createTriggers = (now: () => Date, lifetimeMs: number): Triggers => {
  const issued = new Map<string, Trigger & { issuedAtMs: number; isExchanged: boolean }>();
  let count = 0;
  return {
    issue: (trigger) => {
      count += 1;
      const id = `${now().getTime()}.${count}.local`;
      issued.set(id, { ...trigger, issuedAtMs: now().getTime(), isExchanged: false });
      const oldest = issued.keys().next();
      if (issued.size > triggersKept && oldest.done !== true) issued.delete(oldest.value);
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (trigger === undefined) throw new SlackError('invalid_trigger_id');
      if (trigger.isExchanged) throw new SlackError('exchanged_trigger_id');
      if (now().getTime() - trigger.issuedAtMs > lifetimeMs) throw new SlackError('expired_trigger_id');
      trigger.isExchanged = true;
      return trigger;
    },
  };
};
