import { describe, expect, it } from 'vitest';

import { type ElementValue, decodeValue, stateValues } from '#callboard/local-workspace/element-values.ts';

const option = { text: { type: 'plain_text', text: 'One' }, value: '1' };
const offered = [option];

describe('state.values of', () => {
  const cases: [element: object, value: ElementValue, entry: object][] = [
    [{ type: 'plain_text_input' }, { text: 'a' }, { value: 'a' }],
    [{ type: 'plain_text_input' }, { text: '' }, { value: null }],
    [{ type: 'number_input' }, { text: '1' }, { value: '1' }],
    [{ type: 'static_select', options: [option] }, { option: '1' }, { selected_option: option }],
    [{ type: 'static_select', option_groups: [{ options: [option] }] }, { option }, { selected_option: option }],
    [{ type: 'static_select', options: [option] }, { option: null }, { selected_option: null }],
    [{ type: 'external_select' }, { option: '1' }, { selected_option: option }],
    [{ type: 'radio_buttons', options: [option] }, { option }, { selected_option: option }],
    [{ type: 'checkboxes', options: [option] }, { options: [option] }, { selected_options: [option] }],
    [{ type: 'checkboxes', options: [option] }, {}, { selected_options: [] }],
    [{ type: 'multi_external_select' }, { options: ['1'] }, { selected_options: [option] }],
    [{ type: 'datepicker' }, { date: '2026-01-01' }, { selected_date: '2026-01-01' }],
    [{ type: 'timepicker' }, {}, { selected_time: null }],
    [{ type: 'datetimepicker' }, { dateTime: 1_764_000_000 }, { selected_date_time: 1_764_000_000 }],
    [{ type: 'users_select' }, { user: 'U1' }, { selected_user: 'U1' }],
    [{ type: 'multi_users_select' }, { users: ['U1'] }, { selected_users: ['U1'] }],
    [{ type: 'conversations_select' }, { conversation: 'C1' }, { selected_conversation: 'C1' }],
    [{ type: 'multi_channels_select' }, { channels: ['C1'] }, { selected_channels: ['C1'] }],
  ];
  it.each(cases)('%j given %j', (element, value, entry) => {
    const type = 'type' in element ? element.type : '';
    expect(decodeValue({ ...element }, { ...value }, offered)).toEqual({ kind: 'entry', entry: { type, ...entry } });
  });

  it('an option that is not offered is a problem', () => {
    expect(decodeValue({ type: 'static_select', options: [option] }, { option: '2' }, offered).kind).toBe('problem');
    expect(decodeValue({ type: 'external_select' }, { option: '2' }, offered).kind).toBe('problem');
  });

  it('more than max_selected_items is a problem', () => {
    const element = { type: 'multi_users_select', max_selected_items: 1 };
    expect(decodeValue(element, { users: ['U1'] }, []).kind).toBe('entry');
    expect(decodeValue(element, { users: ['U1', 'U2'] }, []).kind).toBe('problem');
  });

  it('an element that became one of another type under its ids holds its initial value', () => {
    const element = { type: 'number_input', action_id: 'a', initial_value: '1' };
    const changed = { row: { a: { type: 'plain_text_input', value: 'x' } } };
    expect(stateValues([{ block: {}, blockId: 'row', element }], changed)).toEqual({
      row: { a: { type: 'number_input', value: '1' } },
    });
  });

  it('elements that nobody touched hold their initial values, and buttons none', () => {
    const placed = [
      { type: 'plain_text_input', action_id: 'a', initial_value: 'x' },
      { type: 'static_select', action_id: 'b', options: [option], initial_option: option },
      { type: 'multi_users_select', action_id: 'c', initial_users: ['U1'] },
      { type: 'button', action_id: 'd' },
    ].map((element) => ({ block: {}, blockId: 'row', element }));
    expect(stateValues(placed, {})).toEqual({
      row: {
        a: { type: 'plain_text_input', value: 'x' },
        b: { type: 'static_select', selected_option: option },
        c: { type: 'multi_users_select', selected_users: ['U1'] },
      },
    });
  });
});
