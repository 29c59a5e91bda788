import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { RunStatus } from '#callboard/scaffolder/run.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: says, title: Says }
spec:
  type: thing
  owner: payments
  steps: [{ id: tell, name: Tell, action: debug:log, input: { message: Told } }]
`;
const eve = { surface: 'paper', personId: 'P3', name: 'Eve' };
const here = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;

const states: readonly RunStatus[] = [
  'unapproved',
  'waiting',
  'running',
  'cancelling',
  'undoing',
  'done',
  'failed',
  'cancelled',
  'undone',
  'left',
  'declined',
];
/** Where a button does what it says, or has done it; anywhere else it is told that it is too late. */
const counts: Readonly<Record<string, readonly RunStatus[]>> = {
  'cancel-run': ['unapproved', 'waiting', 'running', 'cancelling'],
  'retry-run': ['failed', 'cancelled', 'left', 'waiting'],
  'leave-run': ['failed', 'cancelled', 'left'],
  'undo-run-now': ['failed', 'cancelled', 'left', 'undoing', 'undone'],
};
const cases = Object.entries(counts).flatMap(([command, fine]) =>
  states.map((state) => [command, state, fine.includes(state)] as const),
);

let started: StartedScaffolder;
let run: string;
let pressed = 0;

beforeAll(async () => {
  started = await startScaffolder({ files: { 'template.yaml': template } });
  await started.say({ kind: 'press', press: { command: 'create', values: { template: 'says', submitted: true } } });
  run = (await started.whenRun(({ status }) => status === 'done')).id;
  // From here on nobody performs it: each state is one that the button finds.
  await started.core.stop();
});
afterAll(() => started.stop());

/** Presses a button of the run in that state. @returns the answer, and how the run stands then */
async function press(command: string, state: RunStatus, asker = ada): Promise<{ answer: Answer; status?: RunStatus }> {
  await started.store.runs.move(run, states, { status: state });
  const said = { id: `${(pressed += 1)}`, kind: 'press', press: { command, values: { run } }, asker } as const;
  const { answer } = await started.core.conversation.answerNow({ ...said, address: here });
  const status = (await started.store.runs.get(run))?.status;
  return { answer, ...(status && { status }) };
}

describe('a button of a run, also on an old message,', () => {
  test.each(cases)('%s, pressed while it is %s, does so or says why not', async (command, state, isFine) => {
    const { answer, status } = await press(command, state);
    if (isFine) expect(answer.kind).toBe(command === 'undo-run-now' ? 'card' : 'progress');
    else {
      expect(answer).toMatchObject({ kind: 'refusal', code: 'run-moved-on' });
      expect(status).toBe(state);
    }
  });

  test.each(cases.filter(([, , isFine]) => isFine))(
    '%s, pressed twice while it is %s, does so once',
    async (command, state) => {
      const { status = 'done' } = await press(command, state);
      expect((await press(command, status)).status).toBe(status);
    },
  );

  test.each(cases)('%s, pressed by a stranger while it is %s, changes nothing', async (command, state) => {
    expect(await press(command, state, eve)).toMatchObject({ answer: { code: 'not-allowed' }, status: state });
  });

  test.each(states)('undo-run, while it is %s, shows what there is to take away', async (state) => {
    const { answer, status } = await press('undo-run', state);
    expect(answer).toMatchObject({ kind: 'card', title: 'There is nothing that could be undone' });
    expect(status).toBe(state);
  });
});
