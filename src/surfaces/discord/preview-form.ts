import { counted } from '#callboard/core/counted.ts';
import type { Field, Form } from '#callboard/core/forms/form.ts';
import { type FormPreview, told } from '#callboard/core/forms/form-preview.ts';
import { mainPages } from '#callboard/core/forms/walk-form.ts';
import { type FormInput, formInput } from './form-input.ts';
import { fieldGroups } from './form-step.ts';
import { descriptionLimit, labelLimit, optionLimit, textLimit } from './render-form.ts';

/** How Discord asks for a form: modals of up to five fields, with messages between them. */
export function previewForm(form: Form): FormPreview {
  const groups = mainPages(form).flatMap((page) => fieldGroups(page));
  const fields = form.pages.flatMap((page) => page.fields);
  const several = mainPages(form).flatMap((page) => {
    const count = fieldGroups(page).length;
    return count > 1
      ? [`The page “${page.title}” is asked for in ${count} steps, since a modal takes five fields.`]
      : [];
  });
  return {
    asked: counted(groups.length, 'step'),
    fields: Object.fromEntries(fields.map((field) => [field.name, askedWith(field)])),
    differences: [...several, ...told(fields, differences)],
  };
}

const words: Readonly<Record<FormInput['kind'], string>> = {
  text: 'text input',
  typed: 'name, typed',
  radio: 'radio buttons',
  select: 'menu',
  checkboxes: 'checkboxes',
  checkbox: 'checkbox',
};

const askedWith = (field: Field): string =>
  field.kind === 'items' ? 'list with modals for each' : words[formInput(field).kind];

function differences(field: Field): readonly string[] {
  const { label, help = '' } = field;
  // A label that is cut stands in the description as a whole.
  const description = label.length > labelLimit ? [label, help].filter((part) => part !== '').join(' — ') : help;
  return [
    ...(description.length > descriptionLimit
      ? [`its description of ${description.length} characters is cut to ${descriptionLimit}.`]
      : []),
    ...(field.kind === 'items' ? [] : ofInput(formInput(field))),
  ];
}

function ofInput(input: FormInput): readonly string[] {
  switch (input.kind) {
    case 'typed':
      return ['typed, and what fits is offered afterwards, since modals search nothing and list 25 options.'];
    case 'text': {
      const { field } = input;
      const { maximumLength = 0 } = field.kind === 'text' || field.kind === 'secret' ? field : {};
      const format = field.kind === 'text' && field.format !== undefined ? [`the ${field.format} is typed.`] : [];
      const initial = 'initial' in field ? String(field.initial) : '';
      return [
        ...format,
        ...(maximumLength > textLimit ? [`at most ${textLimit} characters are taken, not ${maximumLength}.`] : []),
        ...(initial.length > textLimit ? [`its default of ${initial.length} characters is cut to ${textLimit}.`] : []),
      ];
    }
    case 'checkbox':
      return [];
    default: {
      const long = input.field.options.filter(({ label }) => label.length > optionLimit).length;
      return long > 0 ? [`${counted(long, 'option')} longer than ${optionLimit} characters: the rest is cut off.`] : [];
    }
  }
}
