import { createHash } from 'node:crypto';
import type { Records } from '#callboard/core/storage/records.ts';

/** Longer than anyone waits with a button of a page or an approval. */
const keptForMs = 30 * 24 * 60 * 60 * 1000;

const idPattern = /^long-text:[\w-]{43}$/;

/** What Slack carries for a text: the text itself where it has 1 to `limit` characters, else an id of 53. */
export type StandIn = (text: string, limit: number) => string;

/** The stand-in for a text; {@link LongTexts} keeps what it stands for. */
export const standIn: StandIn = (text, limit) => {
  const isItself = text !== '' && text.length <= limit && !idPattern.test(text);
  return isItself ? text : `long-text:${createHash('sha256').update(text).digest('base64url')}`;
};

/** Texts that Slack can't carry: what a button asks for, the value of an option, the name of a field. */
export interface LongTexts {
  /** Renders, and keeps for 30 days what is stood in for in it. */
  readonly keeping: <Rendered>(render: (standIn: StandIn) => Rendered) => Promise<Rendered>;
  /** The text behind a stand-in; where it stands for itself, or is kept no longer, the stand-in. */
  readonly read: (text: string) => Promise<string>;
}

/** Long texts in the records of the surface. */
export function createLongTexts(records: Records, now: () => Date): LongTexts {
  return {
    keeping: async (render) => {
      const long = new Map<string, string>();
      const rendered = render((text, limit) => {
        const id = standIn(text, limit);
        if (id !== text) long.set(id, text);
        return id;
      });
      const expiresAt = new Date(now().getTime() + keptForMs);
      await Promise.all([...long].map(([id, text]) => records.put(id, text, expiresAt)));
      return rendered;
    },
    read: async (text) => {
      if (!idPattern.test(text)) return text;
      const kept = (await records.get(text))?.value;
      return typeof kept === 'string' ? kept : text;
    },
  };
}
