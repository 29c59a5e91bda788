import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIButtonComponent } from 'discord.js';
import type { PageDraft, ReviewDraft } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem, ItemsField, Option } from '#callboard/core/forms/form.ts';
import { reviewId } from '#callboard/core/forms/walk-form.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { cut, escapeText } from './escape-text.ts';
import { fieldGroups, fieldsOf, type FormControl, formControlId, stepOf, tokenOf } from './form-step.ts';
import { buttonRows, messageBody } from './message.ts';
import type { MessageBody } from './message.ts';

/** What is shown of a text in a line, in characters. */
const textLimit = 300;
/** How many problems a message lists. */
const problemLimit = 10;
/** Discord's limits: an embed's description in characters, the options of a select, a label. */
const reviewLimit = 3500;
const selectLimit = 25;
const optionLimit = 100;
const red = 0xc0392b;

const shown = (text: string) => escapeText(cut(text, textLimit));
const strong = (text: string) => `**${shown(text) || '…'}**`;

/** A control of the draft's page. */
const at = ({ id, page }: PageDraft) => ({ draftId: id, page: tokenOf(page.id) });

function button(label: string, control: FormControl, isPrimary = false): APIButtonComponent {
  const style = isPrimary ? ButtonStyle.Primary : ButtonStyle.Secondary;
  return { type: ComponentType.Button, style, label: cut(label, 80), custom_id: formControlId(control) };
}

const openButton = (draft: PageDraft, group: number, label: string): APIButtonComponent =>
  button(label, { kind: 'open', ...at(draft), group }, true);

/** Asks to open the form. */
export function inviteMessage(draft: PageDraft): MessageBody {
  const { description } = draft.page;
  const text =
    description === undefined ? strong(draft.form.title) : `${strong(draft.form.title)}\n${shown(description)}`;
  return messageBody(text, buttonRows([openButton(draft, 0, 'Fill in')]));
}

/** Asks to go on with a group of fields of the draft's page. */
export function continueMessage(draft: PageDraft, group: number): MessageBody {
  const asked = fieldGroups(draft.page)[group];
  if (asked?.kind === 'items') return itemsMessage(draft, group, asked.field);
  const labels = (asked ? fieldsOf(asked) : []).map((field) => shown(field.label)).join(', ');
  const isFirst = draft.number === 1 && draft.page.parentId === undefined;
  const back = !isFirst && group === 0 ? [button('Back', { kind: 'back', ...at(draft) })] : [];
  const buttons = buttonRows([openButton(draft, group, `Continue (${stepOf(draft, group)})`), ...back]);
  const title = draft.page.parentId === undefined ? draft.form.title : draft.page.title;
  return messageBody(`${strong(title)}, next: ${labels}`, buttons);
}

/** The things of a list so far, with what adds one, opens one, takes one away, and goes on. */
function itemsMessage(draft: PageDraft, group: number, field: ItemsField): MessageBody {
  const { label, help, items } = field;
  const lines = items.slice(0, selectLimit).map(({ title }) => `- ${shown(title)}`);
  const text = [
    `${strong(draft.form.title)}: ${shown(label)}`,
    ...(help === undefined ? [] : [shown(help)]),
    ...(lines.length > 0 ? lines : ['None so far.']),
  ];
  const buttons = buttonRows([
    button(items.length > 0 ? 'Add another' : 'Add one', { kind: 'add', ...at(draft), group }),
    button(`Go on (${stepOf(draft, group)})`, { kind: 'pass', ...at(draft), group }, true),
    ...(draft.number > 1 || draft.page.parentId !== undefined ? [button('Back', { kind: 'back', ...at(draft) })] : []),
  ]);
  const options = items.map(({ id, title }) => ({ label: title, value: id }));
  const menus = options.length === 0 ? [] : [menu('edit', 'Change one'), menu('remove', 'Take one away')];
  function menu(kind: 'edit' | 'remove', placeholder: string) {
    return selectRow(formControlId({ kind, ...at(draft), group }), options, placeholder);
  }
  return messageBody(text.join('\n'), [...buttons, ...menus]);
}

/** What was given, to be looked at before anything is done. */
export function reviewMessage({ id, form, parts, previewLabel }: ReviewDraft): MessageBody {
  const lines = parts.flatMap(({ title, lines: given }) => [
    strong(title),
    ...given.map(({ label, value }) => `- ${shown(label)}: ${shown(value.replaceAll('\n', ' '))}`),
  ]);
  let length = 0;
  const fitting = lines.filter((line) => (length += line.length + 1) <= reviewLimit);
  const omitted = lines.length - fitting.length;
  const step = { draftId: id, page: tokenOf(reviewId) };
  const text = [
    `${strong(form.title)}: is this right?`,
    ...fitting,
    ...(omitted > 0 ? [`… and ${omitted} lines more`] : []),
  ];
  const buttons = [
    button(form.submitLabel, { kind: 'submit', ...step }, true),
    ...(previewLabel === undefined ? [] : [button(previewLabel, { kind: 'preview', ...step })]),
    button('Back', { kind: 'back', ...step }),
  ];
  return messageBody(text.join('\n'), buttonRows(buttons));
}

/** Says what is wrong with fields of the draft's page, with a button for each group that has such a field. */
export function problemsMessage(draft: PageDraft, problems: readonly FieldProblem[]): MessageBody {
  const groups = fieldGroups(draft.page);
  const labels = new Map(draft.form.pages.flatMap((page) => page.fields).map((field) => [field.name, field.label]));
  const lines = problems
    .slice(0, problemLimit)
    .map(({ field, message }) => `- ${strong(labels.get(field) ?? field)}: ${shown(message)}`);
  const omitted = problems.length > problemLimit ? [`… and ${problems.length - problemLimit} more`] : [];
  const concerned = groups.flatMap((group, index) =>
    fieldsOf(group).some(({ name }) => problems.some((problem) => problem.field === name)) ? [index] : [],
  );
  const edits = (concerned.length === 0 ? [0] : concerned.slice(0, 5)).map((group) =>
    openButton(draft, group, groups.length === 1 ? 'Edit' : `Edit (${stepOf(draft, group)})`),
  );
  const text = ['Something is to be corrected:', ...lines, ...omitted].join('\n');
  return messageBody(text, buttonRows(edits), { color: red });
}

/** A message that says what failed, with a button that opens the draft's page again, filled as it was. */
export function withRetry(draft: PageDraft | ReviewDraft, failure: MessageBody): MessageBody {
  const retry =
    draft.at === 'page'
      ? openButton(draft, 0, 'Try again')
      : button('Try again', { kind: 'submit', draftId: draft.id, page: tokenOf(reviewId) }, true);
  return { ...failure, components: [...failure.components, ...buttonRows([retry])] };
}

/** Asks which of several things is meant by what was typed in a field of the draft's page. */
export function candidatesMessage(draft: PageDraft, fieldName: string, options: readonly Option[]): MessageBody {
  const field = draft.page.fields.find(({ name }) => name === fieldName);
  const id = formControlId({ kind: 'pick', ...at(draft), field: tokenOf(fieldName) });
  const byIndex = options.map((option, index) => ({ ...option, value: String(index) }));
  const text = `${strong(field?.label ?? draft.form.title)}: which one do you mean?`;
  return messageBody(text, [selectRow(id, byIndex)]);
}

/** A select of at most 25 options, whose values fit. */
function selectRow(customId: string, options: readonly Option[], placeholder?: string) {
  const select = {
    type: ComponentType.StringSelect as const,
    custom_id: customId,
    ...(placeholder === undefined ? {} : { placeholder }),
    options: options.slice(0, selectLimit).map(({ label, value, detail }) => ({
      label: cut(visibleText(label), optionLimit).trim() || '…',
      value,
      ...(detail ? { description: cut(visibleText(detail), optionLimit) } : {}),
    })),
  };
  return { type: ComponentType.ActionRow as const, components: [select] };
}

/** Says that the whole form is in. */
export function keptMessage({ form }: PageDraft | ReviewDraft): MessageBody {
  return messageBody(`${strong(form.title)}: submitted. The answer follows here or in a direct message.`, []);
}
