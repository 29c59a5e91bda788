import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { long, many, modal, plain, section } from '../checks/samples.ts';
import { type Started, startWorkspace } from '../start-workspace.ts';

describe('a call for a view', () => {
  let started: Started;
  let triggers: string[];
  beforeEach(async () => {
    started = await startWorkspace();
    triggers = [];
    const app = started.app();
    app.command('/who-owns', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
    await app.start();
  });
  afterEach(async () => await started.stop());

  const trigger = async (): Promise<string> => {
    await started.workspace.as('U1').slash('general', '/who-owns');
    return triggers.at(-1) ?? '';
  };
  const open = async (view: object) => await started.call('views.open', { trigger_id: await trigger(), view });
  const home = (more: object = {}) => ({ type: 'home', blocks: [{ type: 'divider' }], ...more });
  const invalid = (...said: string[]) => ({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: said.map((each) => `[ERROR] ${each}`) },
  });

  it('says all that is wrong with it', async () =>
    expect(await open(modal({ title: plain(long(25)), blocks: [{ type: 'table' }] }))).toEqual(
      invalid(
        'failed to match all allowed schemas [json-pointer:/view]',
        'must be less than 25 characters [json-pointer:/view/title/text]',
        'unsupported type: table [json-pointer:/view/blocks/0/type]',
      ),
    ));

  it('is refused where the view is larger than 250,000 bytes, whatever else is wrong', async () => {
    const blocks = many(84, () => section({ text: plain(long(3_000)), colour: 'red' })).flat();
    expect(await open(modal({ blocks }))).toEqual({ ok: false, error: 'view_too_large' });
  });

  it.each([
    ['views.open', home(), { trigger_id: '1.2.3' }],
    ['views.push', home(), { trigger_id: '1.2.3' }],
    ['views.update', home(), { view_id: 'V1' }],
    ['views.publish', modal(), { user_id: 'U1' }],
  ])('of the other kind is refused by %s', async (method, view, named) =>
    expect(await started.call(method, { view, ...named })).toEqual(
      invalid('must be a valid enum value [json-pointer:/view/type]'),
    ),
  );

  it('needs a trigger that Slack gave', async () => {
    expect(await started.call('views.open', { view: modal() })).toEqual(invalid('missing required field: trigger_id'));
    expect(await started.call('views.open', { view: modal(), trigger_id: '1.2.3' })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    });
  });

  it('keeps its trigger where the view is refused', async () => {
    const id = await trigger();
    expect(await started.call('views.open', { trigger_id: id, view: {} })).toMatchObject({ ok: false });
    expect(await started.call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
  });

  it('may not take the external_id of another view', async () => {
    const taken = { ok: false, error: 'duplicate_external_id' };
    expect(await open(modal({ external_id: 'form' }))).toMatchObject({ ok: true });
    expect(await open(modal({ external_id: 'form' }))).toEqual(taken);
    const publish = { user_id: 'U1', view: home({ external_id: 'form' }) };
    expect(await started.call('views.publish', publish)).toEqual(taken);
  });

  it('names one view that is open, by one of its ids', async () => {
    const update = async (named: object) => await started.call('views.update', { view: modal(), ...named });
    const opened = await open(modal({ external_id: 'form' }));
    expect(opened).toMatchObject({ ok: true });
    expect(await update({ external_id: 'form' })).toMatchObject({ ok: true });
    const either = invalid('must define either `view_id` or `external_id`');
    expect(await update({})).toEqual(either);
    expect(await update({ view_id: 'V1', external_id: 'form' })).toEqual(either);
    expect(await update({ view_id: 'V1' })).toEqual({ ok: false, error: 'not_found' });
  });

  it('publishes for somebody, over what it knows', async () => {
    const publish = async (more: object) => await started.call('views.publish', { view: home(), ...more });
    expect(await publish({})).toEqual(invalid('missing required field: user_id'));
    expect(await publish({ user_id: 'U9' })).toMatchObject({ ok: false });
    expect(await publish({ user_id: 'U1' })).toMatchObject({ ok: true });
    expect(await publish({ user_id: 'U1', hash: '1.old' })).toEqual({ ok: false, error: 'hash_conflict' });
  });
});
