import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import { toPlainText } from '../core/answers/plain-text.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Output } from './output.ts';

/** Answers a sentence as chat would. @returns the exit code: 1 where the answer is "no" */
export async function ask(app: App, text: string, as: string | undefined, output: Output): Promise<number> {
  const asker = { surface: 'terminal', personId: as ?? '' };
  const { command, subject, answer } = await app.ask({
    kind: 'sentence',
    id: randomUUID(),
    text,
    asker,
    address: { surface: 'terminal', kind: 'person', personId: asker.personId },
  });
  const plain = toPlainText(answer);
  output.print({ command: command ?? null, subject: subject ?? null, answer, text: plain }, plain);
  return answer.kind === 'refusal' ? 1 : 0;
}

/** A refusal that came before anything could be asked, in the shape that answers have. */
export function refusedQuestion({ code, message, hint }: Refusal): object {
  const answer = { kind: 'refusal', code, message, ...(hint === undefined ? {} : { hint }) } as const;
  return { command: null, subject: null, answer, text: toPlainText(answer) };
}
