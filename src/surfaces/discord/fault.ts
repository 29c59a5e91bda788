import type { RefusalAnswer } from '#callboard/core/answers/answer.ts';

/** What a person is told when their event failed in the surface; `id` finds it in the log. */
export function fault(id: string): RefusalAnswer {
  return {
    kind: 'refusal',
    code: 'fault',
    message: 'Something went wrong on the way to the answer.',
    hint: `Try again; if it stays so, tell who runs this bot the number ${id}.`,
  };
}
