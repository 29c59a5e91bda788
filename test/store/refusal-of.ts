import { Refusal } from '#callboard/core/refusal.ts';

/** The refusal that something ends in. @throws where it does not end in one */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    () => 'nothing',
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw new Error(`no refusal but ${String(outcome)}`, { cause: outcome });
}
