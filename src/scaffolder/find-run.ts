import { Refusal } from '#callboard/core/refusal.ts';
import { quote } from './quote.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

/** How far back a shortened id is looked for. */
const searchedCount = 200;
const shortestId = 4;

/** The run of an id, or of the beginning of one of the latest. @throws Refusal `no-such-run` */
export async function findRun(runs: Pick<RunStore, 'get' | 'latest'>, text: string): Promise<Run> {
  const id = text.trim().toLowerCase();
  const known = await runs.get(id);
  if (known) return known;
  const found = (await runs.latest(searchedCount)).filter((run) => run.id.startsWith(id));
  const [run] = found;
  if (run && found.length === 1 && id.length >= shortestId) return run;
  throw new Refusal(found.length > 1 ? `Several runs begin with ${quote(text)}.` : `There is no run ${quote(text)}.`, {
    code: 'no-such-run',
    hint: 'Ask for runs to see the latest.',
  });
}
