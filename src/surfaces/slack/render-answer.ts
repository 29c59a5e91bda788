import type { ActionsBlock, Button as SlackButton, KnownBlock } from '@slack/types';
import type {
  Answer,
  Button,
  Card,
  Choice,
  FormAnswer,
  Line,
  List,
  Press,
  Progress,
} from '#callboard/core/answers/answer.ts';
import type { Picture } from '#callboard/core/answers/picture.ts';
import { progressMarks, toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { StandIn } from './long-texts.ts';
import { escapeText, isWebAddress, joinLines, shorten, toMrkdwn } from './mrkdwn.ts';
import { mrkdwn, plainText, sections, sectionTextLimit } from './text-blocks.ts';

/** An answer as Slack shows it; `text` is what notifications and screen readers get. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** https://docs.slack.dev/reference/block-kit/blocks */
const blockLimit = 50;
/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const fieldTextLimit = 2000;
const fieldsPerSection = 10;
/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const buttonsPerRow = 25;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
const buttonValueLimit = 2000;
const buttonUrlLimit = 3000;
/** Some blocks are left for the title, the buttons and what says that there is more. */
const itemLimit = 40;
/** With the question, and with what says that there are more, as many as a message has blocks. */
const choiceLimit = blockLimit - 2;
/** `text` may hold 40,000 characters; a notification shows far less. */
const plainTextLimit = 3000;

/** Image blocks: https://docs.slack.dev/reference/block-kit/blocks/image-block */
const altTextLimit = 2000;

/** How the picture of an answer is seen: by its file, in the direct messages of the person, or not at all. */
export type ShownPicture = { readonly fileId: string } | 'direct' | 'none';

/** What the id of a pressed button begins with; what it asks for is its value. */
export const pressActionPrefix = 'press:';
/** What the id of a button that only opens an address begins with. */
export const openActionPrefix = 'open:';

/**
 * Renders any answer within Slack's limits; what `standIn` gives goes into the values of buttons. A form, which no
 * message shows, is a button that opens it; a picture that is not shown is told of.
 */
export function renderAnswer(answer: Answer, standIn: StandIn, picture: ShownPicture = 'none'): SlackMessage {
  const shown = answer.kind === 'form' ? invitationTo(answer) : answer;
  const blocks = blocksOf(shown, standIn, picture);
  return {
    text: escapeText(shorten(toPlainText(shown), plainTextLimit)),
    blocks: blocks.length <= blockLimit ? blocks : [...blocks.slice(0, blockLimit - 1), context('… and more')],
  };
}

function blocksOf(answer: Exclude<Answer, FormAnswer>, standIn: StandIn, picture: ShownPicture): KnownBlock[] {
  switch (answer.kind) {
    case 'card':
      return cardBlocks(answer, standIn, picture);
    case 'list':
      return listBlocks(answer, standIn);
    case 'choice':
      return choiceBlocks(answer, standIn);
    case 'progress':
      return progressBlocks(answer, standIn);
    case 'refusal':
      return [
        ...sections(escapeText(`:no_entry_sign: ${answer.message}`).split('\n')),
        ...(answer.hint === undefined ? [] : [context(answer.hint)]),
      ];
  }
}

function cardBlocks(card: Card, standIn: StandIn, shown: ShownPicture): KnownBlock[] {
  const { title, lines, fields, picture, buttons } = card;
  const pairs = fields.map(({ label, value }) =>
    joinLines([`*${escapeText(label)}*`, toMrkdwn(value)], fieldTextLimit),
  );
  return [
    ...sections([strong(title), ...lines.map(toMrkdwn)]),
    ...groupsOf(fieldsPerSection, pairs).map((texts): KnownBlock => ({ type: 'section', fields: texts.map(mrkdwn) })),
    ...(picture === undefined ? [] : [pictureBlock(picture, shown)]),
    ...buttonRows(buttons, standIn),
  ];
}

function pictureBlock({ alt }: Picture, shown: ShownPicture): KnownBlock {
  if (shown === 'direct')
    return context(
      'The picture is in your direct messages with me: Slack shows no files in a message that only you see.',
    );
  if (shown === 'none') return context('There is a picture of this, but it could not be shown.');
  return {
    type: 'image',
    slack_file: { id: shown.fileId },
    alt_text: shorten(alt.trim() === '' ? 'A picture' : alt, altTextLimit),
  };
}

function listBlocks({ title, items, omitted, buttons }: List, standIn: StandIn): KnownBlock[] {
  const shown = items.slice(0, itemLimit);
  const hidden = omitted + items.length - shown.length;
  return [
    ...sections([strong(title)]),
    ...shown.map((item) =>
      section([`• ${toMrkdwn(item.title)}`, ...(item.detail === undefined ? [] : [toMrkdwn(item.detail)])]),
    ),
    ...(hidden > 0 ? [context(`… and ${hidden} more`)] : []),
    ...buttonRows(buttons, standIn),
  ];
}

function choiceBlocks({ question, options }: Choice, standIn: StandIn): KnownBlock[] {
  const shown = options.slice(0, choiceLimit);
  return [
    section([toMrkdwn(question)]),
    ...shown.map(({ label, detail, press }, index): KnownBlock => {
      const lines = [`*${escapeText(label)}*`, ...(detail === undefined ? [] : [escapeText(detail)])];
      return { ...section(lines), accessory: pressButton({ label: 'Choose', press }, index, standIn) };
    }),
    ...(options.length > shown.length ? [context(`… and ${options.length - shown.length} more`)] : []),
  ];
}

function progressBlocks({ title, steps, lines, buttons }: Progress, standIn: StandIn): KnownBlock[] {
  const drawn = steps.map(
    ({ name, status, detail }) =>
      `${progressMarks[status]}  ${escapeText(name)}${detail === undefined ? '' : ` — ${toMrkdwn(detail)}`}`,
  );
  return [
    ...sections([strong(title)]),
    ...sections(drawn),
    ...sections(lines.map(toMrkdwn)),
    ...buttonRows(buttons, standIn),
  ];
}

/** A message opens no modal, but pressing a button does. */
const invitationTo = ({ form, submit }: FormAnswer): Card => ({
  kind: 'card',
  title: form.title,
  lines: ['There is a form to fill.'],
  fields: [],
  buttons: [{ label: 'Open the form', press: submit, style: 'primary' }],
});

/** The buttons in rows; below them, in words, the addresses that Slack puts on no button. */
function buttonRows(buttons: readonly Button[], standIn: StandIn): KnownBlock[] {
  const elements = buttons.flatMap((button, index): SlackButton[] => {
    if (!('url' in button)) return [pressButton(button, index, standIn)];
    const { label, url } = button;
    return fitsButton(url)
      ? [{ type: 'button', action_id: `${openActionPrefix}${index}`, text: plainText(label, buttonTextLimit), url }]
      : [];
  });
  const told = buttons.flatMap((button) =>
    'url' in button && !fitsButton(button.url) ? [escapeText(`${button.label}: ${button.url}`)] : [],
  );
  const rows = groupsOf(buttonsPerRow, elements).map((row): ActionsBlock => ({ type: 'actions', elements: row }));
  return [...rows, ...sections(told)];
}

const fitsButton = (url: string): boolean => isWebAddress(url) && url.length <= buttonUrlLimit;

function pressButton(
  { label, press, style }: { label: string; press: Press; style?: 'primary' | 'danger' },
  index: number,
  standIn: StandIn,
): SlackButton {
  return {
    type: 'button',
    action_id: `${pressActionPrefix}${index}`,
    text: plainText(label, buttonTextLimit),
    value: standIn(JSON.stringify(press), buttonValueLimit),
    ...(style === undefined ? {} : { style }),
  };
}

/** The items in groups of that many, the last of fewer. */
const groupsOf = <Item>(size: number, items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const strong = (title: Line): string => {
  const text = toMrkdwn(title);
  return /[*`<]/.test(text) ? text : `*${text}*`;
};

/** Lines of markup as one block, cut with a mark where they are too long for one. */
const section = (lines: readonly string[]) => ({
  type: 'section' as const,
  text: mrkdwn(joinLines(lines, sectionTextLimit)),
});

const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [mrkdwn(joinLines([escapeText(text)], fieldTextLimit))],
});
