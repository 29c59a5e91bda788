import type { Field } from './form.ts';

/** How a surface asks for a form, for whoever writes it. */
export interface FormPreview {
  /** How it is asked for as a whole, such as `2 pages`. */
  readonly asked: string;
  /** What each field is asked with, by the field's name. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the surface can't show as the form has it, a sentence each. */
  readonly differences: readonly string[];
}

/** What is told of fields, each text once, with the labels of those that it is told of. */
export function told(fields: readonly Field[], differences: (field: Field) => readonly string[]): readonly string[] {
  const labels = new Map<string, string[]>();
  for (const field of fields) {
    for (const text of differences(field)) labels.set(text, [...(labels.get(text) ?? []), field.label]);
  }
  return [...labels].map(([text, of]) => `${of.join(', ')}: ${text}`);
}
