import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { createFetchTemplate } from '#callboard/scaffolder/actions/fetch-template.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createMask } from '#callboard/scaffolder/mask-secrets.ts';
import { makeRun } from '#callboard/scaffolder/make-run.ts';
import { performRun } from '#callboard/scaffolder/perform-run.ts';
import type { Run, RunLine } from '#callboard/scaffolder/run.ts';
import { runProgress } from '#callboard/scaffolder/run-progress.ts';
import { createRunLog } from '#callboard/scaffolder/run-log.ts';
import { readTemplate } from '#callboard/scaffolder/template.ts';
import { openStore, type Store } from '#callboard/store/open-store.ts';
import { createSilentLogger } from '../fixtures/silent-logger.ts';
import { writeFiles } from './start-scaffolder.ts';
import { buildDocument } from './template-documents.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

const now = new Date('2026-03-04T05:06:07Z');
const steps = [
  { id: 'fetch', action: 'fetch:template', input: { url: './skeleton', values: { name: '${{ parameters.name }}' } } },
  { id: 'outside', action: 'make', input: { from: '${{ parameters.name }}' } },
  { id: 'after', action: 'make', input: { from: '${{ steps.outside.output.made }}' } },
];

let folder = '';
let store: Store;
let logger = createSilentLogger();
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-run-'));
  logger = createSilentLogger();
  store = await openStore(`file:${path.join(folder, 'callboard.db')}`, { logger });
  await writeFiles(path.join(folder, 'template'), { 'skeleton/a.txt': 'for ${{ values.name }}' });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const workspace = () => path.join(folder, 'workspaces', 'run1');

/** An action with an effect outside, of which each call and the files it finds are noted. */
function make(run: (from: string, call: number) => Promise<void> | void = () => {}) {
  const calls: string[] = [];
  const action: Action = {
    id: 'make',
    description: 'Makes something',
    effect: 'outside',
    inputSchema: { type: 'object', required: ['from'] },
    outputSchema: { type: 'object', additionalProperties: false, properties: { made: { type: 'string' } } },
    run: async ({ input, workspace: files, signal }) => {
      const from = textOf(input['from']) ?? '';
      calls.push(`${from}: ${(await readdir(files)).join()}`);
      await run(from, calls.length);
      signal.throwIfAborted();
      return { made: `made of ${from}` };
    },
  };
  return { action, calls };
}

function newRun(spec: JsonObject = { steps }): Run {
  const document = buildDocument({
    parameters: { properties: { name: { type: 'string' } } },
    output: { text: ['${{ parameters.name }} is there'] },
    ...spec,
  });
  const atHand = {
    template: readTemplate(document, createLanguages()),
    document,
    folder: path.join(folder, 'template'),
  };
  return makeRun(atHand, {
    id: 'run1',
    values: { name: 'shop' },
    asker: { surface: 'paper', personId: 'P1' },
    userRef: undefined,
    address: { surface: 'paper', kind: 'person', personId: 'P1' },
    createdAt: now,
  });
}

async function perform(
  action: Action,
  signal = new AbortController().signal,
  said: Run[] = [],
  { secrets = {}, stepMs = 60_000 } = {},
): Promise<Run> {
  const run = await store.runs.get('run1');
  if (!run) throw new Error('no run');
  const fetchTemplate = createFetchTemplate(() => Promise.reject(new Error('nothing is on the network here')));
  const mask = createMask(secrets);
  const keep = (lines: readonly RunLine[]) => store.runs.addLines('run1', lines, 100);
  const context = {
    runs: store.runs,
    actions: new Map([action, fetchTemplate].map((one) => [one.id, one])),
    environment: { parameters: {}, secrets: {} },
    secrets,
    mask,
    limits: { runMs: 3_600_000, stepMs },
    logger,
    log: createRunLog({ runId: 'run1', keep, mask, now: () => now, logger }, () => {}),
    findUser: (ref: string) => ({ ref, entity: null }),
    workspace: workspace(),
    isDry: false,
    tellInput: () => {},
    say: async (stated: Run) => void said.push(stated),
    now: () => now,
    newId: () => 'f00dfeed0123',
    languages: createLanguages(),
  };
  return performRun(run, context, signal);
}

const statuses = (run: Run | undefined) => run?.steps.map(({ status }) => status);

test('every change of a step is stored and said, and at the end the folder is gone', async () => {
  await store.runs.create(newRun());
  const { action, calls } = make();
  const said: Run[] = [];
  const seen: unknown[] = [];
  const watched = {
    ...action,
    run: async (context: Parameters<Action['run']>[0]) => {
      seen.push(statuses(await store.runs.get('run1')));
      return action.run(context);
    },
  };
  await perform(watched, undefined, said);
  expect(seen).toEqual([
    ['done', 'running', 'waiting'],
    ['done', 'done', 'running'],
  ]);
  expect(calls).toEqual(['shop: a.txt', 'made of shop: a.txt']);
  expect(said.map(({ status }) => status)).toEqual([...Array.from({ length: 7 }, () => 'running'), 'done']);
  expect(await store.runs.get('run1')).toMatchObject({
    status: 'done',
    endedAt: now,
    output: { text: ['shop is there'] },
    steps: [{ output: {} }, { output: { made: 'made of shop' } }, { output: { made: 'made of made of shop' } }],
  });
  await expect(stat(workspace())).rejects.toThrow('ENOENT');
});

test('what makes something outside is kept before it is called, and with what it gave', async () => {
  await store.runs.create(newRun());
  const seen: unknown[] = [];
  const { action } = make();
  const calls = async () => (await store.runs.get('run1'))?.steps.map((step) => step.calls);
  const watched: Action = {
    ...action,
    run: async (context) => {
      seen.push(await calls());
      return action.run(context);
    },
  };
  await perform(watched);
  expect(seen[0]).toEqual([[], [{ input: { from: 'shop' } }], []]);
  expect(await calls()).toEqual([
    [],
    [{ input: { from: 'shop' }, output: { made: 'made of shop' } }],
    [{ input: { from: 'made of shop' }, output: { made: 'made of made of shop' } }],
  ]);
});

describe('a call that is refused before anything could be made', () => {
  const refused = (code: string): Action => ({
    ...make(() => Promise.reject(new Refusal('The Git host elsewhere is not configured.', { code }))).action,
    made: { find: () => Promise.reject(new Refusal('Nobody answers.', { code: 'down' })), undo: async () => {} },
  });

  test('has left nothing, and nothing of it is looked for or offered to be undone', async () => {
    await store.runs.create(newRun());
    const said: Run[] = [];
    const run = await perform(refused('no-such-git-host'), undefined, said);
    expect(run.steps[1]).toMatchObject({ status: 'failed', calls: [] });
    expect((await store.runs.get('run1'))?.steps[1]?.calls).toEqual([]);
    const { lines, buttons } = runProgress(run);
    expect(lines).toEqual([]);
    expect(buttons?.map(({ label }) => label)).toEqual([
      'Retry from here',
      'Correct and start again',
      'Leave it',
      'Log',
    ]);
  });

  test('may have left something where it was refused otherwise', async () => {
    await store.runs.create(newRun());
    const run = await perform(refused('down'));
    expect(run.steps[1]?.calls).toMatchObject([{ left: { kind: 'unknown', reason: 'Nobody answers.' } }]);
  });

  test('does not hide that an earlier attempt was begun', async () => {
    await store.runs.create(newRun());
    const killed = new AbortController();
    await perform(make(() => killed.abort()).action, killed.signal);
    const run = await perform(refused('no-such-git-host'));
    expect(run.steps[1]?.calls).toMatchObject([{ input: { from: 'shop' }, left: { kind: 'unknown' } }]);
  });
});

describe('a run that was killed goes on', () => {
  test('at the first step that is not done; a step that was running is taken again', async () => {
    await store.runs.create(newRun());
    const killed = new AbortController();
    const first = make((_from, call) => {
      if (call === 2) killed.abort();
    });
    expect((await perform(first.action, killed.signal)).status).toBe('running');
    expect(statuses(await store.runs.get('run1'))).toEqual(['done', 'done', 'running']);

    const second = make();
    const ended = await perform(second.action);
    expect(second.calls).toEqual(['made of shop: a.txt']);
    expect(ended.status).toBe('done');
    expect(ended.steps.map((step) => step.calls.length)).toEqual([0, 1, 1]);
  });

  test('between two steps', async () => {
    await store.runs.create(newRun());
    const killed = new AbortController();
    const first = make();
    await perform(
      {
        ...first.action,
        run: async (context) => {
          const output = await first.action.run(context);
          killed.abort();
          return output;
        },
      },
      killed.signal,
    );
    expect(statuses(await store.runs.get('run1'))).toEqual(['done', 'done', 'waiting']);
    const second = make();
    await perform(second.action);
    expect(second.calls).toHaveLength(1);
  });

  test('on another machine, where its folder is filled again first', async () => {
    await store.runs.create(newRun());
    const killed = new AbortController();
    await perform(make(() => killed.abort()).action, killed.signal);
    await rm(workspace(), { recursive: true });
    const second = make();
    await perform(second.action);
    expect(second.calls).toEqual(['shop: a.txt', 'made of shop: a.txt']);
  });

  test('when it died while its folder was being filled, with an empty one', async () => {
    const run = newRun();
    await store.runs.create(run);
    const [fetch] = run.steps;
    if (!fetch) throw new Error('no step');
    await store.runs.move('run1', ['waiting'], { status: 'running' });
    await store.runs.putStep('run1', { ...fetch, status: 'running' });
    await writeFiles(workspace(), { 'half-written.txt': 'x' });
    const { action, calls } = make();
    await perform(action);
    expect(calls[0]).toBe('shop: a.txt');
  });

  test('without looking ahead again, where it would find its own doing', async () => {
    await store.runs.create(newRun());
    const killed = new AbortController();
    await perform(make(() => killed.abort()).action, killed.signal);
    const refusal = new Refusal('The name is taken.', { code: 'taken' });
    const run = await perform({ ...make().action, lookAhead: async () => ({ input: 'from', refusal }) });
    expect(run.status).toBe('done');
  });

  test('when only its end was not told any more: nothing is done twice', async () => {
    await store.runs.create(newRun());
    await perform(make().action);
    const { action, calls } = make();
    const said: Run[] = [];
    await perform(action, undefined, said);
    expect(calls).toEqual([]);
    expect(said.map(({ status }) => status)).toEqual(['done']);
  });
});

describe('a step that fails', () => {
  test('ends the run, with the words of its refusal', async () => {
    await store.runs.create(newRun());
    const { action, calls } = make(() => {
      throw new Refusal('The shop is closed.', { code: 'closed', hint: 'Come back tomorrow.' });
    });
    await perform(action);
    expect(calls).toHaveLength(1);
    expect(await store.runs.get('run1')).toMatchObject({
      status: 'failed',
      endedAt: now,
      steps: [
        { status: 'done' },
        { status: 'failed', message: 'The shop is closed. Come back tomorrow.' },
        { status: 'waiting' },
      ],
    });
    await expect(stat(workspace())).rejects.toThrow('ENOENT');
  });

  test('by a fault is logged with an id, and the id is told', async () => {
    await store.runs.create(newRun());
    const fault = new TypeError('x is undefined');
    const { action } = make(() => Promise.reject(fault));
    const run = await perform(action);
    expect(run.steps[1]?.message).toBe(
      'That went wrong here, and it is not your fault. It is logged as f00dfeed. Try again; if it stays, tell whoever runs this bot the number f00dfeed.',
    );
    expect(logger.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ error: expect.stringContaining(fault.message), faultId: 'f00dfeed' }),
      }),
    );
  });

  test('by an output that it does not declare is a fault', async () => {
    await store.runs.create(newRun());
    const { action } = make();
    const run = await perform({ ...action, run: async () => ({ other: 1 }) });
    expect(statuses(run)).toEqual(['done', 'failed', 'waiting']);
  });

  test('because its action is gone since the run was made, says so', async () => {
    await store.runs.create(newRun());
    const run = await perform({ ...make().action, id: 'another' });
    expect(run.steps[0]?.message).toContain('uses the action make, which no plugin provides');
  });
});

describe('a secret', () => {
  const given = { secrets: { token: 'hush-hush' } };
  const spec = { steps: [{ id: 'make', action: 'make', input: { from: '${{ secrets.token }}' } }] };

  test('is what the action gets, and is masked in what is kept of it, said and logged', async () => {
    await store.runs.create(newRun(spec));
    const said: Run[] = [];
    const { action, calls } = make();
    const telling: Action = {
      ...action,
      run: (context) => {
        context.logger.info({ header: 'Bearer hush-hush' }, 'it is hush-hush');
        return action.run(context);
      },
    };
    await perform(telling, undefined, said, given);
    expect(calls).toEqual(['hush-hush: ']);
    const kept = [await store.runs.get('run1'), await store.runs.lines('run1', 9), said, logger.lines];
    expect(JSON.stringify(kept)).toContain('it is ***');
    expect(JSON.stringify(kept)).not.toContain('hush-hush');
  });

  test('is masked in why a step failed, also in the log', async () => {
    await store.runs.create(newRun(spec));
    const refusing = make((from) => Promise.reject(new Refusal(`No ${from}.`, { code: 'no' })));
    const run = await perform(refusing.action, undefined, [], given);
    expect(run.steps[0]?.message).toBe('No ***.');
    await store.runs.move('run1', ['failed'], { status: 'waiting', steps: newRun(spec).steps });
    const failing = make((from) => Promise.reject(new TypeError(`no ${from}`)));
    await perform(failing.action, undefined, [], given);
    expect(JSON.stringify(logger.lines)).not.toContain('hush-hush');
  });
});

test('what is sealed goes when the run ends, however it ends', async () => {
  for (const [id, action] of [
    ['run1', make().action],
    ['run1', make(() => Promise.reject(new Refusal('No.', { code: 'no' }))).action],
  ] as const) {
    await store.runs.create({ ...newRun(), secrets: { token: 'sealed' } });
    await store.runs.move(id, ['done', 'failed'], {
      status: 'waiting',
      secrets: { token: 'x' },
      steps: newRun().steps,
    });
    await perform(action);
    expect((await store.runs.get(id))?.secrets).toEqual({ token: '' });
  }
});

describe('a run is stopped', () => {
  const until = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

  test('by a signal that says why, and ends so, however its action takes it', async () => {
    await store.runs.create(newRun());
    const stopping = new AbortController();
    const { action } = make();
    const slow: Action = {
      ...action,
      run: async (context) => {
        stopping.abort(new Refusal('Stopped.', { code: 'run-cancelled' }));
        await until(context.signal).catch(() => {});
        throw new Error('interrupted');
      },
    };
    const waiting = { ...slow, run: (context: Parameters<Action['run']>[0]) => slow.run(context) };
    const run = await perform(waiting, stopping.signal);
    expect(run.status).toBe('cancelled');
    expect(run.steps[1]).toMatchObject({ status: 'failed', message: 'Stopped.', calls: [{ input: { from: 'shop' } }] });
    expect((await store.runs.get('run1'))?.status).toBe('cancelled');
  });

  test('at a step that takes longer than it may, which says so', async () => {
    await store.runs.create(newRun({ steps: steps.slice(1, 2) }));
    const { action } = make();
    const slow: Action = {
      ...action,
      run: async ({ signal }) => {
        await until(signal);
        throw new Error('interrupted');
      },
    };
    const run = await perform(slow, undefined, [], { stepMs: 20 });
    expect(run.status).toBe('failed');
    expect(run.steps[0]?.message).toMatch(/^The step "outside" took longer than 0 s and was stopped\. Try again/);
  });

  test('at a step that does not stop when it is told to, which may still make something', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await store.runs.create(newRun({ steps: steps.slice(1, 2) }));
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const stubborn: Action = {
        ...make().action,
        made: { find: async () => undefined, undo: async () => {} },
        run: () => {
          begin();
          return new Promise(() => {});
        },
      };
      const performing = perform(stubborn, undefined, [], { stepMs: 20 });
      await begun;
      await vi.advanceTimersByTimeAsync(10_020);
      expect((await performing).steps[0]?.calls).toMatchObject([
        { left: { kind: 'unknown', reason: 'It did not stop when it was told to.' } },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a full disk is told as such, with the remedy', async () => {
  await store.runs.create(newRun());
  const { action } = make(() => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' })));
  const run = await perform(action);
  expect(run.steps[1]?.message).toBe(
    "The disk that holds Callboard's data is full. Have some space freed, then try again.",
  );
});

test('what an action sees ahead stops the run before its first step, and is asked once', async () => {
  await store.runs.create(newRun());
  const { action, calls } = make();
  const refusal = new Refusal('The name is taken.', { code: 'taken' });
  const lookAhead = async () => ({ input: 'from', refusal });
  const run = await perform({ ...action, lookAhead });
  expect(statuses(run)).toEqual(['waiting', 'failed', 'waiting']);
  expect(calls).toEqual([]);
});

test('a step whose condition does not hold is skipped, and what reads its output gets nothing', async () => {
  const conditional = steps.map((step) => (step.id === 'outside' ? { ...step, if: false } : step));
  await store.runs.create(
    newRun({
      steps: [...conditional.slice(0, 2), { ...steps[2], input: { from: '[${{ steps.outside.output.made }}]' } }],
    }),
  );
  const { action, calls } = make();
  const run = await perform(action);
  expect(statuses(run)).toEqual(['done', 'skipped', 'done']);
  expect(calls).toEqual(['[]: a.txt']);
});

test('the files of the template are read from the folder that the run names', async () => {
  await store.runs.create({ ...newRun(), templateFolder: path.join(folder, 'gone') });
  const run = await perform(make().action);
  expect(run.steps[0]?.message).toBe("The template's folder is not there any more. Start again.");
  expect(await readFile(path.join(folder, 'template', 'skeleton', 'a.txt'), 'utf8')).toContain('values.name');
});

describe('a step with each', () => {
  const repeated = (each: Json, more: JsonObject = {}) => ({
    steps: [
      { id: 'all', action: 'make', each, input: { from: '${{ each.key }}=${{ each.value }}' }, ...more },
      { id: 'after', action: 'make', input: { from: '${{ steps.all.output.made }}' } },
    ],
    output: { made: '${{ steps.all.output.made }}' },
  });

  test.each<[string, Json, readonly string[]]>([
    ['a list', ['a', 'b'], ['0=a', '1=b']],
    ['an object', { x: 'a', y: 'b' }, ['x=a', 'y=b']],
    ['a list that is rendered', '${{ "a,b" | split: "," }}', ['0=a', '1=b']],
    ['nothing', [], []],
  ])('is taken for each of %s, and has a list of outputs', async (_what, each, expected) => {
    await store.runs.create(newRun(repeated(each)));
    const { action, calls } = make();
    expect((await perform(action)).output).toEqual({ made: expected.map((from) => `made of ${from}`) });
    expect(calls.slice(0, -1)).toEqual(expected.map((from) => `${from}: `));
  });

  test('is left out for those whose condition does not hold', async () => {
    await store.runs.create(newRun(repeated(['a', 'b', 'c'], { if: '${{ each.value != "b" }}' })));
    const { action } = make();
    expect((await perform(action)).output).toEqual({ made: ['made of 0=a', 'made of 2=c'] });
  });

  test('goes on after a crash with those that did not come to their end, and keeps what each gave', async () => {
    await store.runs.create(newRun(repeated(['a', 'a', 'b', 'c'])));
    const stopping = new AbortController();
    const first = make((from) => {
      if (from === '2=b') stopping.abort();
    });
    await perform(first.action, stopping.signal);
    expect(first.calls.map((call) => call.slice(0, 3))).toEqual(['0=a', '1=a', '2=b']);
    const second = make();
    const run = await perform(second.action);
    expect(second.calls.map((call) => call.slice(0, 3))).toEqual(['2=b', '3=c', ': ']);
    expect(run.output).toEqual({ made: ['0=a', '1=a', '2=b', '3=c'].map((from) => `made of ${from}`) });
    expect(run.steps[0]?.calls).toHaveLength(4);
  });

  test('is named apart for each time', async () => {
    await store.runs.create(newRun(repeated(['a', 'b'])));
    const ids: string[] = [];
    const { action } = make();
    await perform({ ...action, run: (context) => (ids.push(context.stepId), action.run(context)) });
    expect(ids).toEqual(['all.0', 'all.1', 'after']);
  });
});

describe('after a step that failed', () => {
  const conditional = (...conditions: readonly string[]) => ({
    steps: [
      { id: 'first', action: 'make', input: { from: 'first' } },
      ...conditions.map((condition, index) => ({
        id: `after-${index}`,
        action: 'make',
        if: condition,
        input: { from: `step ${index}` },
      })),
    ],
  });

  test('only steps that ask for that are taken, and the run has failed', async () => {
    const conditions = ['${{ always() }}', '${{ failure() }}', 'true', '${{ failure() and parameters.name == "x" }}'];
    await store.runs.create(newRun(conditional(...conditions)));
    const { action } = make((from) => {
      if (from === 'first') throw new Refusal('No.', { code: 'no' });
    });
    const run = await perform(action);
    expect(statuses(run)).toEqual(['failed', 'done', 'done', 'waiting', 'skipped']);
    expect([run.status, run.steps[0]?.message]).toEqual(['failed', 'No.']);
    expect((await store.runs.get('run1'))?.status).toBe('failed');
  });

  test('where nothing fails, failure() is left out and always() is taken', async () => {
    await store.runs.create(newRun(conditional('${{ always() }}', '${{ failure() }}')));
    expect(statuses(await perform(make().action))).toEqual(['done', 'done', 'skipped']);
  });
});

test('links and texts of the output are left out where their condition does not hold', async () => {
  const output = {
    links: [
      { if: '${{ parameters.name == "shop" }}', title: 'Here', url: 'https://example.com' },
      { if: '${{ parameters.name == "other" }}', title: 'There', url: 'https://example.com/${{ parameters.name }}' },
      { if: [], title: 'Nowhere', url: 'https://example.com' },
    ],
    text: [{ if: false, title: 'a', content: 'b' }, 'c'],
  };
  await store.runs.create(newRun({ steps: [steps[1] ?? {}], output }));
  expect((await perform(make().action)).output).toEqual({
    links: [{ title: 'Here', url: 'https://example.com' }],
    text: ['c'],
  });
});
