import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import type { Field, FieldProblem, LookupField, Option, RawValues } from '#callboard/core/forms/form.ts';
import { escapeText, shorten } from './mrkdwn.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;
/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
const labelLimit = 2000;
const hintLimit = 2000;
const placeholderLimit = 150;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const optionTextLimit = 75;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const inputTextLimit = 3000;
const maximumOptions = 100;
/** Radio buttons and checkboxes hold at most ten; more are a menu. */
const maximumVisibleOptions = 10;
/** Up to this many options of a choice are shown as radio buttons. */
const radioLimit = 4;

export const formCallbackId = 'form';
export const backActionId = 'back';
const fieldPrefix = 'field:';
const lookupPrefix = 'lookup:';

/** One page of a form as a modal. Problems are shown on top where Slack can't put them at their field. */
export function renderForm(draft: Draft, problems: readonly FieldProblem[] = []): ModalView {
  const { form, page, pageIndex, values, id } = draft;
  const isLast = pageIndex === form.pages.length - 1;
  const pageName = form.pages.length > 1 ? `${page.title} (${pageIndex + 1} of ${form.pages.length})` : page.title;
  const intro = [
    `*${escapeText(pageName)}*`,
    ...(page.description === undefined ? [] : [escapeText(page.description)]),
  ];
  return {
    type: 'modal',
    callback_id: formCallbackId,
    private_metadata: id,
    title: plain(form.title, titleLimit),
    submit: plain(isLast ? form.submitLabel : 'Next', titleLimit),
    close: plain('Cancel', titleLimit),
    blocks: [
      ...problems.map(({ message }): KnownBlock => text(`:warning: ${escapeText(message)}`)),
      text(intro.join('\n')),
      ...page.fields.map((field) => inputBlock(field, values[field.name])),
      ...(pageIndex > 0 ? [backButton] : []),
    ],
  };
}

/** A modal that only says something. */
export function renderNotice(title: string, sentences: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, titleLimit),
    close: plain('Close', titleLimit),
    blocks: [text(escapeText(sentences))],
  };
}

/**
 * Problems by block, as Slack shows them at their fields.
 * @param shown the blocks of the page that was submitted
 * @returns undefined where a problem's field is not among them
 */
export function problemsByBlock(
  shown: ReadonlySet<string>,
  problems: readonly FieldProblem[],
): Record<string, string> | undefined {
  const byBlock = problems.map(({ field, message }): [string, string] => [`${fieldPrefix}${field}`, message]);
  return byBlock.every(([block]) => shown.has(block)) ? Object.fromEntries(byBlock) : undefined;
}

/** The state of one element of a view, as far as it is read. */
export interface ElementState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
}

/** What was given on a page, by field name. */
export function readFormValues(state: Readonly<Record<string, Readonly<Record<string, ElementState>>>>): RawValues {
  const entries = Object.entries(state).flatMap(([blockId, elements]): [string, string | string[]][] => {
    const [element] = Object.values(elements);
    if (!blockId.startsWith(fieldPrefix) || element === undefined) return [];
    const value =
      element.selected_options?.map((option) => option.value) ?? element.selected_option?.value ?? element.value;
    return value === undefined || value === null ? [] : [[blockId.slice(fieldPrefix.length), value]];
  });
  return Object.fromEntries(entries);
}

/** The field that options are asked for; undefined where the id is no lookup's of this form. */
export function lookupField({ form }: Draft, actionId: string): LookupField | undefined {
  const fields = form.pages.flatMap((page) => page.fields).filter((field) => field.kind === 'lookup');
  return fields.find((field) => lookupId(field) === actionId);
}

/** Options as Slack takes them from a lookup. */
export function renderOptions(options: readonly Option[]): PlainTextOption[] {
  return options.slice(0, maximumOptions).map(option);
}

function inputBlock(field: Field, value: RawValues[string] | undefined): InputBlock {
  return {
    type: 'input',
    block_id: `${fieldPrefix}${field.name}`,
    label: plain(field.label, labelLimit),
    optional: !field.isRequired || field.kind === 'boolean',
    ...(field.help === undefined || field.help === '' ? {} : { hint: plain(field.help, hintLimit) }),
    element: element(field, value),
  };
}

function element(field: Field, value: RawValues[string] | undefined): InputBlock['element'] {
  const action_id = 'value';
  switch (field.kind) {
    case 'text': {
      const initial = typeof value === 'string' ? value : field.initial;
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.isMultiline,
        ...(initial === undefined || initial === '' ? {} : { initial_value: initial }),
        ...(field.placeholder === undefined ? {} : { placeholder: plain(field.placeholder, placeholderLimit) }),
        max_length: Math.min(field.maximumLength ?? inputTextLimit, inputTextLimit),
      };
    }
    case 'number': {
      const initial = typeof value === 'string' ? value : field.initial?.toString();
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: !field.isInteger,
        ...(initial === undefined || initial === '' ? {} : { initial_value: initial }),
      };
    }
    case 'choice': {
      const options = renderOptions(field.options);
      const chosen = chosenOptions(field.options, value ?? field.initial)[0];
      const initial = chosen === undefined ? {} : { initial_option: chosen };
      return options.length <= radioLimit && field.isRequired
        ? { type: 'radio_buttons', action_id, options, ...initial }
        : { type: 'static_select', action_id, options, ...initial };
    }
    case 'choices': {
      const options = renderOptions(field.options);
      const chosen = chosenOptions(field.options, value ?? field.initial);
      const initial = chosen.length === 0 ? {} : { initial_options: chosen };
      return options.length <= maximumVisibleOptions
        ? { type: 'checkboxes', action_id, options, ...initial }
        : { type: 'multi_static_select', action_id, options, ...initial };
    }
    case 'boolean': {
      const options = [option({ label: 'Yes', value: 'true' })];
      const isOn =
        value === undefined ? field.initial : value === true || (Array.isArray(value) && value.includes('true'));
      return { type: 'checkboxes', action_id, options, ...(isOn ? { initial_options: options } : {}) };
    }
    case 'lookup': {
      const initial = typeof value === 'string' ? { label: value, value } : field.initial;
      return {
        type: 'external_select',
        action_id: lookupId(field),
        // The catalog answers from memory, so even an empty box may list.
        min_query_length: 0,
        placeholder: plain('Type to search', placeholderLimit),
        ...(initial === undefined ? {} : { initial_option: option(initial) }),
      };
    }
  }
}

/** Names the field alone: an id holds 255 characters, and what a lookup is narrowed by may be longer. */
const lookupId = ({ name }: LookupField): string => `${lookupPrefix}${name}`;

function chosenOptions(options: readonly Option[], value: RawValues[string] | undefined): PlainTextOption[] {
  const values = Array.isArray(value) ? value : [value];
  return options.filter((one) => values.includes(one.value)).map(option);
}

const option = ({ label, value, detail }: Option): PlainTextOption => ({
  text: plain(label, optionTextLimit),
  value,
  ...(detail === undefined || detail === '' ? {} : { description: plain(detail, optionTextLimit) }),
});

const backButton: KnownBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: backActionId, text: { type: 'plain_text', text: 'Back' } }],
};

const plain = (content: string, limit: number) => ({
  type: 'plain_text' as const,
  text: shorten(content, limit),
  emoji: false,
});
const text = (content: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(content, 3000), verbatim: true },
});
