import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a local time. Where clocks skip it, it is as much later as they skip (02:30 becomes 03:30); where
 * they show it twice, it is the first.
 * @param date such as `2026-01-05`, or with more days added: a calendar's, not of 24 hours
 * @param time such as `09:00`
 */
export function instantOf(date: string, plusDays: number, time: string, timeZone: string): Date {
  const day = Temporal.PlainDate.from(date).add({ days: plusDays });
  return new Date(day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
}

/** How many calendar days the local date at an instant is after `date`; negative before it. */
export function daysSince(date: string, at: Date, timeZone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  return Temporal.PlainDate.from(date).until(today, { largestUnit: 'days' }).days;
}

/** Whether text names an IANA time zone that this runtime knows. */
export function isTimeZone(text: string): boolean {
  // An offset such as +01:00 would be taken too, and would never change its clocks.
  if (!/^[a-z]/i.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text }).format(0);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Reads `2026-12-24`, `2026-12-24 18:00`, `2026-12-24T18:00` or `2026-12-24T18:00+01:00`. A date alone means `time`
 * on that day; only the last form is not local to the time zone.
 * @returns undefined where the text is none of these, or names no day of the calendar
 */
export function readMoment(text: string, time: string, timeZone: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  const date = match?.[1];
  if (date === undefined) return undefined;
  try {
    if (match?.[3] !== undefined) return new Date(Temporal.Instant.from(text).epochMilliseconds);
    return instantOf(date, 0, match?.[2] ?? time, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A moment as people say it in a time zone, such as `Monday 30 November 2026, 09:00 (Europe/Berlin)`. */
export function inWords(at: Date, timeZone: string): string {
  const parts = wordsOf(timeZone).formatToParts(at);
  const part = (wanted: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === wanted)?.value ?? '';
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  return `${day}, ${part('hour')}:${part('minute')} (${timeZone})`;
}

/** To make one takes much longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone one that the runtime knows: there are some hundreds */
function wordsOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  return format;
}
