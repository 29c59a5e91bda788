import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import type { Field, FieldProblem, Form, Page, RawValues } from '#callboard/core/forms/form.ts';
import { backActionId, blockIdOf, formCallbackId } from './form-ids.ts';
import type { StandIn } from './long-texts.ts';
import { escapeText, shorten } from './mrkdwn.ts';
import { missingInitial, renderElement } from './render-element.ts';
import { plainText, sections } from './text-blocks.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;
/** A view has at most 100 blocks; some are left for problems, the introduction and the button. */
const fieldsPerPage = 80;
/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
const labelLimit = 2000;
const hintLimit = 2000;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
/** What Slack takes for a problem of a field, in characters. */
const problemLimit = 2000;

/** The form with every page that Slack can't show at once as several. */
export function splitPages(form: Form): Form {
  const [first, ...rest] = form.pages;
  const [page, ...more] = partsOf(first);
  return { ...form, pages: [page, ...more, ...rest.flatMap(partsOf)] };
}

function partsOf(page: Page): [Page, ...Page[]] {
  const { title, fields } = page;
  const rest = fields.slice(fieldsPerPage);
  const first = { ...page, fields: fields.slice(0, fieldsPerPage) };
  return rest.length === 0 ? [first] : [first, ...partsOf({ title, fields: rest })];
}

/** One page of a form as a modal. Problems are shown on top where Slack can't put them at their field. */
export function renderForm(draft: Draft, standIn: StandIn, problems: readonly FieldProblem[] = []): ModalView {
  const { form, page, pageIndex, values, id } = draft;
  const isLast = pageIndex === form.pages.length - 1;
  const pageName = form.pages.length > 1 ? `${page.title} (${pageIndex + 1} of ${form.pages.length})` : page.title;
  const intro = [
    ...(form.title.length > titleLimit ? [escapeText(form.title)] : []),
    `*${escapeText(pageName)}*`,
    ...(page.description === undefined ? [] : escapeText(page.description).split('\n')),
  ];
  return {
    type: 'modal',
    callback_id: formCallbackId,
    private_metadata: id,
    title: plainText(form.title, titleLimit),
    submit: plainText(isLast ? form.submitLabel : 'Next', titleLimit),
    close: plainText('Cancel', titleLimit),
    blocks: [
      ...sections(problems.map(({ message }) => `:warning: ${escapeText(message)}`)),
      ...sections(intro),
      ...page.fields.map((field) => inputBlock(field, values[field.name], standIn)),
      ...(pageIndex > 0 ? [backButton] : []),
    ],
  };
}

/** A modal that only says something. */
export function renderNotice(title: string, sentences: string): ModalView {
  return {
    type: 'modal',
    title: plainText(title, titleLimit),
    close: plainText('Close', titleLimit),
    blocks: sections(escapeText(sentences).split('\n')),
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
  standIn: StandIn,
): Record<string, string> | undefined {
  const byBlock = problems.map(({ field, message }): [string, string] => [
    blockIdOf(field, standIn),
    shorten(message, problemLimit),
  ]);
  return byBlock.every(([block]) => shown.has(block)) ? Object.fromEntries(byBlock) : undefined;
}

function inputBlock(field: Field, value: RawValues[string] | undefined, standIn: StandIn): InputBlock {
  const hint = [field.help ?? '', missingInitial(field, value) ?? ''].filter((part) => part !== '').join(' ');
  return {
    type: 'input',
    block_id: blockIdOf(field.name, standIn),
    label: plainText(field.label, labelLimit),
    optional: !field.isRequired || field.kind === 'boolean',
    ...(hint === '' ? {} : { hint: plainText(hint, hintLimit) }),
    element: renderElement(field, value, standIn),
  };
}

const backButton: KnownBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: backActionId, text: plainText('Back', buttonTextLimit) }],
};
