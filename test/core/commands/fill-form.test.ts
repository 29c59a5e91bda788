import { describe, expect, it } from 'vitest';
import type { Json } from '#callboard/core/storage/records.ts';
import { isSealed } from '#callboard/core/storage/secret-box.ts';
import { changingForm, createChanging, look, preview } from '../../fixtures/changing-form.ts';
import { startCore } from '../../fixtures/start-core.ts';

const asker = { surface: 'paper', personId: 'P1' };
const address = { surface: 'paper', kind: 'place', conversation: 'C1' } as const;
async function start() {
  const thing = createChanging([]);
  const { core, store } = await startCore({ commands: [thing, look] });
  const { conversation } = core;
  const submit = { command: 'change', values: {} };
  const answer = { kind: 'form', form: changingForm({}), submit, preview } as const;
  const { id } = await conversation.openForm(answer, asker, address);
  const rows = async (): Promise<Json> =>
    [...(await store.records.namespace('form-drafts').all()).values()].map(({ value }) => value);
  return { conversation, id, rows, store };
}

describe('a form whose fields come and go', () => {
  it('is as the answers are when a surface asks for it', async () => {
    const { conversation, id } = await start();
    const turned = await conversation.turnPage(id, asker, { kind: 'paint' }, { kind: 'stay' });
    expect(turned).toMatchObject({ page: { fields: [{ name: 'kind' }, { name: 'colour' }, { name: 'token' }] } });
    expect(await conversation.turnPage(id, asker, { kind: 'wood' }, { kind: 'stay' })).toMatchObject({
      page: { fields: [{ name: 'kind' }, { name: 'token' }] },
    });
  });

  it('shows a page again whose answers brought something up, without calling that a problem', async () => {
    const { conversation, id } = await start();
    const taken = await conversation.submitPage(id, asker, { kind: 'paint', token: 'hunter2' });
    expect(taken).toMatchObject({ kind: 'next-page', draft: { page: { id: '0' } } });
    expect(await conversation.submitPage(id, asker, { kind: 'paint', token: '' })).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'colour', message: 'colour is needed' }],
    });
  });
});

describe('a secret', () => {
  it('is sealed before its draft is a row, and kept where it is left empty later', async () => {
    const { conversation, id, rows } = await start();
    expect(await conversation.submitPage(id, asker, { kind: 'wood', token: 'abc' })).toMatchObject({
      problems: [{ field: 'token', message: 'Token needs at least 4 characters' }],
    });
    await conversation.submitPage(id, asker, { kind: 'wood', token: 'hunter2' });
    const back = await conversation.turnPage(id, asker, {}, { kind: 'back' });
    expect(isSealed(String(back?.values['token']))).toBe(true);
    expect(await conversation.submitPage(id, asker, { kind: 'wood', token: '' })).toMatchObject({ kind: 'next-page' });
    expect(JSON.stringify(await rows())).toContain('sealed:1:');
    expect(JSON.stringify(await rows())).not.toContain('hunter2');
  });
});

describe('a list of things', () => {
  it('has a page for each, which is added, opened, filled and taken away', async () => {
    const { conversation, id } = await start();
    await conversation.submitPage(id, asker, { kind: 'wood', token: 'hunter2' });
    expect(await conversation.submitPage(id, asker, {})).toMatchObject({
      problems: [{ field: 'ports', message: 'Ports is needed' }],
    });
    const add = { kind: 'add', field: 'ports' } as const;
    expect(await conversation.turnPage(id, asker, {}, add)).toMatchObject({
      page: { id: 'ports.0' },
      number: 1,
      count: 1,
    });
    expect(await conversation.submitPage(id, asker, { 'ports.0.name': 'http' })).toMatchObject({
      draft: { page: { id: '1' } },
    });
    await conversation.turnPage(id, asker, {}, add);
    await conversation.turnPage(id, asker, {}, { kind: 'back' });
    expect(await conversation.submitPage(id, asker, {})).toMatchObject({
      problems: [{ field: 'ports', message: 'Port 1: ports.1.name is needed' }],
    });
    const opened = await conversation.turnPage(id, asker, {}, { kind: 'edit', field: 'ports', item: '1' });
    expect(opened).toMatchObject({ page: { id: 'ports.1' } });
    await conversation.turnPage(id, asker, { 'ports.1.name': 'x' }, { kind: 'back' });
    const left = await conversation.turnPage(id, asker, {}, { kind: 'remove', field: 'ports', item: '1' });
    expect(left).toMatchObject({ page: { id: '1', fields: [{ items: [{ id: '0' }] }] } });
    expect(left?.values).not.toHaveProperty(['ports.1.name']);
    expect(await conversation.submitPage(id, asker, {})).toMatchObject({
      kind: 'next-page',
      draft: {
        at: 'review',
        parts: [
          {
            title: 'First',
            lines: [
              { label: 'kind', value: 'Wood' },
              { label: 'Token', value: '••••••' },
            ],
          },
          { title: 'Second', lines: [{ label: 'Ports 1 › ports.0.name', value: 'http' }] },
        ],
      },
    });
  });
});

it('a review offers a look at what would come of it, and can be submitted after it', async () => {
  const { conversation, id } = await start();
  await conversation.submitPage(id, asker, { kind: 'wood', token: 'hunter2' });
  await conversation.turnPage(id, asker, {}, { kind: 'add', field: 'ports' });
  await conversation.submitPage(id, asker, { 'ports.0.name': 'http' });
  expect(await conversation.submitPage(id, asker, {})).toMatchObject({ draft: { previewLabel: 'Preview' } });
  const { answer } = await conversation.previewForm(id, asker);
  expect(answer).toMatchObject({
    title: expect.stringMatching(/^Would be {"at":"thing","kind":"wood","token":"sealed:/),
  });
  expect(await conversation.previewForm(id, { ...asker, personId: 'P2' })).toMatchObject({
    answer: { code: 'form-gone' },
  });
  expect(await conversation.submitPage(id, asker, {})).toEqual({ kind: 'kept' });
  expect(await conversation.previewForm(id, asker)).toMatchObject({ answer: { code: 'form-gone' } });
});

it('what was submitted has no secret in plain text in its row', async () => {
  const { conversation, id, store } = await start();
  await conversation.submitPage(id, asker, { kind: 'wood', token: 'hunter2' });
  await conversation.turnPage(id, asker, {}, { kind: 'add', field: 'ports' });
  await conversation.submitPage(id, asker, { 'ports.0.name': 'http' });
  await conversation.submitPage(id, asker, {});
  expect(await conversation.submitPage(id, asker, {})).toEqual({ kind: 'kept' });
  const [row] = await store.work.lease(['core.invocation'], 'me', new Date(), new Date(Date.now() + 60_000), 1);
  expect(JSON.stringify(row)).toContain('sealed:1:');
  expect(JSON.stringify(row)).not.toContain('hunter2');
});

describe('a form that is open in two windows', () => {
  const first = { kind: 'wood', token: 'hunter2' };
  const port = { 'ports.0.name': 'http' };

  /** The form at its review, as both windows show it. */
  async function review() {
    const started = await start();
    const { conversation, id } = started;
    await conversation.submitPage(id, asker, first);
    await conversation.turnPage(id, asker, {}, { kind: 'add', field: 'ports' });
    await conversation.submitPage(id, asker, port);
    await conversation.submitPage(id, asker, {});
    const draft = await conversation.draft(id, asker);
    return { ...started, seen: { pageId: 'review', revision: draft?.revision ?? -1 } };
  }

  it('is not submitted as nobody has seen it: what was changed in the other is shown first', async () => {
    const { conversation, id, seen } = await review();
    await conversation.turnPage(id, asker, {}, { kind: 'back' }, seen);
    await conversation.turnPage(id, asker, {}, { kind: 'add', field: 'ports' });
    await conversation.submitPage(id, asker, { 'ports.1.name': 'grpc' });
    const taken = await conversation.submitPage(id, asker, {}, seen);
    expect(taken).toMatchObject({
      kind: 'problems',
      draft: { at: 'review', parts: [{}, { lines: [{}, { value: 'grpc' }] }] },
      problems: [{ message: expect.stringContaining('changed in another window') }],
    });
    const again = taken.kind === 'problems' ? { pageId: 'review', revision: taken.draft.revision } : seen;
    expect(await conversation.submitPage(id, asker, {}, again)).toEqual({ kind: 'kept' });
  });

  it('takes a page as it is given there, though the other has gone on', async () => {
    const { conversation, id, seen } = await review();
    const earlier = { pageId: '0', revision: 0 };
    expect(await conversation.submitPage(id, asker, { ...first, kind: 'paint', colour: 'red' }, earlier)).toMatchObject(
      { kind: 'next-page', draft: { page: { id: '0' }, values: { kind: 'paint' } } },
    );
    expect(await conversation.submitPage(id, asker, {}, seen)).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'colour' }],
    });
  });

  it('takes nothing on a page that is not there any more', async () => {
    const { conversation, id } = await review();
    const gone = { pageId: 'ports.7', revision: 1 };
    expect(await conversation.submitPage(id, asker, { kind: 'paint' }, gone)).toMatchObject({
      kind: 'next-page',
      draft: { at: 'review', values: { kind: 'wood' } },
    });
  });

  it('loses no answer where both give one at once', async () => {
    const { conversation, id } = await review();
    const give = (pageId: string, values: object) =>
      conversation.submitPage(id, asker, { ...values }, { pageId, revision: 0 });
    await Promise.all([give('0', { kind: 'paint', token: '' }), give('ports.0', { 'ports.0.name': 'grpc' })]);
    expect((await conversation.draft(id, asker))?.values).toMatchObject({ kind: 'paint', 'ports.0.name': 'grpc' });
  });
});

describe('a form that was left', () => {
  const answer = { kind: 'form', form: changingForm({}), submit: { command: 'change', values: {} } } as const;

  it('goes on when the same is asked for, by the same person and with the same values', async () => {
    const { conversation } = await start();
    const { draft } = await conversation.takeUpForm(answer, asker, address);
    await conversation.submitPage(draft.id, asker, { kind: 'wood', token: 'hunter2' });
    const elsewhere = { ...address, conversation: 'C2' };
    expect(await conversation.takeUpForm(answer, asker, elsewhere)).toMatchObject({
      wasBegun: true,
      draft: { id: draft.id, page: { id: '1' }, values: { kind: 'wood' } },
    });
    const others = [
      await conversation.takeUpForm(answer, { ...asker, personId: 'P2' }, address),
      await conversation.takeUpForm({ ...answer, values: { kind: 'paint' } }, asker, address),
      await conversation.takeUpForm({ ...answer, submit: { command: 'change', values: { a: 1 } } }, asker, address),
    ];
    expect(others.map(({ wasBegun }) => wasBegun)).toEqual([false, false, false]);
  });

  it('is begun anew once it was submitted', async () => {
    const { conversation } = await start();
    const { draft } = await conversation.takeUpForm(answer, asker, address);
    await conversation.submitPage(draft.id, asker, { kind: 'wood', token: 'hunter2' });
    await conversation.turnPage(draft.id, asker, {}, { kind: 'add', field: 'ports' });
    await conversation.submitPage(draft.id, asker, { 'ports.0.name': 'http' });
    await conversation.submitPage(draft.id, asker, {});
    expect(await conversation.submitPage(draft.id, asker, {})).toEqual({ kind: 'kept' });
    const { draft: next, wasBegun } = await conversation.takeUpForm(answer, asker, address);
    expect(next.id).not.toBe(draft.id);
    expect(wasBegun).toBe(false);
  });

  it('forgets what was given where it is begun afresh', async () => {
    const { conversation } = await start();
    const { draft } = await conversation.takeUpForm(answer, asker, address);
    await conversation.submitPage(draft.id, asker, { kind: 'wood', token: 'hunter2' });
    expect(await conversation.turnPage(draft.id, asker, {}, { kind: 'restart' })).toMatchObject({
      page: { id: '0' },
      values: {},
    });
  });
});
