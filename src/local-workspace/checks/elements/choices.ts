import { type Check, integer, textLike } from '../check.ts';
import { boxOption, options, plainText } from '../composition.ts';
import { limits } from '../limits.ts';
import { actionable, selectable } from './actionable.ts';
import { initialOptionsAreOffered } from './initial-options.ts';

const isDate = (value: string) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // a 30th of February becomes a day of March
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

const isTimeZone = (value: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
};

const placeholder = { 'placeholder?': plainText(limits.menu.placeholder) };

/** Boxes that are ticked, days and times. */
export const choices: Readonly<Record<string, Check>> = {
  checkboxes: actionable(
    'checkboxes',
    {
      ...selectable,
      options: options(boxOption, limits.checkboxes.options),
      'initial_options?': options(boxOption, limits.checkboxes.options),
    },
    initialOptionsAreOffered,
  ),
  radio_buttons: actionable(
    'radio_buttons',
    { ...selectable, options: options(boxOption, limits.radioButtons.options), 'initial_option?': boxOption },
    initialOptionsAreOffered,
  ),
  datepicker: actionable('datepicker', {
    ...selectable,
    ...placeholder,
    'initial_date?': textLike(isDate, 'a date in the format YYYY-MM-DD'),
  }),
  timepicker: actionable('timepicker', {
    ...selectable,
    ...placeholder,
    'initial_time?': textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in the format HH:mm'),
    'timezone?': textLike(isTimeZone, 'a time zone of the IANA database'),
  }),
  datetimepicker: actionable('datetimepicker', {
    ...selectable,
    'initial_date_time?': integer(limits.datetimepicker.leastSeconds, limits.datetimepicker.seconds),
  }),
};
