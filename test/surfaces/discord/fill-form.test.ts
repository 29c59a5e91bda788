import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field, Form } from '#callboard/core/forms/form.ts';
import { tokenOf } from '#callboard/surfaces/discord/form-step.ts';
import { command } from '../../fixtures/discord/scripted-conversation.ts';
import { at, buttonId, buttonsOf, inputsOf, isPrivate, selectsOf, textOf } from '../../fixtures/discord/shown.ts';
import { surfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import type { SurfaceUnderTest } from '../../fixtures/discord/surface-under-test.ts';
import { places } from '../../fixtures/discord/world.ts';

const submit = { command: 'create', values: { template: 'node' } };
const text = (name: string, parts: object = {}): Field => ({
  kind: 'text',
  name,
  label: `The ${name}`,
  isRequired: true,
  isMultiline: false,
  ...parts,
});
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Option ${index}`, value: `option-${index}` }));
const owner: Field = {
  kind: 'lookup',
  name: 'owner',
  label: 'Owner',
  isRequired: true,
  lookup: 'entities',
  filter: 'kind=group',
};

function form(...pages: readonly (readonly Field[])[]): Form {
  const [first = [], ...others] = pages;
  const page = (fields: readonly Field[], index: number) => ({ id: String(index), title: 'A page', fields });
  const rest = others.map((fields, index) => page(fields, index + 1));
  return { title: 'New service', submitLabel: 'Create', isReviewed: true, pages: [page(first, 0), ...rest] };
}

describe('forms', () => {
  let test: SurfaceUnderTest;

  beforeEach(async () => {
    test = await surfaceUnderTest();
    test.conversation.table = [command('create', { effect: 'changes' })];
  });

  afterEach(async () => {
    await test.stop();
    expect(test.discord.problems).toEqual([]);
  });

  /** Asks for the form; the modal that opens. */
  async function open(asked: Form) {
    test.conversation.reply = () => ({ kind: 'form', form: asked, submit });
    const response = await test.discord.slash('create', { template: 'node' }).response();
    expect(response.type).toBe(9);
    return response.data;
  }

  it('a form is the first response to its command, as a modal', async () => {
    const modal = await open(form([text('name', { help: 'Lower case', placeholder: 'shop', maximumLength: 30 })]));
    expect(modal['title']).toBe('New service');
    expect(inputsOf(modal)).toEqual([
      {
        label: 'The name',
        input: { type: 4, custom_id: tokenOf('name'), style: 1, required: true, max_length: 30, placeholder: 'shop' },
      },
    ]);
    expect(test.conversation.opened[0]).toMatchObject({ submit, address: { conversation: places.channel.id } });
  });

  it('a submitted form says so, and what follows comes after it', async () => {
    const modal = await open(form([text('name')]));
    const review = await test.discord.submit(modal, at(modal, { 0: ' shop ' })).shown();
    expect(test.conversation.submitted).toEqual([{ name: 'shop' }]);
    expect(textOf(review)).toBe('**New service**: is this right?\n**A page**\n- The name: shop');
    const shown = await test.discord.press(review, buttonId(review, 'Create')).shown();
    expect([textOf(shown), isPrivate(review)]).toEqual([
      '**New service**: submitted. The answer follows here or in a direct message.',
      true,
    ]);
    const to = test.conversation.opened[0]?.address;
    if (to === undefined) throw new Error('no form was opened');
    await test.surface.post(to, {
      kind: 'progress',
      title: 'shop',
      status: 'running',
      steps: [],
      lines: [],
      buttons: [],
    });
    const followUp = test.discord.requests.findLast(
      ({ method, path }) => method === 'POST' && path.startsWith('/webhooks/'),
    );
    expect(textOf(followUp?.body ?? {})).toBe('### 🔵 shop');
    expect(isPrivate(followUp?.body ?? {})).toBe(true);
  });

  it('a form that is submitted twice is taken once', async () => {
    const modal = await open(form([text('name')]));
    const review = await test.discord.submit(modal, at(modal, { 0: 'shop' })).shown();
    await test.discord.press(review, buttonId(review, 'Create')).shown();
    const again = await test.discord.press(review, buttonId(review, 'Create')).shown();
    expect(textOf(again)).toBe('This form was submitted already.');
    expect(test.conversation.submitted).toHaveLength(1);
  });

  it('each kind of field has its input, and gives its value', async () => {
    const fields: readonly (readonly Field[])[] = [
      [
        text('story', { isMultiline: true, initial: 'Once' }),
        { kind: 'number', name: 'port', label: 'Port', isRequired: false, isInteger: true, initial: 8080 },
        { kind: 'choice', name: 'radio', label: 'Radio', isRequired: true, options: options(3), initial: 'option-1' },
        { kind: 'choice', name: 'select', label: 'Select', isRequired: true, options: options(20) },
        { kind: 'boolean', name: 'check', label: 'Check', isRequired: false, initial: true },
      ],
      [
        {
          kind: 'choices',
          name: 'boxes',
          label: 'Boxes',
          isRequired: false,
          options: options(4),
          initial: ['option-3'],
        },
        { kind: 'choices', name: 'selects', label: 'Selects', isRequired: true, options: options(25) },
        { kind: 'choice', name: 'only', label: 'Only', isRequired: true, options: options(1) },
        { kind: 'choices', name: 'none', label: 'None', isRequired: false, options: options(2) },
        { kind: 'choices', name: 'named', label: 'Named', isRequired: false, options: options(40) },
      ],
    ];
    const first = await open(form(...fields));
    expect(inputsOf(first).map(({ input }) => [input['type'], input['value'] ?? input['default']])).toEqual([
      [4, 'Once'],
      [4, '8080'],
      [21, undefined],
      [3, undefined],
      [23, true],
    ]);
    const next = await test.discord.submit(first, at(first, { 0: 'A\nB', 1: '', 2: '2', 3: ['19'], 4: false })).shown();
    expect(test.conversation.submitted[0]).toEqual({
      story: 'A\nB',
      radio: 'option-2',
      select: 'option-19',
      check: false,
    });
    const second = await test.discord.press(next, buttonId(next, 'Continue (2/2)')).response();
    expect(inputsOf(second.data).map(({ input }) => input['type'])).toEqual([22, 3, 3, 22, 4]);
    await test.discord
      .submit(second.data, at(second.data, { 0: ['0', '1'], 1: ['24'], 2: ['0'], 4: 'option 7, Option-31' }), next)
      .shown();
    expect(test.conversation.submitted[1]).toEqual({
      boxes: ['option-0', 'option-1'],
      selects: ['option-24'],
      only: 'option-0',
      named: ['option-7', 'option-31'],
    });
  });

  it('a page of more than five fields is filled in several modals and submitted as one', async () => {
    const fields = Array.from({ length: 12 }, (_, index) => text(`field${index}`));
    const modal = await open(form(fields));
    expect(modal['title']).toBe('New service (1/3)');
    const first = await test.discord.submit(modal, at(modal, { 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e' })).shown();
    expect(textOf(first)).toContain('next: The field5, The field6');
    const second = await test.discord.press(first, buttonId(first, 'Continue (2/3)')).response();
    const asked = test.discord.submit(second.data, at(second.data, { 5: 'f', 6: 'g', 7: 'h', 8: 'i', 9: 'j' }), first);
    // The private message with the button is rewritten, not followed by another.
    expect((await asked.response()).type).toBe(7);
    const shown = await asked.shown();
    expect(test.conversation.submitted).toEqual([]);
    const third = await test.discord.press(shown, buttonId(shown, 'Continue (3/3)')).response();
    await test.discord.submit(third.data, at(third.data, { 10: 'k', 11: 'l' }), shown).shown();
    expect(Object.values(test.conversation.submitted[0] ?? {}).join('')).toBe('abcdefghijkl');
  });

  it('problems are told in words, and the form is edited with what was given', async () => {
    test.conversation.check = ({ name }) =>
      name === 'Shop' ? [{ field: 'name', message: 'must be *lower* case' }] : [];
    const modal = await open(form([text('name'), text('note')]));
    const wrong = await test.discord.submit(modal, at(modal, { 0: 'Shop', 1: 'kept' })).shown();
    expect(textOf(wrong)).toBe('Something is to be corrected:\n- **The name**: must be \\*lower\\* case');
    const again = await test.discord.press(wrong, buttonId(wrong, 'Edit')).response();
    expect(inputsOf(again.data).map(({ input }) => input['value'])).toEqual(['Shop', 'kept']);
    await test.discord.submit(again.data, at(again.data, { 0: 'shop', 1: 'kept' }), wrong).shown();
    expect(test.conversation.submitted).toEqual([{ name: 'shop', note: 'kept' }]);
  });

  it('a page that could not be kept loses nothing of what was typed', async () => {
    const { submitPage } = test.conversation;
    const fault = { kind: 'refusal', code: 'fault', message: 'The database does not answer.' } as const;
    test.conversation.submitPage = async () => ({ kind: 'failed', answer: fault });
    const modal = await open(form([text('name'), text('note')]));
    const failed = await test.discord.submit(modal, at(modal, { 0: 'shop', 1: 'kept' })).shown();
    expect(textOf(failed)).toContain('The database does not answer.');
    test.conversation.submitPage = submitPage;
    const again = await test.discord.press(failed, buttonId(failed, 'Try again')).response();
    expect(inputsOf(again.data).map(({ input }) => input['value'])).toEqual(['shop', 'kept']);
    await test.discord.submit(again.data, at(again.data, { 0: 'shop', 1: 'kept' }), failed).shown();
    expect(test.conversation.submitted).toEqual([{ name: 'shop', note: 'kept' }]);
  });

  it('a problem in one of several modals is edited there, without the others', async () => {
    test.conversation.check = (values) => (values['field6'] === 'x' ? [{ field: 'field6', message: 'is wrong' }] : []);
    const modal = await open(form(Array.from({ length: 7 }, (_, index) => text(`field${index}`))));
    const first = await test.discord.submit(modal, at(modal, { 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e' })).shown();
    const second = await test.discord.press(first, buttonId(first, 'Continue (2/2)')).response();
    const wrong = await test.discord.submit(second.data, at(second.data, { 5: 'f', 6: 'x' }), first).shown();
    expect(buttonsOf(wrong).map(({ label }) => label)).toEqual(['Edit (2/2)']);
    const again = await test.discord.press(wrong, buttonId(wrong, 'Edit (2/2)')).response();
    await test.discord.submit(again.data, at(again.data, { 5: 'f', 6: 'g' }), wrong).shown();
    expect(Object.values(test.conversation.submitted[0] ?? {}).join('')).toBe('abcdefg');
  });

  it('a page before is gone back to, with what was given there', async () => {
    const modal = await open(form([text('name')], [text('note')]));
    const next = await test.discord.submit(modal, at(modal, { 0: 'shop' })).shown();
    const back = await test.discord.press(next, buttonId(next, 'Back')).response();
    expect(inputsOf(back.data).map(({ input }) => input['value'])).toEqual(['shop']);
  });

  it('a button of a page that is done leads to the page that is not', async () => {
    const modal = await open(form([text('name')], [text('note')]));
    const next = await test.discord.submit(modal, at(modal, { 0: 'shop' })).shown();
    const late = await test.discord.submit(modal, at(modal, { 0: 'other' })).shown();
    expect(textOf(late)).toBe(textOf(next));
    expect(test.conversation.submitted).toEqual([{ name: 'shop' }]);
  });

  it('a name that fits one thing is taken', async () => {
    test.conversation.options = [{ label: 'Payments', value: 'group:default/payments' }];
    const modal = await open(form([owner]));
    await test.discord.submit(modal, at(modal, { 0: 'payments' })).shown();
    expect(test.conversation.submitted).toEqual([{ owner: 'group:default/payments' }]);
  });

  it('of several things that a name fits, the person chooses', async () => {
    test.conversation.options = [
      { label: 'Payments EU', value: 'group:eu', detail: 'Europe' },
      { label: 'Payments US', value: 'group:us' },
    ];
    const modal = await open(form([owner, text('name')]));
    const shown = await test.discord.submit(modal, at(modal, { 0: 'payments', 1: 'shop' })).shown();
    expect(textOf(shown)).toBe('**Owner**: which one do you mean?');
    const [select] = selectsOf(shown);
    expect(select?.options.map(({ label }) => label)).toEqual(['Payments EU', 'Payments US']);
    await test.discord.select(shown, select?.id ?? '', '1').shown();
    expect(test.conversation.submitted).toEqual([{ owner: 'group:us', name: 'shop' }]);
  });

  it('a name that fits nothing is a problem, and stays to be edited', async () => {
    const modal = await open(form([owner]));
    const wrong = await test.discord.submit(modal, at(modal, { 0: 'nobody' })).shown();
    expect(textOf(wrong)).toContain('**Owner**: nothing here is called “nobody”');
    const again = await test.discord.press(wrong, buttonId(wrong, 'Edit')).response();
    expect(inputsOf(again.data).map(({ input }) => input['value'])).toEqual(['nobody']);
  });

  it('a form that comes too late to be the first response is opened by a button', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const late = form([text('name')]);
    test.conversation.reply = async () => {
      await promise;
      return { kind: 'form', form: late, submit };
    };
    const asked = test.discord.slash('create');
    await test.letTimeRunOut();
    expect((await asked.response()).type).toBe(5);
    resolve();
    const shown = await asked.shown();
    const opened = await test.discord.press(shown, buttonId(shown, 'Fill in')).response();
    expect(opened.type).toBe(9);
  });

  it('a page that takes longer than two seconds to be kept is acknowledged before', async () => {
    const modal = await open(form([text('name')]));
    const { promise, resolve } = Promise.withResolvers<void>();
    const { submitPage } = test.conversation;
    test.conversation.submitPage = async (...page) => {
      await promise;
      return submitPage(...page);
    };
    const asked = test.discord.submit(modal, at(modal, { 0: 'shop' }));
    expect(await test.letTimeRunOut()).toBe(2000);
    expect((await asked.response()).type).toBe(5);
    resolve();
    expect(textOf(await asked.shown())).toContain('is this right?');
  });

  it('texts of a form beyond the limits are cut, and a long label is told in full', async () => {
    const label = `A label that is longer than what fits: ${'x'.repeat(40)}`;
    const modal = await open({
      title: 'T'.repeat(60),
      submitLabel: 'Create',
      pages: [
        {
          id: '0',
          title: 'A',
          description: 'd'.repeat(3000),
          fields: [text('a', { label, help: 'h'.repeat(200), initial: 'i'.repeat(5000) })],
        },
      ],
    });
    expect(String(modal['title'])).toHaveLength(45);
    const [input] = inputsOf(modal);
    expect([input?.label.length, String(input?.input['value']).length]).toEqual([45, 4000]);
  });
});
