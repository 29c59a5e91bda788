import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Card } from '#callboard/core/answers/answer.ts';
import { lineText } from '#callboard/core/answers/plain-text.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const made: string[] = [];
const make: Action = {
  id: 'make',
  description: 'Makes a thing',
  effect: 'outside',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object' },
  run: async () => {
    made.push('made');
    return {};
  },
};

const template = (name: string, approval: string) => `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: ${name}, title: ${name} }
spec:
  type: thing
  approval: ${approval}
  parameters:
    properties:
      size: { type: string, title: Size }
      place: { type: string, title: Place }
  steps: [{ id: make, name: Make, action: make, input: { size: '\${{ parameters.size }}' } }]
`;

const person = (name: string, account: string, group: string) => `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name}, annotations: { paper/id: ${account} } }
spec: { memberOf: [${group}], profile: { displayName: ${name[0]?.toUpperCase()}${name.slice(1)} } }
`;
const people = [
  person('ada', 'P1', 'platform'),
  person('grace', 'P2', 'platform'),
  person('mary', 'P3', 'platform'),
  person('eve', 'P4', 'others'),
  `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform }
spec: { type: team, children: [] }
`,
].join('---\n');

const files = {
  'people/template.yaml': people,
  'one/template.yaml': template('one', '{ approvers: [platform] }'),
  'two/template.yaml': template('two', '{ approvers: [platform], count: 2, channels: { paper: "#platform" } }'),
  'three/template.yaml': template('three', '{ approvers: [platform], count: 3 }'),
  'secret/template.yaml': template('secret', '{ approvers: [platform] }').replace(
    'size: { type: string, title: Size }',
    'size: { type: string, title: Size, ui:field: Secret }',
  ),
  'short/template.yaml': template('short', '{ approvers: [platform], withinHours: 0.0002 }'),
};

let started: StartedScaffolder;
let folder: string;
beforeEach(async () => {
  made.length = 0;
  folder = await mkdtemp(path.join(tmpdir(), 'callboard-approval-'));
  started = await startScaffolder({ actions: [make], files, folder });
});
afterEach(async () => {
  await started.stop();
  await rm(folder, { recursive: true });
});

const askers = { ada: 'P1', grace: 'P2', mary: 'P3', eve: 'P4', stranger: 'P9' } as const;
const pressAs = (who: keyof typeof askers, command: string, values: Readonly<Record<string, string>>) =>
  started.sayAs({ surface: 'paper', personId: askers[who], name: who }, { kind: 'press', press: { command, values } });

const ask = async (name: string) => {
  const values = {
    template: name,
    size: 'large',
    place: 'local?owner=acme&repo=orders',
    submitted: true,
  };
  await started.say({ kind: 'press', press: { command: 'create', values } });
  return (await started.whenRun(({ templateTitle }) => templateTitle === name)).id;
};
const whenCard = async (title: string): Promise<Card> => {
  const holds = (answer: Answer) => answer.kind === 'card' && lineText(answer.title).startsWith(title);
  const answer = await started.whenShown(holds);
  if (answer.kind !== 'card') throw new Error('no card');
  return answer;
};
/** What whoever asked is told, in a card of its own. */
const whenTold = (title: string, line: string) =>
  started.whenShown(
    (answer) =>
      answer.kind === 'card' &&
      lineText(answer.title) === title &&
      JSON.stringify(answer.lines) === JSON.stringify([line]),
  );
const requests = () =>
  [...started.shown].filter(([, answer]) => answer.kind === 'card' && JSON.stringify(answer).includes('asks for it'));
const whenRefused = async (code: string) => {
  const answer = await started.whenShown((shown) => shown.kind === 'refusal' && shown.code === code);
  return answer.kind === 'refusal' ? answer.message : '';
};

describe('a run that must be approved', () => {
  test('is asked for with its values, of each member but whoever asked, and nothing of it is done', async () => {
    await ask('one');
    const card = await whenCard('Approve one?');
    expect(card).toMatchObject({
      fields: [
        { label: 'Size', value: 'large' },
        { label: 'Place', value: 'acme/orders on local' },
      ],
      buttons: [{ label: 'Approve' }, { label: 'Decline' }],
    });
    await started.whenShown(() => requests().length === 2);
    expect(requests().map(([key]) => started.sentTo.get(key))).toEqual([
      { surface: 'paper', kind: 'person', personId: 'P2' },
      { surface: 'paper', kind: 'person', personId: 'P3' },
    ]);
    const progress = await started.whenShown(({ kind }) => kind === 'progress');
    expect(progress).toMatchObject({
      status: 'waiting',
      title: ['Waiting for approval to create from ', {}],
      lines: [expect.stringMatching(/^It needs 1 approval from platform by \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/)],
    });
    expect(made).toEqual([]);
  });

  test('shows a secret once, as a mask', async () => {
    const form = await started.say({ kind: 'command', command: 'create', text: 'secret' });
    if (form === 'kept' || form.kind !== 'form') throw new Error('no form');
    const { openForm, submitPage } = started.core.conversation;
    const draft = await openForm(form, ada, { surface: 'paper', kind: 'place', conversation: 'C1' });
    await submitPage(draft.id, ada, { size: 'hush-hush', place: 'here' });
    await submitPage(draft.id, ada, {});
    const card = await whenCard('Approve secret?');
    expect(card.fields.toSorted((one, other) => one.label.localeCompare(other.label))).toEqual([
      { label: 'Place', value: 'here' },
      { label: 'Size', value: '••••••' },
    ]);
  });

  test('is asked for in the channel that the template names', async () => {
    await ask('two');
    await whenCard('Approve two?');
    const to = requests().map(([key]) => started.sentTo.get(key));
    expect(to).toEqual([{ surface: 'paper', kind: 'place', conversation: '#platform' }]);
  });

  test('begins once it is approved, and whoever asked is told in a message of its own', async () => {
    const run = await ask('one');
    await pressAs('grace', 'approve-run', { run });
    await started.whenRun(({ status }) => status === 'done');
    expect(made).toEqual(['made']);
    await whenTold('Approved: one', 'Approved by Grace.');
    await started.whenShown(() =>
      requests().every(([, answer]) => answer.kind === 'card' && answer.buttons.length === 0),
    );
    for (const [, request] of requests()) {
      expect(request).toMatchObject({ lines: ['Ada asks for it.', 'Approved by Grace.'] });
    }
  });

  test('needs as many different people as the template says', async () => {
    const run = await ask('two');
    await pressAs('grace', 'approve-run', { run });
    await started.whenShown((answer) => JSON.stringify(answer).includes('1 of 2 approvals'));
    await pressAs('grace', 'approve-run', { run });
    expect((await started.store.runs.get(run))?.status).toBe('unapproved');
    await pressAs('mary', 'approve-run', { run });
    await started.whenRun(({ status }) => status === 'done');
    expect(made).toEqual(['made']);
  });

  test('tells whoever approved that it is noted, though what they pressed is done again after the run', async () => {
    const run = await ask('one');
    const isNoted = (answer: Answer) =>
      answer.kind === 'card' && lineText(answer.title) === 'Your approval of one is noted';
    const noted = () => [...started.shown].filter(([, answer]) => isNoted(answer)).length;
    await pressAs('grace', 'approve-run', { run });
    await started.whenRun(({ status }) => status === 'done');
    await started.whenShown(() => noted() === 1);
    await pressAs('grace', 'approve-run', { run });
    await started.whenShown(() => noted() === 2);
    await pressAs('mary', 'approve-run', { run });
    expect(await whenRefused('run-moved-on')).toBe('That is decided already. Approved by Grace.');
    expect(made).toEqual(['made']);
  });

  test('runs once, when the last two approve at once on two instances', async () => {
    const run = await ask('two');
    const other = await startScaffolder({ actions: [make], files, folder });
    const press = { command: 'approve-run', values: { run } };
    await Promise.all([
      pressAs('grace', 'approve-run', { run }),
      other.sayAs({ surface: 'paper', personId: 'P3' }, { kind: 'press', press }),
    ]);
    for (;;) {
      const status = (await started.store.runs.get(run))?.status;
      if (status === 'done') break;
      await Promise.race([started, other].map((each) => each.whenRun((now) => now.status !== status)));
    }
    await other.stop();
    expect(made).toEqual(['made']);
  });

  test('is declined with a reason, which whoever asked is told', async () => {
    const run = await ask('one');
    expect(await pressAs('mary', 'decline-run', { run })).toMatchObject({
      kind: 'form',
      submit: { command: 'decline-run', values: { run } },
      form: { pages: [{ fields: [{ name: 'reason', isRequired: true }] }] },
    });
    await pressAs('mary', 'decline-run', { run, reason: 'We have one\nalready.' });
    await whenTold('Not approved: one', 'Mary declined it: We have one already.');
    expect(await started.store.runs.get(run)).toMatchObject({ status: 'declined', secrets: {} });
    await pressAs('grace', 'approve-run', { run });
    expect(await whenRefused('run-moved-on')).toContain('Mary declined it');
    expect(made).toEqual([]);
  });

  test('ends when nobody approved it in time, and whoever asked is told', async () => {
    const run = await ask('short');
    await whenTold('Not approved: short', 'It was not approved in time.');
    expect((await started.store.runs.get(run))?.status).toBe('declined');
  });

  test('is still waiting after a restart', async () => {
    const run = await ask('one');
    await started.stop();
    started = await startScaffolder({ actions: [make], files, folder });
    expect(made).toEqual([]);
    await pressAs('grace', 'approve-run', { run });
    await started.whenRun(({ status }) => status === 'done');
    expect(made).toContain('made');
  });

  test('can be cancelled by whoever asked; then nobody can approve it', async () => {
    const run = await ask('one');
    await pressAs('ada', 'cancel-run', { run });
    await whenCard('Cancelled: one');
    await pressAs('grace', 'approve-run', { run });
    await whenRefused('run-moved-on');
    expect(made).toEqual([]);
  });

  test('that was cancelled before it was approved is not tried again, and can be asked for anew', async () => {
    const run = await ask('one');
    await pressAs('ada', 'cancel-run', { run });
    const cancelled = await started.whenShown((answer) => answer.kind === 'progress' && answer.status === 'failed');
    const labels = cancelled.kind === 'progress' ? cancelled.buttons.map(({ label }) => label) : [];
    expect(labels).toEqual(['Correct and start again']);
    await pressAs('ada', 'retry-run', { run });
    expect(await whenRefused('needs-approval')).toContain('must be approved anew');
    expect((await started.store.runs.get(run))?.status).toBe('cancelled');
    expect(made).toEqual([]);
  });
});

describe('nobody approves', () => {
  test('their own run', async () => {
    await pressAs('ada', 'approve-run', { run: await ask('one') });
    expect(await whenRefused('own-run')).toBe('You asked for this run, so somebody else must approve it.');
  });

  test.each(['eve', 'stranger'] as const)('who is no approver: %s', async (who) => {
    const run = await ask('one');
    await pressAs(who, 'approve-run', { run });
    expect(await whenRefused('not-allowed')).toBe('This run is approved by platform.');
    expect((await started.store.runs.get(run))?.status).toBe('unapproved');
  });

  test('a run that too few people could approve: it is refused at once', async () => {
    await started.say({ kind: 'press', press: { command: 'create', values: { template: 'three', submitted: true } } });
    expect(await whenRefused('nobody-can-approve')).toContain('besides you, the catalog has 2 of them');
  });

  test('a run of somebody whom the catalog does not know: they are told so at once', async () => {
    await pressAs('stranger', 'create', { template: 'one', size: 'large' });
    expect(await whenRefused('user-not-known')).toContain('the catalog does not know who you are');
  });

  test('a run from the command line, where nobody is known', async () => {
    const asker = { surface: 'terminal', personId: '' };
    const creating = started.service.create({ template: 'one', values: { size: 'large' }, asker });
    await expect(creating).rejects.toMatchObject({ code: 'needs-approval' });
  });
});
