import type { ViewResponseAction } from '@slack/bolt';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OpenView } from '#callboard/local-workspace/local-workspace.ts';

import { createClock } from './clock.ts';
import { type Started, startWorkspace } from './start-workspace.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const textInput = (blockId: string, element: object = {}, more: object = {}) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain(blockId),
  element: { type: 'plain_text_input' as const, action_id: 'value', ...element },
  ...more,
});
const press = {
  type: 'actions',
  block_id: 'row',
  elements: [{ type: 'button', action_id: 'press', text: plain('Press') }],
};
const modal = (...blocks: object[]) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Go'),
  blocks,
});

describe('a modal', () => {
  let started: Started;
  const clock = createClock();
  let answer: ViewResponseAction | undefined;
  /** What the app answers next to a submission; some of it is what Slack refuses, so of any shape. */
  const answerWith = (said: object) => {
    answer = JSON.parse(JSON.stringify(said));
  };
  const triggers: string[] = [];
  const states: object[] = [];
  /** What was sent to the app and acknowledged: its kind and name. */
  const sent: string[] = [];

  beforeEach(async () => {
    started = await startWorkspace({ now: clock.now });
    triggers.length = 0;
    answer = undefined;
    started.workspace.events.on('acknowledged', ({ kind, name }) => sent.push(`${kind} ${name}`));
    const app = started.app();
    app.command('/who-owns', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
    app.action('value', async ({ ack }) => await ack());
    app.action('press', async ({ ack, body }) => {
      if ('trigger_id' in body) triggers.push(body.trigger_id);
      await ack();
    });
    app.options('value', async ({ ack, options: { value } }) => {
      await ack({ options: [{ text: plain(`Team ${value}`), value }] });
    });
    app.view({ callback_id: 'form' }, async ({ ack, view }) => {
      states.push(view.state.values);
      await (answer === undefined ? ack() : ack(answer));
    });
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => await ack());
    await app.start();
  });
  afterEach(async () => await started.stop());

  const jane = () => started.workspace.as('U1');
  const trigger = async () => {
    await jane().slash('general', '/who-owns');
    return triggers.at(-1);
  };
  const open = async (view: object): Promise<OpenView> => {
    expect(await started.call('views.open', { trigger_id: await trigger(), view })).toMatchObject({ ok: true });
    return await started.workspace.nextView('U1');
  };
  const pressTrigger = async (view: OpenView) => {
    await jane().click(view, 'press');
    return triggers.at(-1);
  };

  it('is shown by a page that listens again, and not by one that was loaded anew', async () => {
    const view = await open(modal(textInput('name')));
    const closing = new AbortController();
    const { signal } = closing;
    const firstView = async (again: boolean): Promise<unknown> => {
      const { body } = await fetch(`${started.origin}/workspace/api/stream?as=U1&again=${again}`, { signal });
      let text = '';
      for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const [, told] = /^data: (\{"type":"view".*\})$/m.exec(text) ?? [];
        if (told !== undefined) return JSON.parse(told);
      }
      return undefined;
    };
    expect(await firstView(true)).toMatchObject({ view: { id: view.id } });
    expect(await firstView(false)).toEqual({ type: 'view', view: null });
    closing.abort();
  });

  it('opens for a fresh trigger only', async () => {
    const view = modal(textInput('name'));
    const used = await trigger();
    expect(await started.call('views.open', { trigger_id: used, view })).toMatchObject({ ok: true });
    expect(await started.call('views.open', { trigger_id: used, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const late = await trigger();
    clock.advance(3_001);
    expect(await started.call('views.open', { trigger_id: late, view })).toMatchObject({ error: 'expired_trigger_id' });
  });

  it('stacks three deep', async () => {
    const first = await open(modal(press));
    const second = await started.call('views.push', { trigger_id: await pressTrigger(first), view: modal(press) });
    expect(second).toMatchObject({ view: { previous_view_id: first.id, root_view_id: first.id } });
    const top = await started.workspace.nextView('U1', ({ id }) => id !== first.id);
    const third = await started.call('views.push', { trigger_id: await pressTrigger(top), view: modal(press) });
    expect(third).toMatchObject({ ok: true });
    const last = await started.workspace.nextView('U1', ({ previousViewId }) => previousViewId === top.id);
    expect(
      await started.call('views.push', { trigger_id: await pressTrigger(last), view: modal(press) }),
    ).toMatchObject({
      error: 'push_limit_reached',
    });
    await jane().closeView(last.id);
    expect(jane().view()?.id).toBe(top.id);
  });

  it('is not updated over a newer state', async () => {
    const { id, hash } = await open(modal(textInput('name')));
    const update = { view_id: id, hash, view: modal(textInput('other')) };
    expect(await started.call('views.update', update)).toMatchObject({ ok: true });
    expect(await started.call('views.update', update)).toMatchObject({ error: 'hash_conflict' });
  });

  it('is found by its external id, which is unique', async () => {
    await open({ ...modal(textInput('name')), external_id: 'run-1' });
    expect(await started.call('views.update', { external_id: 'run-1', view: modal(textInput('a')) })).toMatchObject({
      ok: true,
    });
    expect(await started.call('views.update', { external_id: 'run-1', view: modal(textInput('a')) })).toMatchObject({
      error: 'not_found',
    });
  });

  it('keeps what an input holds when it is updated under the same ids', async () => {
    const { id } = await open(modal(textInput('name', { initial_value: 'first' }), press));
    const update = modal(
      textInput('name', { initial_value: 'second' }),
      textInput('other', { initial_value: 'third' }),
    );
    await started.call('views.update', { view_id: id, view: update });
    await jane().submitView(id, {});
    expect(states.at(-1)).toEqual({
      name: { value: { type: 'plain_text_input', value: 'first' } },
      other: { value: { type: 'plain_text_input', value: 'third' } },
    });
  });

  it('checks its inputs before it is sent', async () => {
    const number = { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' };
    const { id } = await open(
      modal(
        textInput('short', { min_length: 2 }),
        textInput('long', { max_length: 3 }),
        textInput('optional', {}, { optional: true }),
        textInput('low', number),
        textInput('high', number),
        textInput('decimal', number),
        textInput('email', { type: 'email_text_input' }),
        textInput('url', { type: 'url_text_input' }),
      ),
    );
    const typed = { short: 'a', long: 'abcd', low: '0', high: '10', decimal: '1.5', email: 'jane', url: 'example.com' };
    const values = Object.fromEntries(Object.entries(typed).map(([block, text]) => [block, { value: { text } }]));
    expect(await jane().submitView(id, values)).toEqual({
      outcome: 'kept',
      errors: {
        short: 'Enter at least 2 characters.',
        long: 'Enter at most 3 characters.',
        low: 'Enter a number of at least 1.',
        high: 'Enter a number of at most 9.',
        decimal: 'Enter a whole number.',
        email: 'Enter a valid email address.',
        url: 'Enter a valid URL.',
      },
    });
    const right = {
      short: 'ab',
      long: 'abc',
      low: '1',
      high: '9',
      decimal: '2',
      email: 'j@example.com',
      url: 'https://e.com',
    };
    const rightValues = Object.fromEntries(Object.entries(right).map(([block, text]) => [block, { value: { text } }]));
    expect(await jane().submitView(id, rightValues)).toEqual({ outcome: 'closed' });
  });

  const refused: [what: string, answer: object, detail: string][] = [
    [
      'errors for a block that is not there',
      { response_action: 'errors', errors: { nome: 'No.' } },
      'no input block of the view has this block_id [json-pointer:/errors/nome]',
    ],
    [
      'errors for a block that is no input',
      { response_action: 'errors', errors: { row: 'No.' } },
      'no input block of the view has this block_id [json-pointer:/errors/row]',
    ],
    ['no errors', { response_action: 'errors', errors: {} }, 'must name at least one block [json-pointer:/errors]'],
    ['an unknown action', { response_action: 'close' }, 'must be a valid enum value [json-pointer:/response_action]'],
    [
      'a wrong view',
      { response_action: 'update', view: { type: 'modal', blocks: [] } },
      'missing required field: title [json-pointer:/view]',
    ],
  ];
  it.each(refused)('stays, with Slack’s excuse, where the app answers %s', async (_what, said, detail) => {
    const { id } = await open(modal(textInput('name'), press));
    answerWith(said);
    const told = once(started.workspace.events, 'acknowledgementRefused');
    expect(await jane().submitView(id, { name: { value: { text: 'a' } } })).toEqual({
      outcome: 'kept',
      error: 'We had some trouble connecting. Try again?',
    });
    expect((await told)[0].details).toContain(detail);
  });

  it('gives way to the one that the app answers with', async () => {
    const { id } = await open(modal(textInput('name')));
    answerWith({ response_action: 'update', view: modal(textInput('second')) });
    expect(await jane().submitView(id, { name: { value: { text: 'a' } } })).toEqual({ outcome: 'updated' });
    expect(jane().view()).toMatchObject({ id, content: { blocks: [{ block_id: 'second' }] } });
    answerWith({ response_action: 'push', view: modal(textInput('third')) });
    expect(await jane().submitView(id, { second: { value: { text: 'a' } } })).toEqual({ outcome: 'updated' });
    expect(jane().view()).toMatchObject({ previousViewId: id });
    answerWith({ response_action: 'clear' });
    await jane().submitView(jane().view()?.id ?? '', { third: { value: { text: 'a' } } });
    expect(jane().view()).toBeNull();
  });

  it('takes several options of a menu that the app fills, each found by another query', async () => {
    const menu = { type: 'multi_external_select', action_id: 'value', min_query_length: 1 };
    const view = await open(modal({ type: 'input', block_id: 'teams', label: plain('Teams'), element: menu }));
    expect(await jane().suggest(view, 'value', '')).toEqual({ options: [] });
    await jane().suggest(view, 'value', 'a');
    await jane().suggest(view, 'value', 'b');
    await jane().submitView(view.id, { teams: { value: { options: ['a', 'b'] } } });
    expect(states.at(-1)).toMatchObject({ teams: { value: { selected_options: [{ value: 'a' }, { value: 'b' }] } } });
  });

  it('keeps what is chosen in it to itself, unless the input dispatches actions', async () => {
    const choice = { type: 'users_select', action_id: 'value' };
    const user = (blockId: string, more: object) => ({
      type: 'input',
      block_id: blockId,
      label: plain('Who'),
      element: choice,
      ...more,
    });
    const view = await open(modal(user('quiet', {}), user('loud', { dispatch_action: true })));
    sent.length = 0;
    await jane().click(view, 'value', { user: 'U1' }, { blockId: 'quiet' });
    expect(sent).toEqual([]);
    await jane().click(view, 'value', { user: 'U2' }, { blockId: 'loud' });
    expect(sent).toEqual(['block_actions value']);
    await jane().submitView(view.id, {});
    expect(states.at(-1)).toMatchObject({
      quiet: { value: { selected_user: 'U1' } },
      loud: { value: { selected_user: 'U2' } },
    });
  });

  it('is no one else’s to submit', async () => {
    const { id } = await open(modal(textInput('name')));
    await expect(started.workspace.as('U2').submitView(id, {})).rejects.toThrow('That view is no longer open.');
  });

  it('tells the app that it was closed, where the app asked', async () => {
    const silent = await open(modal(textInput('name')));
    sent.length = 0;
    await jane().closeView(silent.id);
    expect(sent).toEqual([]);
    const telling = await open({ ...modal(textInput('name')), notify_on_close: true });
    await jane().closeView(telling.id);
    expect(sent).toContain('view_closed form');
  });
});
