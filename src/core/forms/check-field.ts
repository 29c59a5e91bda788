import type {
  Field,
  ItemsField,
  ListField,
  LookupsField,
  NumberField,
  Pattern,
  RawValues,
  SecretField,
  TextField,
} from './form.ts';
import { type RawValue, textsIn, valueOf } from './value-of.ts';

/** What is wrong with the value of one field, as a sentence; undefined where nothing is. */
export function checkField(field: Field, values: RawValues): string | undefined {
  if (field.kind === 'boolean') return undefined;
  const value = valueOf(field, values);
  if (value === undefined) return field.isRequired ? `${field.label} is needed` : undefined;
  switch (field.kind) {
    case 'text':
    case 'secret':
      return typeof value === 'string' ? textProblem(field, value) : `${field.label} must be text`;
    case 'number':
      return numberProblem(field, value);
    case 'list':
      return severalProblem(field, textsIn(value));
    case 'choice':
      return field.options.some((option) => option.value === value)
        ? undefined
        : `Choose one of the options of ${field.label}`;
    case 'choices': {
      const chosen = Array.isArray(value) ? value : [value];
      const known = chosen.every((one) => field.options.some((option) => option.value === one));
      return known ? countProblem(field, chosen.length) : `Choose among the options of ${field.label}`;
    }
    case 'lookup':
      if (typeof value !== 'string') return `Choose one for ${field.label}`;
      return field.pattern && !matches(field.pattern, value) ? field.pattern.message : undefined;
    case 'lookups':
      return severalProblem(field, [value].flat().map(String));
    case 'items':
      return countProblem(field, Array.isArray(value) ? value.length : 1);
  }
}

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
/** One at, something on both sides of it, and no blanks: what a mail server accepts it alone knows. */
const emailPattern = /^[^\s@]+@[^\s@]+$/;

const formats = {
  date: { fits: isDate, words: 'must be a date, such as 2026-11-30' },
  time: { fits: (text: string) => timePattern.test(text), words: 'must be a time, such as 10:30:00Z' },
  'date-time': { fits: isMoment, words: 'must be a date with a time, such as 2026-11-30T10:30:00Z' },
  email: {
    fits: (text: string) => emailPattern.test(text),
    words: 'must be an e-mail address, such as ann@example.com',
  },
  url: { fits: isUrl, words: 'must be an address on the web, such as https://example.com' },
};

function isDate(text: string): boolean {
  const date = datePattern.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // The 30th of February is a date for `Date`, of March.
  return date?.toISOString().startsWith(text) ?? false;
}

function isMoment(text: string): boolean {
  const [date = '', time = ''] = text.split(/t/i);
  return isDate(date) && timePattern.test(time);
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}

function textProblem(field: TextField | SecretField, text: string): string | undefined {
  const { minimumLength = 0, maximumLength = Infinity, pattern } = field;
  if (text.length < minimumLength) return `${field.label} needs at least ${counted(minimumLength, 'character')}`;
  if (text.length > maximumLength) return `${field.label} may have at most ${counted(maximumLength, 'character')}`;
  const format = field.kind === 'text' && field.format !== undefined ? formats[field.format] : undefined;
  if (format && !format.fits(text)) return `${field.label} ${format.words}`;
  return pattern && !matches(pattern, text) ? pattern.message : undefined;
}

function numberProblem(field: NumberField, raw: RawValue): string | undefined {
  const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : Number.NaN;
  const { minimum = -Infinity, maximum = Infinity, above = -Infinity, below = Infinity, multipleOf } = field;
  if (!Number.isFinite(number)) return `${field.label} must be a number`;
  if (field.isInteger && !Number.isInteger(number)) return `${field.label} must be a whole number`;
  if (number < minimum) return `${field.label} must be at least ${minimum}`;
  if (number > maximum) return `${field.label} must be at most ${maximum}`;
  if (number <= above) return `${field.label} must be more than ${above}`;
  if (number >= below) return `${field.label} must be less than ${below}`;
  if (multipleOf !== undefined && !isMultiple(number, multipleOf)) {
    return `${field.label} must be a multiple of ${multipleOf}`;
  }
  return undefined;
}

/** 19.99 is a multiple of 0.01, though not quite where numbers are binary; checks of schemas are as lenient. */
function isMultiple(number: number, of: number): boolean {
  const times = number / of;
  return Math.abs(Math.round(times) - times) <= 1e-6;
}

function severalProblem(field: ListField | LookupsField, texts: readonly string[]): string | undefined {
  const { pattern } = field;
  const misfit = pattern && texts.find((text) => !matches(pattern, text));
  return misfit === undefined ? countProblem(field, texts.length) : `"${misfit}": ${pattern?.message}`;
}

type Counting = Pick<ItemsField, 'label' | 'minimumCount' | 'maximumCount'>;

function countProblem({ label, minimumCount = 0, maximumCount = Infinity }: Counting, count: number) {
  if (count < minimumCount) return `${label} needs at least ${minimumCount}`;
  return count > maximumCount ? `${label} may have at most ${maximumCount}` : undefined;
}

const matches = ({ source }: Pattern, text: string): boolean => new RegExp(source, 'u').test(text);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
