import { counted } from '#callboard/core/counted.ts';
import type { Field, Form } from '#callboard/core/forms/form.ts';
import { type FormPreview, told } from '#callboard/core/forms/form-preview.ts';
import { splitPages } from '#callboard/core/forms/split-pages.ts';
import { mainPages } from '#callboard/core/forms/walk-form.ts';
import { standIn } from './long-texts.ts';
import { inputTextLimit, missingInitial, renderElement } from './render-element.ts';
import { longestOption, maximumOptions } from './render-option.ts';

/** How Slack asks for a form: a modal a page. */
export function previewForm(form: Form): FormPreview {
  const pages = mainPages(splitPages(form, {}));
  const fields = form.pages.flatMap((page) => page.fields);
  return {
    asked: counted(pages.length, 'page'),
    fields: Object.fromEntries(fields.map((field) => [field.name, askedWith(field)])),
    differences: told(fields, differences),
  };
}

const words: Readonly<Record<ReturnType<typeof renderElement>['type'], string>> = {
  plain_text_input: 'text input',
  number_input: 'number input',
  email_text_input: 'e-mail input',
  url_text_input: 'address input',
  datepicker: 'date picker',
  datetimepicker: 'date picker',
  timepicker: 'time picker',
  rich_text_input: 'text input',
  checkboxes: 'checkboxes',
  radio_buttons: 'radio buttons',
  static_select: 'menu',
  multi_static_select: 'menu of several',
  external_select: 'menu that searches',
  multi_external_select: 'menu of several that searches',
  users_select: 'menu',
  multi_users_select: 'menu',
  channels_select: 'menu',
  multi_channels_select: 'menu',
  conversations_select: 'menu',
  multi_conversations_select: 'menu',
};

const askedWith = (field: Field): string =>
  field.kind === 'items' ? 'list with a page for each' : words[renderElement(field, undefined, standIn).type];

function differences(field: Field): readonly string[] {
  switch (field.kind) {
    case 'text':
    case 'secret': {
      const { maximumLength = 0 } = field;
      const cut =
        maximumLength > inputTextLimit ? [`at most ${inputTextLimit} characters are taken, not ${maximumLength}.`] : [];
      return [...cut, ...[missingInitial(field, undefined) ?? []].flat()];
    }
    case 'choice':
    case 'choices': {
      const long = field.options.filter(({ label }) => label.length > longestOption).length;
      return [
        ...(field.options.length > maximumOptions
          ? [`of ${field.options.length} options those are listed that fit what is typed.`]
          : []),
        ...(long > 0
          ? [`${counted(long, 'option')} longer than ${longestOption} characters: the rest is cut off.`]
          : []),
        ...(field.kind === 'choice' &&
        field.shown === 'radio' &&
        renderElement(field, undefined, standIn).type !== 'radio_buttons'
          ? ['it is a menu, not radio buttons, which Slack has for up to ten options of which one is needed.']
          : []),
      ];
    }
    default:
      return [];
  }
}
