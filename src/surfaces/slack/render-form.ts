import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Line } from '#callboard/core/answers/answer.ts';
import type { Draft, ReviewDraft } from '#callboard/core/commands/conversation.ts';
import type { Field, FieldProblem, RawValues } from '#callboard/core/forms/form.ts';
import { nextOf, reviewId } from '#callboard/core/forms/walk-form.ts';
import { backActionId, blockIdOf, formCallbackId, previewActionId, restartActionId } from './form-ids.ts';
import type { StandIn } from './long-texts.ts';
import { missingInitial, renderElement } from './render-element.ts';
import { renderItems } from './render-items.ts';
import { renderReview } from './render-review.ts';
import { richLine } from './rich-text.ts';
import { shorten } from './shorten.ts';
import { plainText, sectionTextLimit, textBlocks } from './text-blocks.ts';
import { writeMark } from './view-mark.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;
/**
 * What is shown of what stands around the fields, in characters and problems: a view takes 100 blocks, 250,000 bytes, of
 * which `splitPages` leaves room for this.
 */
const headingLimit = 300;
const descriptionLimit = 3000;
const warningLimit = 400;
const warningsOnTop = 5;
/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
const labelLimit = 2000;
const hintLimit = 2000;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
/** What Slack takes for a problem of a field, in characters. */
const problemLimit = 2000;

/** What is said of a form beside what it asks. */
export interface FormNotes {
  readonly problems?: readonly FieldProblem[];
  /** It was left before, and goes on. */
  readonly wasBegun?: boolean;
}

/** A form that is being filled as a modal, with problems above their fields; those of no field here are on top. */
export function renderForm(draft: Draft, standIn: StandIn, { problems = [], wasBegun }: FormNotes = {}): ModalView {
  const { form } = draft;
  const title = form.title.length > titleLimit ? [shorten(form.title, headingLimit)] : [];
  const begun = wasBegun === true ? [begunBlock] : [];
  const shared = {
    type: 'modal' as const,
    callback_id: formCallbackId,
    private_metadata: writeMark(draft, standIn),
    title: plainText(form.title, titleLimit),
    close: plainText('Cancel', titleLimit),
    // What is typed on the page when it is closed is kept too.
    notify_on_close: true,
  };
  if (draft.at === 'review') {
    const blocks = [...textBlocks([...title, strong('Is this right?')]), ...renderReview(draft), reviewButtons(draft)];
    return {
      ...shared,
      submit: plainText(form.submitLabel, titleLimit),
      blocks: [...begun, ...onTop(problems), ...blocks],
    };
  }
  const { page, number, count } = draft;
  const intro: readonly Line[] = [
    ...title,
    strong(`${shorten(page.title, headingLimit)}${count > 1 ? ` (${number} of ${count})` : ''}`),
    ...(page.description === undefined ? [] : shorten(page.description, descriptionLimit).split('\n')),
  ];
  const focused = page.fields.find(({ isFocused }) => isFocused)?.name;
  const isLast = !form.isReviewed && nextOf(form, page.id) === reviewId;
  const isDone = page.parentId !== undefined && nextOf(form, page.id) === page.parentId;
  return {
    ...shared,
    submit: plainText(isLast ? form.submitLabel : isDone ? 'Done' : 'Next', titleLimit),
    blocks: [
      ...begun,
      ...onTop(problems.filter(({ field }) => page.fields.every(({ name }) => name !== field))),
      ...textBlocks(intro),
      ...page.fields.flatMap((field) => [
        ...problems
          .filter((problem) => problem.field === field.name)
          .slice(0, 1)
          .map(warning),
        ...fieldBlocks(field, draft.values[field.name], field.name === focused, standIn),
      ]),
      ...(number > 1 || page.parentId !== undefined ? [backButton] : []),
    ],
  };
}

const strong = (text: string): Line => [{ kind: 'strong', text }];

const warning = ({ message }: FieldProblem): KnownBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'emoji', name: 'warning' },
        { type: 'text', text: ' ' },
        ...richLine(shorten(message, warningLimit)),
      ],
    },
  ],
});

/** Problems of no field of the page. */
const onTop = (problems: readonly FieldProblem[]): readonly KnownBlock[] => [
  ...problems.slice(0, warningsOnTop).map(warning),
  ...(problems.length > warningsOnTop ? textBlocks([`… and ${problems.length - warningsOnTop} problems more`]) : []),
];

/** A modal that only says something. */
export function renderNotice(title: string, sentences: string): ModalView {
  return {
    type: 'modal',
    title: plainText(title, titleLimit),
    close: plainText('Close', titleLimit),
    blocks: textBlocks(sentences.split('\n').map((line) => shorten(line, sectionTextLimit))),
  };
}

/** The modal that is there until a form is. */
export const renderWait = (): ModalView => renderNotice('One moment', 'The form is being made.');

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

function fieldBlocks(
  field: Field,
  value: RawValues[string] | undefined,
  isFocused: boolean,
  standIn: StandIn,
): readonly KnownBlock[] {
  if (field.kind === 'items') return renderItems(field, standIn);
  const hint = [field.help ?? '', ...hintsOf(field, value)].filter((part) => part !== '').join(' ');
  const isKept = field.kind === 'secret' && value !== undefined && value !== '';
  const element = renderElement(field, value, standIn);
  return [
    {
      type: 'input',
      block_id: blockIdOf(field.name, standIn),
      label: plainText(field.label, labelLimit),
      optional: !field.isRequired || field.kind === 'boolean' || isKept,
      ...(hint === '' ? {} : { hint: plainText(hint, hintLimit) }),
      ...(field.decides && { dispatch_action: true }),
      element: isFocused ? { ...element, focus_on_load: true } : element,
    },
  ];
}

function hintsOf(field: Field, value: RawValues[string] | undefined): readonly string[] {
  const missing = missingInitial(field, value);
  if (missing !== undefined) return [missing];
  if (field.kind === 'text' && field.format === 'time' && !field.isMultiline) return ['The time is that of UTC.'];
  if (field.kind !== 'secret') return [];
  return [
    value === undefined || value === ''
      ? 'Slack shows it while you type; after that it is not shown again.'
      : 'It is kept; leave this empty to leave it so.',
  ];
}

const begunBlock: KnownBlock = {
  type: 'section',
  text: plainText('You had begun this before: it goes on where you left it.', sectionTextLimit),
  accessory: { type: 'button', action_id: restartActionId, text: plainText('Start afresh', buttonTextLimit) },
};

const button = (label: string, actionId: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(label, buttonTextLimit),
});

const back = button('Back', backActionId);
const backButton: KnownBlock = { type: 'actions', elements: [back] };

const reviewButtons = ({ previewLabel }: ReviewDraft): KnownBlock => ({
  type: 'actions',
  elements: [...(previewLabel === undefined ? [] : [button(previewLabel, previewActionId)]), back],
});
