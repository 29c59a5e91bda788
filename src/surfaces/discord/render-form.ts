import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APIComponentInLabel,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APITextDisplayComponent,
} from 'discord.js';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import type { Field, NumberField, Option, TextField } from '#callboard/core/forms/form.ts';
import { cut, escapeText, plainText } from './escape-text.ts';
import { formInput } from './form-input.ts';
import type { TypedField } from './form-input.ts';
import type { FormState } from './form-state.ts';
import { fieldGroups, formControlId, stepOf } from './form-step.ts';

/** Discord's limits in characters: a modal's title, a label and its description, an option, a placeholder, a text. */
const titleLimit = 45;
const labelLimit = 45;
const descriptionLimit = 100;
const optionLimit = 100;
const placeholderLimit = 100;
const textLimit = 4000;

type Given = string | readonly string[] | boolean | undefined;

const label = (text: string, limit: number) => cut(plainText(text), limit).trim() || '…';

function renderOptions(options: readonly Option[], chosen: readonly string[]) {
  // Options go by their index: their values may be longer than Discord allows.
  return options.map((option, index) => ({
    label: label(option.label, optionLimit),
    value: String(index),
    ...(option.detail ? { description: label(option.detail, optionLimit) } : {}),
    default: chosen.includes(option.value),
  }));
}

function renderText(field: TextField | NumberField, customId: string, given: Given): APIComponentInLabel {
  const isMultiline = field.kind === 'text' && field.isMultiline;
  const { placeholder, minimumLength, maximumLength } = field.kind === 'text' ? field : {};
  const limit = Math.min(maximumLength ?? textLimit, textLimit);
  const value = cut(typeof given === 'string' ? given : String(field.initial ?? ''), limit);
  return {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: isMultiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.isRequired,
    max_length: limit,
    ...(minimumLength === undefined ? {} : { min_length: Math.min(minimumLength, textLimit) }),
    ...(placeholder ? { placeholder: label(placeholder, placeholderLimit) } : {}),
    ...(value === '' ? {} : { value }),
  };
}

function renderTyped(
  field: TypedField,
  customId: string,
  given: Given,
  typed: string | undefined,
): APIComponentInLabel {
  const values = Array.isArray(given) ? given : [given];
  const initial = field.kind === 'lookup' ? field.initial?.label : undefined;
  const shown = values.filter((value) => typeof value === 'string').join(', ');
  const value = cut(typed ?? (shown === '' ? (initial ?? '') : shown), textLimit);
  return {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: TextInputStyle.Short,
    required: field.isRequired,
    max_length: textLimit,
    placeholder: field.kind === 'choices' ? 'Names, with commas between them' : 'A name, or a part of it',
    ...(value === '' ? {} : { value }),
  };
}

function renderInput(field: Field, customId: string, given: Given, typed: string | undefined): APIComponentInLabel {
  const input = formInput(field);
  const chosen = (initial: string | readonly string[] | undefined) => [given ?? initial ?? []].flat().map(String);
  switch (input.kind) {
    case 'text':
      return renderText(input.field, customId, given);
    case 'typed':
      return renderTyped(input.field, customId, given, typed);
    case 'radio': {
      const options = renderOptions(input.field.options, chosen(input.field.initial));
      return { type: ComponentType.RadioGroup, custom_id: customId, options, required: field.isRequired };
    }
    case 'checkbox': {
      const isChecked = typeof given === 'boolean' ? given : input.field.initial;
      return { type: ComponentType.Checkbox, custom_id: customId, default: isChecked };
    }
    case 'checkboxes':
    case 'select': {
      const type = input.kind === 'select' ? ComponentType.StringSelect : ComponentType.CheckboxGroup;
      return {
        type,
        custom_id: customId,
        options: renderOptions(input.field.options, chosen(input.field.initial)),
        min_values: field.isRequired ? 1 : 0,
        max_values: input.field.kind === 'choice' ? 1 : input.field.options.length,
        required: field.isRequired,
      };
    }
  }
}

function renderField(field: Field, index: number, draft: Draft, state: FormState): APILabelComponent {
  const isLong = field.label.length > labelLimit;
  const help = [...(isLong ? [field.label] : []), ...(field.help ? [field.help] : [])].join(' — ');
  const given = state.values[field.name] ?? draft.values[field.name];
  return {
    type: ComponentType.Label,
    label: label(field.label, labelLimit),
    ...(help === '' ? {} : { description: label(help, descriptionLimit) }),
    component: renderInput(field, String(index), given, state.typed[field.name]),
  };
}

/**
 * The modal for a group of the fields of the draft's page, filled with what was given so far. An input's id is the
 * index of its field on the page.
 */
export function renderForm(draft: Draft, group: number, state: FormState): APIModalInteractionResponseCallbackData {
  const { form, page, pageIndex } = draft;
  const step = stepOf(draft, group);
  const suffix = step.endsWith('/1') ? '' : ` (${step})`;
  const description: readonly APITextDisplayComponent[] =
    page.description === undefined || group > 0
      ? []
      : [{ type: ComponentType.TextDisplay, content: escapeText(cut(page.description, 1000)) || '…' }];
  const fields = fieldGroups(page)[group] ?? [];
  return {
    custom_id: formControlId({ kind: 'modal', draftId: draft.id, pageIndex, group }),
    title: `${label(form.title, titleLimit - suffix.length)}${suffix}`,
    components: [
      ...description,
      ...fields.map((field) => renderField(field, page.fields.indexOf(field), draft, state)),
    ],
  };
}
