import type { ActionsBlock, Button as SlackButton, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
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
  RefusalAnswer,
  ShownAnswer,
} from '#callboard/core/answers/answer.ts';
import type { Picture } from '#callboard/core/answers/picture.ts';
import { lineText, progressMarks, spansOf, toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Room } from '#callboard/core/answers/room.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { contextBlock } from './context-block.ts';
import { isWebAddress } from './is-web-address.ts';
import type { StandIn } from './long-texts.ts';
import { notificationText } from './notification-text.ts';
import { richLength, richLine, richText } from './rich-text.ts';
import { shorten } from './shorten.ts';
import { plainText, sectionTextLimit } from './text-blocks.ts';

/** An answer as Slack shows it; `text` is what notifications and screen readers get. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const buttonsPerRow = 25;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
const buttonValueLimit = 2000;
const buttonUrlLimit = 3000;
/** Image blocks: https://docs.slack.dev/reference/block-kit/blocks/image-block */
const altTextLimit = 2000;

/**
 * What a message has room for. The texts of all its blocks together may have some 12,000 characters, which Slack does not
 * say but enforces (`msg_blocks_too_long`): https://github.com/slackapi/bolt-js/issues/2509. Buttons and notes have theirs
 * beside these.
 */
export const slackRoom: Room = {
  characters: 6000,
  items: 10,
  options: 20,
  buttons: buttonsPerRow,
  opens: (url) => isWebAddress(url) && url.length <= buttonUrlLimit,
  lengthOf: (line) => richLength(richLine(line)),
};

/** How the picture of an answer is seen: by its file, in the direct messages of the person, or not at all. */
export type ShownPicture = { readonly fileId: string } | 'direct' | 'none';

/** What the id of a pressed button begins with; what it asks for is its value. */
export const pressActionPrefix = 'press:';
/** What the id of a button that only opens an address begins with. */
export const openActionPrefix = 'open:';

/**
 * Renders an answer, or a page of one, that is no more than {@link slackRoom}; what `standIn` gives goes into the values of
 * buttons. A form, which no message shows, is a button that opens it; a picture that is not shown is told of.
 */
export function renderAnswer(shown: ShownAnswer, standIn: StandIn, picture: ShownPicture = 'none'): SlackMessage {
  const answer = shown.answer.kind === 'form' ? invitationTo(shown.answer) : shown.answer;
  const note = shown.note === undefined ? [] : [lineText(shown.note)];
  const buttons = [...('buttons' in answer ? answer.buttons : []), ...shown.buttons];
  const firstIndex = answer.kind === 'choice' ? answer.options.length : 0;
  return {
    text: notificationText([toPlainText(answer), ...note].join('\n')),
    blocks: [
      ...blocksOf(answer, standIn, picture),
      ...buttonRows(buttons, firstIndex, standIn),
      ...note.map(contextBlock),
    ],
  };
}

function blocksOf(answer: Exclude<Answer, FormAnswer>, standIn: StandIn, picture: ShownPicture): KnownBlock[] {
  switch (answer.kind) {
    case 'card':
      return cardBlocks(answer, picture);
    case 'list':
      return listBlocks(answer);
    case 'choice':
      return choiceBlocks(answer, standIn);
    case 'progress':
      return progressBlocks(answer);
    case 'refusal':
      return refusalBlocks(answer);
  }
}

function cardBlocks({ title, lines, fields, picture }: Card, shown: ShownPicture): KnownBlock[] {
  const labelled = fields.map(({ label, value }) => [...bold(`${label}:`), text(' '), ...richLine(value)]);
  return [
    ...paragraph([bold(title), ...lines.map((line) => richLine(line))]),
    ...paragraph(labelled),
    ...(picture === undefined ? [] : [pictureBlock(picture, shown)]),
  ];
}

function pictureBlock({ alt }: Picture, shown: ShownPicture): KnownBlock {
  if (shown === 'direct')
    return contextBlock(
      'The picture is in your direct messages with me: Slack shows no files in a message that only you see.',
    );
  if (shown === 'none') return contextBlock('There is a picture of this, but it could not be shown.');
  return {
    type: 'image',
    slack_file: { id: shown.fileId },
    alt_text: shorten(alt.trim() === '' ? 'A picture' : alt, altTextLimit),
  };
}

function listBlocks({ title, items, omitted }: List): KnownBlock[] {
  const listed = items.map(({ title: name, detail }) => [
    ...richLine(name),
    ...(detail === undefined ? [] : [text('\n'), ...richLine(detail)]),
  ]);
  const elements = listed.map((item) => ({
    type: 'rich_text_section' as const,
    elements: item.length === 0 ? [text('–')] : item,
  }));
  return [
    ...paragraph([bold(title)]),
    ...(elements.length === 0
      ? []
      : [
          {
            type: 'rich_text' as const,
            elements: [{ type: 'rich_text_list' as const, style: 'bullet' as const, elements }],
          },
        ]),
    ...(omitted > 0 ? [contextBlock(`… and ${omitted} more`)] : []),
  ];
}

function choiceBlocks({ question, options }: Choice, standIn: StandIn): KnownBlock[] {
  return [
    ...paragraph([richLine(question)]),
    ...options.map(({ label, detail, press }, index): KnownBlock => ({
      type: 'section',
      text: plainText([label, detail ?? []].flat().map(visibleText).join('\n'), sectionTextLimit),
      // Read out, each button says what it chooses.
      accessory: {
        ...pressButton({ label: 'Choose', press }, index, standIn),
        accessibility_label: shorten(`Choose ${visibleText(label)}`, buttonTextLimit),
      },
    })),
  ];
}

function progressBlocks({ title, steps, lines }: Progress): KnownBlock[] {
  const drawn = steps.map(({ name, status, detail }) => [
    text(`${progressMarks[status]}  `),
    ...richLine(name),
    ...(detail === undefined ? [] : [text(' — '), ...richLine(detail)]),
  ]);
  return [...paragraph([bold(title)]), ...paragraph(drawn), ...paragraph(lines.map((line) => richLine(line)))];
}

function refusalBlocks({ code, message, hint }: RefusalAnswer): KnownBlock[] {
  const [first = '', ...others] = message.split('\n');
  const sign: RichTextElement = { type: 'emoji', name: isMereMiss(code) ? 'mag' : 'no_entry_sign' };
  return [
    ...paragraph([[sign, text(' '), ...richLine(first)], ...others.map((line) => richLine(line))]),
    ...(hint === undefined ? [] : [contextBlock(hint)]),
  ];
}

/** Whether nothing was forbidden and nothing failed: what was asked for is not there, or was not understood. */
const isMereMiss = (code: string): boolean => code.startsWith('no-such-') || code === 'not-understood';

/** A message opens no modal, but pressing a button does. */
const invitationTo = ({ form, submit }: FormAnswer): Card => ({
  kind: 'card',
  title: form.title,
  lines: ['There is a form to fill.'],
  fields: [],
  buttons: [{ label: 'Open the form', press: submit, style: 'primary' }],
});

/** @param firstIndex makes their ids differ from those of other buttons of the message */
function buttonRows(buttons: readonly Button[], firstIndex: number, standIn: StandIn): KnownBlock[] {
  const elements = buttons.map((button, at): SlackButton => {
    const index = firstIndex + at;
    if ('press' in button) return pressButton(button, index, standIn);
    const { label, url } = button;
    return { type: 'button', action_id: `${openActionPrefix}${index}`, text: plainText(label, buttonTextLimit), url };
  });
  return groupsOf(buttonsPerRow, elements).map((row): ActionsBlock => ({ type: 'actions', elements: row }));
}

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

/** In bold as a whole, unless parts of it have styles of their own. */
const bold = (line: Line): RichTextElement[] =>
  spansOf(line).every((span) => typeof span === 'string') ? richLine(line, 'bold') : richLine(line);

const text = (shown: string): RichTextElement => ({ type: 'text', text: shown });

/** Lines as a block; none where there is nothing to say. */
const paragraph = (lines: readonly (readonly RichTextElement[])[]): RichTextBlock[] => [richText(lines) ?? []].flat();
