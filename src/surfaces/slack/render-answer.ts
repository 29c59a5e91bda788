import type { ActionsBlock, Button as SlackButton, KnownBlock } from '@slack/types';
import type { Answer, Button, Card, Choice, Line, List, Press, Progress } from '#callboard/core/answers/answer.ts';
import { progressMarks, toPlainText } from '#callboard/core/answers/plain-text.ts';
import { escapeText, isWebAddress, joinLines, shorten, toMrkdwn } from './mrkdwn.ts';

/** An answer as Slack shows it; `text` is what notifications and screen readers get. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const sectionTextLimit = 3000;
const fieldTextLimit = 2000;
const fieldsPerSection = 10;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const buttonTextLimit = 75;
const buttonValueLimit = 2000;
const buttonUrlLimit = 3000;
/** A message has at most 50 blocks; some are left for title, buttons and what says that there is more. */
const itemLimit = 40;
const choiceLimit = 20;
/** An actions block has at most 25 elements. */
const buttonLimit = 25;
/** `text` may hold 40,000 characters; a notification shows far less. */
const plainTextLimit = 3000;

/** What the id of a pressed button begins with; what it asks for is its value. */
export const pressActionPrefix = 'press:';
/** What the id of a button that only opens an address begins with. */
export const openActionPrefix = 'open:';

/** Renders any answer but a form within Slack's limits; a form's fields are named where no modal can be opened. */
export function renderAnswer(answer: Answer): SlackMessage {
  return { text: shorten(escapeText(toPlainText(answer)), plainTextLimit), blocks: blocksOf(answer) };
}

function blocksOf(answer: Answer): KnownBlock[] {
  switch (answer.kind) {
    case 'card':
      return cardBlocks(answer);
    case 'list':
      return listBlocks(answer);
    case 'choice':
      return choiceBlocks(answer);
    case 'progress':
      return progressBlocks(answer);
    case 'form':
      return [section([escapeText(toPlainText(answer))])];
    case 'refusal':
      return [
        section([`:no_entry_sign: ${answer.message.split('\n').map(escapeText).join('\n')}`]),
        ...(answer.hint === undefined ? [] : [context(escapeText(answer.hint))]),
      ];
  }
}

function cardBlocks({ title, lines, fields, buttons }: Card): KnownBlock[] {
  const pairs = fields.map(({ label, value }) =>
    joinLines([`*${escapeText(label)}*`, toMrkdwn(value)], fieldTextLimit),
  );
  const sections = Array.from({ length: Math.ceil(pairs.length / fieldsPerSection) }, (_, index) =>
    pairs.slice(index * fieldsPerSection, (index + 1) * fieldsPerSection),
  );
  return [
    section([strong(title), ...lines.map(toMrkdwn)]),
    ...sections.map((texts): KnownBlock => ({ type: 'section', fields: texts.map(mrkdwn) })),
    ...buttonRow(buttons),
  ];
}

function listBlocks({ title, items, omitted, buttons }: List): KnownBlock[] {
  const shown = items.slice(0, itemLimit);
  const hidden = omitted + items.length - shown.length;
  return [
    section([strong(title)]),
    ...shown.map((item) =>
      section([`• ${toMrkdwn(item.title)}`, ...(item.detail === undefined ? [] : [toMrkdwn(item.detail)])]),
    ),
    ...(hidden > 0 ? [context(`… and ${hidden} more`)] : []),
    ...buttonRow(buttons),
  ];
}

function choiceBlocks({ question, options }: Choice): KnownBlock[] {
  const shown = options.slice(0, choiceLimit);
  return [
    section([toMrkdwn(question)]),
    ...shown.map(({ label, detail, press }, index): KnownBlock => {
      const isPressable = fitsButton(press);
      const lines = [
        `*${escapeText(label)}*`,
        ...(detail === undefined ? [] : [escapeText(detail)]),
        ...(isPressable ? [] : ['_Too much text for a button: ask again with this name._']),
      ];
      const accessory = isPressable ? { accessory: pressButton('Choose', press, index) } : {};
      return { type: 'section', text: mrkdwn(joinLines(lines, sectionTextLimit)), ...accessory };
    }),
    ...(options.length > shown.length ? [context(`… and ${options.length - shown.length} more`)] : []),
  ];
}

function progressBlocks({ title, steps, lines, buttons }: Progress): KnownBlock[] {
  const drawn = steps.map(
    ({ name, status, detail }) =>
      `${progressMarks[status]}  ${escapeText(name)}${detail === undefined ? '' : ` — ${toMrkdwn(detail)}`}`,
  );
  return [
    section([strong(title)]),
    ...(drawn.length === 0 ? [] : [section(drawn)]),
    ...(lines.length === 0 ? [] : [section(lines.map(toMrkdwn))]),
    ...buttonRow(buttons),
  ];
}

/** The buttons in one row; below it, in words, those that Slack would not take. */
function buttonRow(buttons: readonly Button[]): KnownBlock[] {
  const drawn = buttons.map((button, index) => (index < buttonLimit ? drawButton(button, index) : undefined));
  const elements = drawn.filter((button) => button !== undefined);
  const left = buttons.filter((_, index) => drawn[index] === undefined);
  const row: ActionsBlock = { type: 'actions', elements };
  return [
    ...(elements.length === 0 ? [] : [row]),
    ...(left.length === 0 ? [] : [context(shorten(left.map(tellButton).join(' · '), fieldTextLimit))]),
  ];
}

function drawButton(button: Button, index: number): SlackButton | undefined {
  if (!('url' in button)) {
    return fitsButton(button.press) ? pressButton(button.label, button.press, index, button.style) : undefined;
  }
  const fits = isWebAddress(button.url) && button.url.length <= buttonUrlLimit;
  const text = plain(button.label);
  return fits ? { type: 'button', action_id: `${openActionPrefix}${index}`, text, url: button.url } : undefined;
}

const tellButton = (button: Button): string =>
  escapeText('url' in button ? `${button.label}: ${button.url}` : `${button.label}: does not fit a button of Slack`);

/** Whether Slack keeps with a button what pressing it asks for. */
const fitsButton = (press: Press): boolean => JSON.stringify(press).length <= buttonValueLimit;

function pressButton(label: string, press: Press, index: number, style?: 'primary' | 'danger'): SlackButton {
  const value = JSON.stringify(press);
  return {
    type: 'button',
    action_id: `${pressActionPrefix}${index}`,
    text: plain(label),
    value,
    ...(style === undefined ? {} : { style }),
  };
}

const strong = (title: Line): string => {
  const text = toMrkdwn(title);
  return /[*`<]/.test(text) ? text : `*${text}*`;
};

const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text: text === '' ? ' ' : text, verbatim: true });
const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, buttonTextLimit), emoji: false });
const section = (lines: readonly string[]): KnownBlock => ({
  type: 'section',
  text: mrkdwn(joinLines(lines, sectionTextLimit)),
});
const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [mrkdwn(shorten(text, sectionTextLimit))],
});
