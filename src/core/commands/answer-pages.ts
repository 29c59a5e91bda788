import { createHash } from 'node:crypto';
import type { Answer, Button, Frame, ShownAnswer } from '../answers/answer.ts';
import type { Room } from '../answers/room.ts';
import { splitAnswer } from '../answers/split-answer.ts';
import { Refusal } from '../refusal.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { Records } from '../storage/records.ts';
import type { Command } from './command.ts';

/** Shows long answers page by page, in every surface. */
export interface AnswerPages {
  /**
   * An answer as one message shows it: where it has no room as a whole, its first page with a button to the next. What
   * it is turned to later is what it was then, kept for 30 days.
   */
  readonly firstPage: (answer: Answer, room: Room, frame?: Frame) => Promise<ShownAnswer>;
  /** The command that the buttons ask for. */
  readonly command: Command;
}

/** As long as buttons of a message are pressed. */
const keptForMs = 30 * 24 * 60 * 60 * 1000;

const commandName = 'turn-page';

interface KeptPages {
  readonly pages: readonly Answer[];
  readonly frame: Frame;
}

const noFrame: Frame = { buttons: [] };

/** Keeps the pages of long answers in the store's records. */
export function createAnswerPages(records: Records, now: () => Date): AnswerPages {
  return {
    firstPage: async (answer, room, frame = noFrame) => {
      const pages = splitAnswer(answer, room);
      const [first] = pages;
      if (pages.length === 1) return { ...frame, answer: first };
      const isMoving = answer.kind === 'progress' && (answer.status === 'running' || answer.status === 'waiting');
      // Said again in a moment, it would be kept over and over.
      if (isMoving) return { ...frame, answer: first, note: `The first of ${pages.length} pages, until it has ended` };
      const kept = toJson({ pages, frame } satisfies KeptPages);
      const id = createHash('sha256').update(JSON.stringify(kept)).digest('base64url').slice(0, 32);
      await records.put(id, kept, new Date(now().getTime() + keptForMs));
      return { answer: first, ...frameAt(id, 1, pages.length, frame) };
    },
    command: {
      name: commandName,
      summary: 'Shows another page of an answer',
      parameters: [],
      examples: [],
      phrases: [],
      effect: 'reads',
      isHidden: true,
      run: async ({ values }) => {
        const id = String(values['of']);
        const kept = (await records.get(id))?.value;
        if (kept === undefined) throw pagesGone;
        const { pages, frame } = fromJson<KeptPages>(kept);
        const number = Math.min(Math.max(1, Number(values['number']) || 1), pages.length);
        const answer = pages[number - 1];
        if (answer === undefined) throw pagesGone;
        return { answer, frame: frameAt(id, number, pages.length, frame) };
      },
    },
  };
}

const pagesGone = new Refusal('The other pages of this answer are not kept any more.', {
  code: 'pages-gone',
  hint: 'Ask again for a new one.',
});

function frameAt(id: string, number: number, count: number, { note, buttons }: Frame): Frame {
  const page = `Page ${number} of ${count}`;
  return {
    note: note === undefined ? page : [...[note].flat(), ' · ', page],
    buttons: [
      ...(number > 1 ? [turnTo(id, number - 1, 'Earlier')] : []),
      ...(number < count ? [turnTo(id, number + 1, 'Next')] : []),
      ...buttons,
    ],
  };
}

const turnTo = (id: string, number: number, label: string): Button => ({
  label,
  press: { command: commandName, values: { of: id, number }, seen: 'in-place' },
});
