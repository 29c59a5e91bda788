import type { Answer } from '#callboard/core/answers/answer.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import { platformCode } from './slack-clients.ts';

/** A workspace that does not take plans is asked again after a day: it may have them by then. */
const rememberedMs = 24 * 60 * 60 * 1000;

/** Codes with which Slack refuses blocks that it does not know, or finds too long. */
const unknownCode = 'invalid_blocks';
const longCodes = new Set(['msg_blocks_too_long', 'msg_too_long']);

/** Shows work as a plan where the workspace takes plans, and in plain blocks elsewhere. */
export interface Plans {
  /** @param send sends the answer, with what it has of work as a plan or in plain blocks */
  readonly send: (answer: Answer, send: (asPlan: boolean) => Promise<string>) => Promise<string>;
}

/**
 * Nothing tells an app whether a workspace takes plans, so that one is sent, and what Slack says to that is remembered.
 * @param workspace the id of what remembers for one workspace
 */
export function createPlans(records: Records, workspace: string, now: () => Date): Plans {
  const key = `no-plans:${workspace}`;
  return {
    send: async (answer, send) => {
      if (answer.kind !== 'progress' || (await records.get(key))) return send(false);
      try {
        return await send(true);
      } catch (error) {
        const code = codeOf(error);
        if (code !== unknownCode && !longCodes.has(code)) throw error;
        // What plain blocks do not mend was not the plan's fault.
        const sent = await send(false);
        if (code === unknownCode) await records.put(key, true, new Date(now().getTime() + rememberedMs));
        return sent;
      }
    },
  };
}

const codeOf = (error: unknown): string => platformCode(error instanceof Refusal ? error.cause : error) ?? '';
