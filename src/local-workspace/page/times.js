/**
 * The moment a Slack timestamp names.
 * @param {string} ts seconds since 1970, with decimals
 * @returns {Date}
 */
export const momentOf = (ts) => new Date(Number.parseFloat(ts) * 1000);

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options */
const format = (date, options) => new Intl.DateTimeFormat(undefined, options).format(date);

/** @param {Date} date @returns {string} "14:05" or "2:05 PM", as the browser's language has it */
export const clockTime = (date) => format(date, { hour: 'numeric', minute: '2-digit' });

/** @param {Date} date @returns {string} the time without "AM" or "PM", where there is little room */
export const bareTime = (date) =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
    .formatToParts(date)
    .map(({ type, value }) => (type === 'dayPeriod' ? '' : value))
    .join('')
    .trim();

/** @param {Date} date @returns {string} the date and time in full, for a tooltip */
export const fullTime = (date) => format(date, { dateStyle: 'full', timeStyle: 'medium' });

/** @param {Date} date @returns {string} one key for one day of the person's own calendar */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/**
 * The day as people say it.
 * @param {Date} date
 * @param {Date} now
 * @returns {string} "Today", "Yesterday", or the weekday and date
 */
export const dayName = (date, now) => {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return 'Today';
  if (dayKey(date) === dayKey(yesterday)) return 'Yesterday';
  return format(date, { weekday: 'long', month: 'long', day: 'numeric' });
};

/** @type {Record<string, (date: Date, now: Date) => string>} the tokens of Slack's date formatting */
const tokens = {
  date_num: (date) => format(date, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (date) => format(date, { dateStyle: 'long' }),
  date_short: (date) => format(date, { dateStyle: 'medium' }),
  date_long: (date) => format(date, { dateStyle: 'full' }),
  date_pretty: (date, now) => dayName(date, now),
  date_short_pretty: (date, now) => dayName(date, now),
  date_long_pretty: (date, now) => dayName(date, now),
  time: clockTime,
  time_secs: (date) => format(date, { timeStyle: 'medium' }),
  ago: (date, now) => ago(date, now),
};

/** @param {Date} date @param {Date} now */
const ago = (date, now) => {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(seconds / Number(size)), unit);
};

/**
 * Writes a moment in Slack's date format.
 * @param {number} timestamp seconds since 1970
 * @param {string} pattern text with `{date_short}`, `{time}` and their like; an unknown token stays as it is
 * @param {Date} now
 * @returns {string}
 */
export const formatDate = (timestamp, pattern, now) =>
  pattern.replace(/\{(\w+)\}/g, (whole, token) => tokens[token]?.(new Date(timestamp * 1000), now) ?? whole);
