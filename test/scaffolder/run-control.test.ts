import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Progress } from '#callboard/core/answers/answer.ts';
import { lineText, spansOf } from '#callboard/core/answers/plain-text.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { asText } from '#callboard/scaffolder/json-object.ts';
import { workOfRun } from '#callboard/scaffolder/run-work.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

/** Things that were made outside, by name, and the run that made each. */
let made: Map<string, string>;
let isClosed: boolean;
let refusesUndo: boolean;
let isDown: boolean;

const make: Action = {
  id: 'make',
  description: 'Makes a thing',
  effect: 'outside',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  made: {
    find: async ({ input, runId }) => {
      if (isDown) throw new Refusal('Nobody answers.', { code: 'down' });
      const name = asText(input['name'] ?? '');
      return made.get(name) === runId ? { what: `the thing ${name}`, url: `https://example.com/${name}` } : undefined;
    },
    undo: async ({ input }) => {
      if (refusesUndo) throw new Refusal('It is stuck.', { code: 'stuck', hint: 'Pull.' });
      made.delete(asText(input['name'] ?? ''));
    },
  },
  run: async ({ input, runId }) => {
    made.set(asText(input['name'] ?? ''), runId);
    return {};
  },
};
const tell: Action = {
  id: 'tell',
  description: 'Tells somebody',
  effect: 'outside',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  run: async () => ({}),
};
const open: Action = {
  id: 'open',
  description: 'Goes on only where the shop is open',
  effect: 'workspace',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  run: async ({ workspace }) => {
    await stat(path.join(workspace, 'a.txt'));
    if (isClosed) throw new Refusal('The shop is closed.', { code: 'closed', hint: 'Come back tomorrow.' });
    return {};
  },
};
const wait: Action = {
  ...open,
  id: 'wait',
  run: ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

const template = (name: string, last: string) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: ${name} }
spec:
  type: thing
  owner: payments
  steps:
    - { id: fetch, name: Files, action: 'fetch:template', input: { url: ./skeleton } }
    - { id: one, name: One, action: make, input: { name: one } }
    - { id: two, name: Two, action: make, input: { name: two } }
    - { id: last, name: Last, action: ${last} }
`;

const people = `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: grace, annotations: { paper/id: P2 } }
spec: { memberOf: [payments] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: eve, annotations: { paper/id: P3 } }
spec: { memberOf: [] }
`;

let started: StartedScaffolder;
beforeEach(async () => {
  made = new Map();
  isClosed = true;
  refusesUndo = false;
  isDown = false;
  started = await startScaffolder({
    actions: [make, tell, open, wait],
    files: {
      'fails/template.yaml': template('fails', 'open'),
      'fails/skeleton/a.txt': 'a',
      'tells/template.yaml': template('tells', 'open').replace(
        /(?<=id: one, name: ).+\n.+/,
        'Tell, action: tell, input: {} }',
      ),
      'tells/skeleton/a.txt': 'a',
      'waits/template.yaml': template('waits', 'wait'),
      'waits/skeleton/a.txt': 'a',
      'secret/template.yaml': `${template('secret', 'open').replace(/^ +- \{ id: (one|two).*\n/gm, '')}
    - { id: make, name: Make, action: make, input: { name: '\${{ secrets.token }}' } }
  parameters: { properties: { token: { type: string, ui:field: Secret } } }
`.replace('\n\n', '\n'),
      'secret/skeleton/a.txt': 'a',
      'people/template.yaml': people,
    },
  });
});
afterEach(() => started.stop());

const press = (command: string, run: string, personId = 'P1') =>
  started.sayAs(
    { surface: 'paper', personId, name: { P1: 'Ada', P2: 'Grace', P3: 'Eve' }[personId] ?? personId },
    { kind: 'press', press: { command, values: { run } } },
  );

const isRun =
  (...statuses: readonly string[]) =>
  (answer: Answer): boolean =>
    answer.kind === 'progress' && statuses.includes(titleOf(answer));
const titleOf = ({ title }: Progress): string => lineText(spansOf(title)[0] ?? '').trim();

const begin = async (name: string): Promise<string> => {
  await started.say({ kind: 'press', press: { command: 'create', values: { template: name, submitted: true } } });
  return (await started.whenRun(({ templateTitle }) => templateTitle === name)).id;
};
const failedRun = async (): Promise<string> => {
  const id = await begin('fails');
  await started.whenRun(({ status }) => status === 'failed');
  return id;
};
/** What may be done with a run; its log may always be looked at. */
const labels = (answer: Answer) =>
  ('buttons' in answer ? answer.buttons.map(({ label }) => label) : []).filter((label) => label !== 'Log');
const statusOf = async (id: string) => (await started.store.runs.get(id))?.status;

describe('a run that failed', () => {
  test('names what it left and offers to be tried again, undone and left, in the message that told of it', async () => {
    await failedRun();
    const answer = await started.whenShown(isRun('Could not create from'));
    expect(answer).toMatchObject({
      lines: [
        ['It left ', { text: 'the thing one', url: 'https://example.com/one' }, '.'],
        ['It left ', { text: 'the thing two' }, '.'],
      ],
    });
    expect(labels(answer)).toEqual(['Retry from here', 'Undo what it made', 'Leave it']);
  });

  test('offers to undo what nobody could look for, and says so', async () => {
    isDown = true;
    await failedRun();
    const answer = await started.whenShown(isRun('Could not create from'));
    expect(answer).toMatchObject({
      lines: [
        'It may have left what the step "One" (make) did. Nobody answers.',
        'It may have left what the step "Two" (make) did. Nobody answers.',
      ],
    });
    expect(labels(answer)).toEqual(['Retry from here', 'Undo what it made', 'Leave it']);
  });

  test('does not offer to undo what can not be taken back, and names it', async () => {
    await begin('tells');
    const answer = await started.whenShown(isRun('Could not create from'));
    expect(answer).toMatchObject({
      lines: ['It left what the step "Tell" (tell) did. It can not be taken back.'],
    });
    expect(labels(answer)).toEqual(['Retry from here', 'Leave it']);
  });

  test('goes on from the step that failed when it is tried again, in a folder that is filled again', async () => {
    const id = await failedRun();
    isClosed = false;
    made.set('one', 'not again');
    await press('retry-run', id);
    await started.whenShown(isRun('Created from'));
    const run = await started.store.runs.get(id);
    expect(run).toMatchObject({ status: 'done', message: 'Ada had it tried again.' });
    expect(made.get('one')).toBe('not again');
  });

  test('that fails again can be tried a third time', async () => {
    const id = await failedRun();
    await press('retry-run', id);
    await started.whenRun(({ status, message }) => status === 'failed' && message === 'Ada had it tried again.');
    isClosed = false;
    await press('retry-run', id);
    await started.whenRun(({ status }) => status === 'done');
    expect([...made]).toEqual([
      ['one', id],
      ['two', id],
    ]);
  });

  test.each([
    ['retry-run', 'done'],
    ['undo-run-now', 'undone'],
  ])('is taken up by %s though the work that ended it is being put away', async (command, status) => {
    const id = await failedRun();
    isClosed = false;
    const { work } = started.store;
    const later = new Date(Date.now() + 60_000);
    const ending = workOfRun(id, later);
    while (!(await work.add(ending)));
    await work.lease([ending.kind], 'ending', later, later, 1);
    await press(command, id);
    await started.whenRun((run) => run.status === 'waiting' || run.status === 'undoing');
    // Until what was pressed has been done.
    while ((await work.instances()).join() !== 'ending');
    await work.finish(ending.key, 'ending');
    await started.whenRun((run) => run.status === status);
  });

  test('lists what it made before anything is taken away, the latest first', async () => {
    const id = await failedRun();
    const answer = await press('undo-run', id);
    expect(answer).toMatchObject({
      kind: 'card',
      lines: [
        ['Goes: ', { kind: 'link', text: 'the thing two', url: 'https://example.com/two' }],
        ['Goes: ', { kind: 'link', text: 'the thing one' }],
      ],
      buttons: [
        {
          label: 'Take it away',
          style: 'danger',
          press: { command: 'undo-run-now', values: { run: id }, seen: 'in-place' },
        },
      ],
    });
    expect(made.size).toBe(2);
  });

  test('is undone when that is confirmed, and says so', async () => {
    const id = await failedRun();
    made.set('two', 'a stranger');
    await press('undo-run-now', id);
    const answer = await started.whenShown(isRun('Undone: what was made from'));
    expect(answer).toMatchObject({ status: 'skipped', lines: ['Ada had it undone.'], buttons: [{ label: 'Log' }] });
    expect(await statusOf(id)).toBe('undone');
  });

  test('answers the question in its place: that it is being undone, and to a second press that it is', async () => {
    const id = await failedRun();
    const says = (words: string) => (answer: Answer) =>
      answer.kind === 'card' &&
      lineText(answer.title) === `What was made from fails ${words}` &&
      answer.buttons.length === 0;
    await press('undo-run-now', id);
    await started.whenShown(says('is being taken away'));
    await started.whenRun(({ status }) => status === 'undone');
    await press('undo-run-now', id);
    await started.whenShown(says('is taken away'));
  });

  test('says what could not be taken away and why, and offers it again', async () => {
    const id = await failedRun();
    refusesUndo = true;
    await press('undo-run-now', id);
    await started.whenRun(({ message }) => message?.startsWith('Not all of it') ?? false);
    expect((await started.store.runs.get(id))?.message).toBe(
      'Not all of it could be undone. It is stuck. Pull. It is stuck. Pull.',
    );
    refusesUndo = false;
    await press('undo-run-now', id);
    await started.whenRun(({ status }) => status === 'undone');
    expect(made.size).toBe(0);
  });

  test('stays as it is when somebody leaves it, and can still be undone', async () => {
    const id = await failedRun();
    await press('leave-run', id);
    const answer = await started.whenShown((shown) => JSON.stringify(shown).includes('Ada left it as it is.'));
    expect(labels(answer)).toEqual(['Retry from here', 'Undo what it made']);
    expect(await statusOf(id)).toBe('left');
  });

  test('is undone or tried again, when both are pressed at once', async () => {
    const id = await failedRun();
    isClosed = false;
    await Promise.all([press('undo-run-now', id), press('retry-run', id)]);
    await started.whenRun(({ status }) => status === 'undone' || status === 'done');
    await started.whenShown((answer) => answer.kind === 'refusal' && answer.code === 'run-moved-on');
    expect(made.size).toBe((await statusOf(id)) === 'done' ? 2 : 0);
  });
});

describe('a run that was given a secret', () => {
  const fill = async (answer: Answer | 'kept', token: string) => {
    if (answer === 'kept' || answer.kind !== 'form') throw new Error(`no form: ${JSON.stringify(answer)}`);
    const { openForm, submitPage } = started.core.conversation;
    const here = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;
    const draft = await openForm(answer, ada, here);
    const [field] = answer.form.pages[0].fields;
    if (!field) throw new Error('nothing is asked');
    let taken = await submitPage(draft.id, ada, { [field.name]: token });
    if (taken.kind === 'next-page') taken = await submitPage(draft.id, ada, {});
    expect(taken).toEqual({ kind: 'kept' });
  };

  test('asks for it again when it is tried again, since it was deleted', async () => {
    await fill(await started.say({ kind: 'command', command: 'create', text: 'secret' }), 'hush-hush');
    const { id, secrets } = await started.whenRun(({ status }) => status === 'failed');
    expect(secrets).toEqual({ token: '' });
    const answer = await started.whenShown(isRun('Could not create from'));
    if (answer.kind !== 'progress') throw new Error('no progress');
    const [retry] = answer.buttons;
    if (!retry || 'url' in retry) throw new Error('no button');
    isClosed = false;
    const form = await started.say({ kind: 'press', press: retry.press });
    expect(form).toMatchObject({ form: { pages: [{ fields: [{ kind: 'secret', label: 'token' }] }] } });
    await fill(form, 'hush-again');
    await started.whenRun(({ status }) => status === 'done');
    expect([...made]).toEqual([['hush-again', id]]);
    const rows = [await started.store.runs.get(id), await started.store.runs.lines(id, 99), [...started.shown]];
    expect(JSON.stringify([rows, started.logged])).not.toMatch(/hush/);
  });

  test('is not tried again without it', async () => {
    await fill(await started.say({ kind: 'command', command: 'create', text: 'secret' }), 'hush-hush');
    const { id } = await started.whenRun(({ status }) => status === 'failed');
    await press('retry-run', id);
    await started.whenShown((answer) => answer.kind === 'refusal' && answer.code === 'secrets-gone');
    expect(await statusOf(id)).toBe('failed');
  });
});

describe('whoever presses', () => {
  test('may do so as an owner of the template', async () => {
    const id = await failedRun();
    await press('leave-run', id, 'P2');
    await started.whenRun(({ status, message }) => status === 'left' && message === 'grace left it as it is.');
  });

  test.each(['retry-run', 'leave-run', 'cancel-run', 'undo-run-now'])(
    'and is neither that nor who asked is refused %s',
    async (command) => {
      const id = await failedRun();
      await press(command, id, 'P3');
      const answer = await started.whenShown(({ kind }) => kind === 'refusal');
      expect(answer).toMatchObject({ code: 'not-allowed', message: "This run is Ada's." });
      expect(await statusOf(id)).toBe('failed');
    },
  );

  test('and is a stranger sees nothing of what a run made', async () => {
    const id = await failedRun();
    expect(await press('undo-run', id, 'P3')).toMatchObject({ kind: 'refusal', code: 'not-allowed' });
  });
});

describe('a run that is cancelled', () => {
  test('stops at the step that it is at, and offers to be tried again, undone and left', async () => {
    const id = await begin('waits');
    const running = await started.whenShown(
      (shown) => shown.kind === 'progress' && shown.steps.at(-1)?.status === 'running',
    );
    expect(labels(running)).toEqual(['Cancel']);
    await press('cancel-run', id);
    const answer = await started.whenShown(isRun('Cancelled: creating from'));
    expect(answer).toMatchObject({
      steps: [{}, {}, {}, { status: 'failed', detail: 'Stopped, since the run was cancelled.' }],
      lines: ['Ada cancelled it.', expect.anything(), expect.anything()],
    });
    expect(labels(answer)).toEqual(['Retry from here', 'Undo what it made', 'Leave it']);
    expect(await started.store.runs.get(id)).toMatchObject({ status: 'cancelled', message: 'Ada cancelled it.' });
    await press('undo-run-now', id);
    await started.whenRun(({ status }) => status === 'undone');
    expect(made.size).toBe(0);
  });

  test('is told that it is too late when it has ended', async () => {
    const id = await failedRun();
    await press('cancel-run', id);
    expect(await started.whenShown(({ kind }) => kind === 'refusal')).toMatchObject({ code: 'run-moved-on' });
  });
});

test('folders of runs that have ended, or are not known, go at the next start', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-old-workspaces-'));
  const workspaces = path.join(folder, 'data', 'scaffolder', 'workspaces');
  for (const name of ['ended', 'nobodys', 'going-on']) await mkdir(path.join(workspaces, name), { recursive: true });
  const files = { 'fails/template.yaml': template('fails', 'open') };
  const before = await startScaffolder({ folder, files });
  const known = await started.store.runs.get(await failedRun());
  if (!known) throw new Error('no run');
  await before.store.runs.create({ ...known, id: 'ended' });
  await before.store.runs.create({ ...known, id: 'going-on', status: 'running' });
  for (const name of ['ended', 'nobodys', 'going-on']) await mkdir(path.join(workspaces, name), { recursive: true });
  await before.stop();
  const after = await startScaffolder({ folder, files });
  expect(await readdir(workspaces)).toEqual(['going-on']);
  await after.stop();
  await rm(folder, { recursive: true });
});
