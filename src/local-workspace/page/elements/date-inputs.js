import { element } from '../element.js';
import { controlAttributes } from './control.js';

/** @import { Datepicker, DateTimepicker, Timepicker } from '@slack/types' */
/** @import { ActionValue } from '../contract.js' */
/** @import { Control } from './control.js' */

/** @param {number} seconds since 1970 @returns {string} as `datetime-local` takes it, in the browser's time zone */
const localText = (seconds) => {
  const moment = new Date(seconds * 1000);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** @type {Record<string, { type: string, write: (value: ActionValue) => string, read: (text: string) => ActionValue }>} */
const kinds = {
  datepicker: { type: 'date', write: ({ date }) => date ?? '', read: (date) => ({ date: date || null }) },
  timepicker: { type: 'time', write: ({ time }) => time ?? '', read: (time) => ({ time: time || null }) },
  datetimepicker: {
    type: 'datetime-local',
    write: ({ dateTime }) => (typeof dateTime === 'number' ? localText(dateTime) : ''),
    read: (text) => ({ dateTime: text ? Math.round(new Date(text).getTime() / 1000) : null }),
  },
};

/**
 * A date, a time of day, or both, in the browser's own picker.
 * @param {Datepicker | Timepicker | DateTimepicker} picker
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderDateInput = (picker, control) => {
  const kind = kinds[picker.type];
  if (!kind) return element('span');
  const field = element('input', { ...controlAttributes(control), class: 'field field-date', type: kind.type });
  field.value = control.value ? kind.write(control.value) : '';
  field.addEventListener('change', () => {
    const value = kind.read(field.value);
    control.change(value);
    void control.dispatch(value);
  });
  return field;
};
