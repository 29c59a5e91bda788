/**
 * A process to be killed: `node doomed-scaffolder.ts FOLDER SCENARIO before|after`. It does the scenario once, to count
 * what that writes of a run, then once for each of these writes, and stops each time before or after that write. When
 * all have come there it says how many runs there are to be, and waits for its end.
 */
import type { Asker } from '#callboard/core/identity/asker.ts';
import { asText } from '#callboard/scaffolder/json-object.ts';
import type { RunStatus } from '#callboard/scaffolder/run.ts';
import type { RunStore } from '#callboard/scaffolder/run-store.ts';
import { grace, killedCompany, type Scenario } from './killed-company.ts';
import { ada, startScaffolder } from './start-scaffolder.ts';

interface Watched {
  readonly name: string;
  isKept: boolean;
  status: RunStatus;
  writes: number;
}

/** The writes that a scenario is about, by how the run stands with them; the first is that which keeps it. */
const isCounted: Readonly<Record<Scenario, (status: RunStatus, isFirst: boolean) => boolean>> = {
  create: () => true,
  undo: (status) => status === 'undoing' || status === 'undone',
  // Until it is kept, nobody can be asked to approve it.
  approve: (status, isFirst) => !isFirst && (status === 'unapproved' || status === 'waiting'),
};
const scenarios: readonly string[] = Object.keys(isCounted);
const isScenario = (text: string | undefined): text is Scenario => text !== undefined && scenarios.includes(text);

const [folder = '', scenario, side] = process.argv.slice(2);
if (!isScenario(scenario) || (side !== 'before' && side !== 'after')) {
  throw new Error('FOLDER SCENARIO before|after');
}
const counts = isCounted[scenario];
const unhindered = 'unhindered';
const counted = Promise.withResolvers<number>();
let whenStopped = (): void => undefined;

const stopForEver = (): Promise<never> => {
  whenStopped();
  return new Promise(() => undefined);
};

function betweenRuns(runs: RunStore): RunStore {
  const watched = new Map<string, Watched>();
  const write = async <Value>(id: string, work: () => Promise<Value>, status?: RunStatus): Promise<Value> => {
    const run = watched.get(id);
    if (!run) throw new Error(`the run ${id} is not watched`);
    const isFirst = !run.isKept;
    run.isKept = true;
    run.status = status ?? run.status;
    const isCountedHere = counts(run.status, isFirst);
    if (isCountedHere) run.writes += 1;
    const isHere = isCountedHere && run.name === `at-${run.writes}`;
    if (isHere && side === 'before') return stopForEver();
    const value = await work();
    if (isHere) return stopForEver();
    return value;
  };
  return {
    ...runs,
    create: async (run) => {
      watched.set(run.id, { name: asText(run.values['name'] ?? ''), isKept: false, status: run.status, writes: 0 });
      const isNew = await write(run.id, () => runs.create(run));
      if (scenario === 'approve') press('approve-run', run.id, grace);
      return isNew;
    },
    decide: (id, decision) => write(id, () => runs.decide(id, decision)),
    putStep: (id, step) => write(id, () => runs.putStep(id, step)),
    move: async (id, from, change) => {
      const hasMoved = await write(id, () => runs.move(id, from, change), change.status);
      if (scenario === 'undo' && change.status === 'failed') press('undo-run-now', id, ada);
      const run = watched.get(id);
      const isEnd = change.status === 'done' || change.status === 'undone';
      if (run?.name === unhindered && isEnd) counted.resolve(run.writes);
      return hasMoved;
    },
  };
}

const started = await startScaffolder({ ...killedCompany, folder, betweenRuns });

function press(command: string, run: string, who: Asker): void {
  void started.sayAs(who, { kind: 'press', press: { command, values: { run } } });
}

const create = (name: string) =>
  started.say({ kind: 'press', press: { command: 'create', values: { template: scenario, name, submitted: true } } });

await create(unhindered);
const writes = await counted.promise;
let left = writes;
whenStopped = () => {
  left -= 1;
  if (left === 0) process.stdout.write(`${writes + 1}\n`);
};
for (let index = 1; index <= writes; index += 1) await create(`at-${index}`);
