import type { Field, FieldProblem, Form, Page, RawValues } from './form.ts';

type RawValue = RawValues[string] | undefined;
type TypedValue = string | number | boolean | readonly string[];

/** What is wrong with the values of one page, field by field; nothing where all is well. */
export function checkPage(page: Page, values: RawValues): readonly FieldProblem[] {
  return page.fields.flatMap((field) => {
    const message = problemOf(field, valueOf(values, field.name));
    return message === undefined ? [] : [{ field: field.name, message }];
  });
}

/**
 * The values of a whole form, typed: numbers as numbers, yes or no as a boolean, fields left empty left out.
 * The values have passed {@link checkPage}, page by page.
 */
export function readValues(form: Form, values: RawValues): Readonly<Record<string, TypedValue>> {
  const entries = form.pages.flatMap((page) =>
    page.fields.flatMap((field): [string, TypedValue][] => {
      const raw = valueOf(values, field.name);
      if (field.kind === 'boolean') return [[field.name, isYes(raw)]];
      if (raw === undefined || typeof raw === 'boolean' || raw.length === 0) return [];
      return [[field.name, field.kind === 'number' ? Number(raw) : raw]];
    }),
  );
  return Object.fromEntries(entries);
}

/** A field may be called like something that every object has. */
const valueOf = (values: RawValues, name: string): RawValue => (Object.hasOwn(values, name) ? values[name] : undefined);

/** Whether a surface's raw value means yes: checkboxes come as lists, choices as text. */
function isYes(raw: RawValue): boolean {
  return raw === true || raw === 'true' || (Array.isArray(raw) && raw.includes('true'));
}

function problemOf(field: Field, raw: RawValue): string | undefined {
  if (field.kind === 'boolean') return undefined;
  if (raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0)) {
    return field.isRequired ? `${field.label} is needed` : undefined;
  }
  switch (field.kind) {
    case 'text':
      return typeof raw === 'string' ? textProblem(field, raw) : `${field.label} must be text`;
    case 'number':
      return numberProblem(field, raw);
    case 'choice':
      return field.options.some(({ value }) => value === raw)
        ? undefined
        : `Choose one of the options of ${field.label}`;
    case 'choices': {
      const chosen = Array.isArray(raw) ? raw : [raw];
      const known = chosen.every((one) => field.options.some(({ value }) => value === one));
      return known ? undefined : `Choose among the options of ${field.label}`;
    }
    case 'lookup':
      return typeof raw === 'string' ? undefined : `Choose one for ${field.label}`;
  }
}

function textProblem(field: Field & { kind: 'text' }, text: string): string | undefined {
  const { minimumLength = 0, maximumLength = Infinity, pattern } = field;
  if (text.length < minimumLength) return `${field.label} needs at least ${minimumLength} characters`;
  if (text.length > maximumLength) return `${field.label} may have at most ${maximumLength} characters`;
  if (pattern && !new RegExp(pattern.source, 'u').test(text)) return pattern.message;
  return undefined;
}

function numberProblem(field: Field & { kind: 'number' }, raw: RawValue): string | undefined {
  const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : Number.NaN;
  const { minimum = -Infinity, maximum = Infinity } = field;
  if (!Number.isFinite(number)) return `${field.label} must be a number`;
  if (field.isInteger && !Number.isInteger(number)) return `${field.label} must be a whole number`;
  if (number < minimum) return `${field.label} must be at least ${minimum}`;
  if (number > maximum) return `${field.label} must be at most ${maximum}`;
  return undefined;
}
