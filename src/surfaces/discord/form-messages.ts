import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIButtonComponent } from 'discord.js';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem, Option } from '#callboard/core/forms/form.ts';
import { cut, escapeText, plainText } from './escape-text.ts';
import { fieldGroups, formControlId, stepOf } from './form-step.ts';
import { buttonRows, messageBody } from './message.ts';
import type { MessageBody } from './message.ts';

/** What is shown of a text in a line, in characters. */
const textLimit = 300;
/** How many problems a message lists. */
const problemLimit = 10;
const red = 0xc0392b;

const shown = (text: string) => escapeText(cut(text, textLimit));
const strong = (text: string) => `**${shown(text) || '…'}**`;

function openButton(draft: Draft, group: number, label: string, style = ButtonStyle.Primary): APIButtonComponent {
  const custom_id = formControlId({ kind: 'open', draftId: draft.id, pageIndex: draft.pageIndex, group });
  return {
    type: ComponentType.Button,
    style: style === ButtonStyle.Primary ? style : ButtonStyle.Secondary,
    label,
    custom_id,
  };
}

function backButton(draft: Draft): APIButtonComponent {
  const custom_id = formControlId({ kind: 'back', draftId: draft.id, pageIndex: draft.pageIndex, group: 0 });
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Back', custom_id };
}

/** Asks to open the form. */
export function inviteMessage(draft: Draft): MessageBody {
  const { description } = draft.page;
  const text =
    description === undefined ? strong(draft.form.title) : `${strong(draft.form.title)}\n${shown(description)}`;
  return messageBody(text, buttonRows([openButton(draft, 0, 'Fill in')]));
}

/** Asks to go on with a group of fields of the draft's page. */
export function continueMessage(draft: Draft, group: number): MessageBody {
  const step = stepOf(draft, group);
  const fields = fieldGroups(draft.page)[group] ?? [];
  const labels = fields.map((field) => shown(field.label)).join(', ');
  const back = draft.pageIndex > 0 && group === 0 ? [backButton(draft)] : [];
  const buttons = buttonRows([openButton(draft, group, `Continue (${step})`), ...back]);
  return messageBody(`${strong(draft.form.title)}, next: ${labels}`, buttons);
}

/** Says what is wrong with fields of the draft's page, with a button for each group that has such a field. */
export function problemsMessage(draft: Draft, problems: readonly FieldProblem[]): MessageBody {
  const groups = fieldGroups(draft.page);
  const labels = new Map(draft.form.pages.flatMap((page) => page.fields).map((field) => [field.name, field.label]));
  const lines = problems
    .slice(0, problemLimit)
    .map(({ field, message }) => `- ${strong(labels.get(field) ?? field)}: ${shown(message)}`);
  const omitted = problems.length > problemLimit ? [`… and ${problems.length - problemLimit} more`] : [];
  const concerned = groups.flatMap((fields, group) =>
    fields.some(({ name }) => problems.some((problem) => problem.field === name)) ? [group] : [],
  );
  const edits = (concerned.length === 0 ? [0] : concerned.slice(0, 5)).map((group) =>
    openButton(draft, group, groups.length === 1 ? 'Edit' : `Edit (${stepOf(draft, group)})`),
  );
  const text = ['Something is to be corrected:', ...lines, ...omitted].join('\n');
  return messageBody(text, buttonRows(edits), { color: red });
}

/** A message that says what failed, with a button that opens the draft's page again, filled as it was. */
export function withRetry(draft: Draft, failure: MessageBody): MessageBody {
  return { ...failure, components: [...failure.components, ...buttonRows([openButton(draft, 0, 'Try again')])] };
}

/** Asks which of several things is meant by what was typed in a field. `fieldIndex` counts the fields of the page. */
export function candidatesMessage(draft: Draft, fieldIndex: number, options: readonly Option[]): MessageBody {
  const field = draft.page.fields[fieldIndex];
  const { id: draftId, pageIndex } = draft;
  const select = {
    type: ComponentType.StringSelect as const,
    custom_id: formControlId({ kind: 'pick', draftId, pageIndex, group: 0, field: fieldIndex }),
    options: options.map((option, index) => ({
      label: cut(plainText(option.label), 100).trim() || '…',
      value: String(index),
      ...(option.detail ? { description: cut(plainText(option.detail), 100) } : {}),
    })),
  };
  const text = `${strong(field?.label ?? draft.form.title)}: which one do you mean?`;
  return messageBody(text, [{ type: ComponentType.ActionRow, components: [select] }]);
}

/** Says that the whole form is in. */
export function keptMessage(draft: Draft): MessageBody {
  return messageBody(`${strong(draft.form.title)}: submitted. The answer follows here or in a direct message.`, []);
}
