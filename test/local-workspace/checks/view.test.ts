import { describe, expect, it } from 'vitest';

import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';

import { input, modal, plain } from './samples.ts';

describe('a view', () => {
  it('with an input needs a submit button', () => {
    const blocks = input({ type: 'plain_text_input' });
    expect(describeProblems(checkView(modal({ blocks })))).toEqual([
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ]);
    expect(checkView(modal({ submit: plain('Go'), blocks }))).toEqual([]);
  });
  it('at home needs none', () =>
    expect(checkView({ type: 'home', blocks: input({ type: 'plain_text_input' }) })).toEqual([]));
  const cases: [what: string, view: unknown, said: string][] = [
    [
      'without a title',
      { type: 'modal', blocks: [{ type: 'divider' }] },
      'missing required field: title [json-pointer:/view]',
    ],
    ['of nothing', undefined, 'must provide an object [json-pointer:/view]'],
    [
      'of an unknown type',
      { type: 'workflow_step', blocks: [] },
      'unsupported type: workflow_step [json-pointer:/view/type]',
    ],
    ['without blocks', { type: 'modal', title: plain('a') }, 'missing required field: blocks [json-pointer:/view]'],
    [
      'with marked text as its title',
      modal({ title: { type: 'mrkdwn', text: 'a' } }),
      'unsupported type: mrkdwn [json-pointer:/view/title/type]',
    ],
    ['with text that is no object', modal({ submit: 'Go' }), 'must provide an object [json-pointer:/view/submit]'],
    [
      'with a setting that is not true or false',
      modal({ notify_on_close: 'yes' }),
      'must provide a boolean [json-pointer:/view/notify_on_close]',
    ],
    [
      'with the field of another kind of view',
      modal({ submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
    [
      'at home with a title',
      { type: 'home', title: plain('a'), blocks: [{ type: 'divider' }] },
      'invalid additional property: title [json-pointer:/view]',
    ],
  ];
  it.each(cases)('%s is refused', (_what, view, said) => {
    expect(describeProblems(checkView(view))).toEqual([
      'failed to match all allowed schemas [json-pointer:/view]',
      said,
    ]);
  });
});
