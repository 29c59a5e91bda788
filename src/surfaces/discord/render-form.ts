import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APIComponentInLabel,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APITextDisplayComponent,
} from 'discord.js';
import type { PageDraft } from '#callboard/core/commands/conversation.ts';
import type { Option } from '#callboard/core/forms/form.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { cut, escapeText } from './escape-text.ts';
import { formInput } from './form-input.ts';
import type { TypedField, WrittenField } from './form-input.ts';
import type { FormState } from './form-state.ts';
import { fieldGroups, formControlId, type InputField, stepOf, tokenOf } from './form-step.ts';

/** Discord's limits in characters: a modal's title, a label and its description, an option, a placeholder, a text. */
const titleLimit = 45;
export const labelLimit = 45;
export const descriptionLimit = 100;
export const optionLimit = 100;
const placeholderLimit = 100;
export const textLimit = 4000;

type Given = string | readonly string[] | boolean | undefined;

const label = (text: string, limit: number) => cut(visibleText(text), limit).trim() || '…';

function renderOptions(options: readonly Option[], chosen: readonly string[]) {
  // Options go by their index: their values may be longer than Discord allows.
  return options.map((option, index) => ({
    label: label(option.label, optionLimit),
    value: String(index),
    ...(option.detail ? { description: label(option.detail, optionLimit) } : {}),
    default: chosen.includes(option.value),
  }));
}

function renderText(field: WrittenField, customId: string, given: Given): APIComponentInLabel {
  const isMultiline = field.kind === 'list' || (field.kind === 'text' && field.isMultiline);
  const { minimumLength, maximumLength } = field.kind === 'text' || field.kind === 'secret' ? field : {};
  const placeholder = field.kind === 'number' ? undefined : field.placeholder;
  const limit = Math.max(1, Math.min(maximumLength ?? textLimit, textLimit));
  const isKept = field.kind === 'secret' && given !== undefined && given !== '';
  const value = cut(shownText(field, given), limit);
  return {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: isMultiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.isRequired && !isKept,
    max_length: limit,
    ...(minimumLength === undefined || isKept ? {} : { min_length: Math.min(minimumLength, textLimit) }),
    ...(isKept
      ? { placeholder: keptSecret }
      : placeholder
        ? { placeholder: label(placeholder, placeholderLimit) }
        : {}),
    ...(value === '' ? {} : { value }),
  };
}

const keptSecret = 'It is kept; leave this empty to leave it so.';

/** What a field is filled with; a secret with nothing. */
function shownText(field: WrittenField, given: Given): string {
  if (field.kind === 'secret') return '';
  if (typeof given === 'string') return given;
  return field.kind === 'list' ? (field.initial ?? []).join('\n') : String(field.initial ?? '');
}

/** What was chosen by name: as it was typed, else what it stands for. */
function renderTyped(
  field: TypedField,
  customId: string,
  given: Given,
  typed: string | undefined,
): APIComponentInLabel {
  const isSeveral = field.kind === 'choices' || field.kind === 'lookups';
  const initial = field.kind === 'lookup' || field.kind === 'lookups' ? [field.initial ?? []].flat() : [];
  const values = given === undefined ? initial.map((option) => option.label) : [given].flat().filter(isText);
  const value = cut(typed ?? values.join(', '), textLimit);
  return {
    type: ComponentType.TextInput,
    custom_id: customId,
    style: TextInputStyle.Short,
    required: field.isRequired,
    max_length: textLimit,
    placeholder: isSeveral ? 'Names, with commas between them' : 'A name, or a part of it',
    ...(value === '' ? {} : { value }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function renderInput(
  field: InputField,
  customId: string,
  given: Given,
  typed: string | undefined,
): APIComponentInLabel {
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

function renderField(field: InputField, draft: PageDraft, state: FormState): APILabelComponent {
  const isLong = field.label.length > labelLimit;
  const help = [...(isLong ? [field.label] : []), ...(field.help ? [field.help] : [])].join(' — ');
  const given = draft.values[field.name];
  return {
    type: ComponentType.Label,
    label: label(field.label, labelLimit),
    ...(help === '' ? {} : { description: label(help, descriptionLimit) }),
    component: renderInput(field, tokenOf(field.name), given, state.typed[field.name]),
  };
}

/**
 * The modal for a group of the fields of the draft's page, filled with what was given so far. An input's id is the
 * token of its field's name.
 */
export function renderForm(draft: PageDraft, group: number, state: FormState): APIModalInteractionResponseCallbackData {
  const { form, page } = draft;
  const step = stepOf(draft, group);
  const suffix = step.endsWith('/1') ? '' : ` (${step})`;
  const description: readonly APITextDisplayComponent[] =
    page.description === undefined || group > 0
      ? []
      : [{ type: ComponentType.TextDisplay, content: escapeText(cut(page.description, 1000)) || '…' }];
  const asked = fieldGroups(page)[group];
  const fields = asked?.kind === 'modal' ? asked.fields : [];
  const title = page.parentId === undefined ? form.title : page.title;
  return {
    custom_id: formControlId({ kind: 'modal', draftId: draft.id, page: tokenOf(page.id), group }),
    title: `${label(title, titleLimit - suffix.length)}${suffix}`,
    components: [...description, ...fields.map((field) => renderField(field, draft, state))],
  };
}
