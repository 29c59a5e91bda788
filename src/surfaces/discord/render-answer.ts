import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIButtonComponent } from 'discord.js';
import type {
  Answer,
  Button,
  Choice,
  Frame,
  Line,
  Press,
  Progress,
  ProgressStatus,
  ShownAnswer,
} from '#callboard/core/answers/answer.ts';
import type { Picture } from '#callboard/core/answers/picture.ts';
import type { Room } from '#callboard/core/answers/room.ts';
import { visibleText } from '#callboard/core/text/visible-text.ts';
import { cut, escapeText, webAddress } from './escape-text.ts';
import { buttonRows, messageBody, rowLimit } from './message.ts';
import type { MessageBody, Row } from './message.ts';
import { pressId } from './press-id.ts';
import { notifiedAccounts, renderLine } from './render-line.ts';

/** Discord's limit for all text of a message of components, less what the count of omitted lines takes. */
const textLimit = 3900;
/** Discord's limit for a button's label. */
const buttonLabelLimit = 80;
/** Discord's limit for a button's address. */
const buttonUrlLimit = 512;
/** Discord's limits for a select: how many options, and the characters of their label and description. */
const selectLength = 25;
const optionTextLimit = 100;
/** Discord's limit: five rows of five, kept for messages of components too. */
const buttonLimit = 25;

/** What a message has room for; the buttons and the note that stand with an answer have theirs beside it. */
export const discordRoom: Room = {
  characters: 3400,
  items: 10,
  options: 100,
  buttons: 22,
  opens: (url) => (webAddress(url)?.length ?? Infinity) <= buttonUrlLimit,
  lengthOf: (line) => renderLine(line).length,
};

const noFrame: Frame = { buttons: [] };

const red = 0xc0392b;
const green = 0x2e8b57;
const marks: Record<ProgressStatus, string> = {
  waiting: '⚪',
  running: '🔵',
  done: '✅',
  skipped: '⏭️',
  failed: '❌',
};

/** Lines of markdown that fit together, with the number of those that did not. */
function fit(lines: readonly string[], omitted = 0): string {
  let text = '';
  let kept = 0;
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > textLimit) break;
    text = longer;
    kept += 1;
  }
  const left = lines.length - kept + omitted;
  if (left > 0) text += `\n… and ${left} more`;
  return text.trim() === '' ? '…' : text;
}

const heading = (title: Line) => `### ${renderLine(title)}`;

const isLinkable = (button: Button): boolean => 'press' in button || discordRoom.opens(button.url);

/** Small text below an answer. */
const noteLines = ({ note }: Frame): readonly string[] => (note === undefined ? [] : [`-# ${renderLine(note)}`]);

function renderButton(button: Button, index: number): APIButtonComponent {
  const label = cut(visibleText(button.label), buttonLabelLimit).trim() || '…';
  if ('url' in button) {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: webAddress(button.url) ?? '' };
  }
  const styles = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
  const style = button.style === undefined ? ButtonStyle.Secondary : styles[button.style];
  return { type: ComponentType.Button, style, label, custom_id: pressId(button.press, index) };
}

/** Buttons as rows; what can't be a button of Discord's becomes a line. */
function renderButtons(buttons: readonly Button[]): {
  readonly rows: readonly Row[];
  readonly lines: readonly string[];
} {
  const shown = buttons.filter(isLinkable);
  const lines = buttons
    .filter((button) => !isLinkable(button))
    .map((button) => renderLine([button.label, ': ', { kind: 'code', text: 'url' in button ? button.url : '' }]));
  const left = shown.length - buttonLimit;
  return {
    rows: buttonRows(shown.slice(0, buttonLimit).map(renderButton)),
    lines: left > 0 ? [...lines, `… and ${left} more buttons`] : lines,
  };
}

function renderSelects(choice: Choice, rows: number): readonly Row[] {
  const shown = choice.options.slice(0, selectLength * rows);
  return Array.from({ length: Math.ceil(shown.length / selectLength) }, (_, select) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `select${select}`,
        placeholder: `${select * selectLength + 1} to ${Math.min((select + 1) * selectLength, shown.length)}`,
        options: shown.slice(select * selectLength, (select + 1) * selectLength).map((option, index) => ({
          label: cut(visibleText(option.label), optionTextLimit).trim() || '…',
          value: pressId(option.press, select * selectLength + index),
          ...(option.detail ? { description: cut(visibleText(option.detail), optionTextLimit) } : {}),
        })),
      },
    ],
  }));
}

function renderChoice(choice: Choice, frame: Frame): MessageBody {
  const question = renderLine(choice.question);
  const notify = notifiedAccounts([choice.question]);
  const { rows: frameRows } = renderButtons(frame.buttons);
  if (choice.options.length > buttonLimit - frame.buttons.length) {
    const selectRows = rowLimit - frameRows.length;
    const left = choice.options.length - selectLength * selectRows;
    const text = fit([question, ...noteLines(frame)], Math.max(left, 0));
    return messageBody(text, [...renderSelects(choice, selectRows), ...frameRows], { notify });
  }
  const details = choice.options.flatMap(({ label, detail }) =>
    detail ? [renderLine([{ kind: 'strong', text: label }, ` — ${detail}`])] : [],
  );
  const { rows } = renderButtons([...choice.options, ...frame.buttons]);
  return messageBody(fit([question, ...details, ...noteLines(frame)]), rows, { notify });
}

function renderProgress(progress: Progress, frame: Frame): MessageBody {
  const steps = progress.steps.map(({ name, status, detail }) => {
    const more = detail === undefined ? '' : ` — ${renderLine(detail)}`;
    return `${marks[status]} ${escapeText(cut(name, optionTextLimit))}${more}`;
  });
  const { rows, lines } = renderButtons([...progress.buttons, ...frame.buttons]);
  const details = progress.steps.flatMap(({ detail }) => (detail === undefined ? [] : [detail]));
  const title = `### ${marks[progress.status]} ${renderLine(progress.title)}`;
  return messageBody(fit([title, ...steps, ...progress.lines.map(renderLine), ...lines, ...noteLines(frame)]), rows, {
    ...(progress.status === 'failed' ? { color: red } : {}),
    ...(progress.status === 'done' ? { color: green } : {}),
    notify: notifiedAccounts([progress.title, ...details, ...progress.lines]),
  });
}

/** The presses that a message offers, each of which must be kept where its id is too long. */
export const pressesOf = ({ answer, buttons }: ShownAnswer): readonly Press[] => [
  ...answerPresses(answer),
  ...buttons.flatMap((button) => ('press' in button ? [button.press] : [])),
];

function answerPresses(answer: Answer): readonly Press[] {
  switch (answer.kind) {
    case 'choice':
      return answer.options.map((option) => option.press);
    case 'form':
      return [answer.submit];
    case 'refusal':
      return [];
    default:
      return answer.buttons.flatMap((button) => ('press' in button ? [button.press] : []));
  }
}

/** Discord's limit for the description of a file. */
const altLimit = 1024;

/** What a picture shows, in words, as long as Discord takes it. */
export const altOf = ({ alt }: Picture): string => cut(alt, altLimit);

/**
 * An answer as the body of a Discord message: one frame of markdown, with buttons or selects below. What exceeds
 * Discord's limits is counted in the message. A form becomes a button that asks for it again. A picture has its place in
 * it if `hasPicture`; else it is told of.
 */
export function renderAnswer(answer: Answer, hasPicture = false, frame = noFrame): MessageBody {
  switch (answer.kind) {
    case 'card': {
      const { rows, lines } = renderButtons([...answer.buttons, ...frame.buttons]);
      const fields = answer.fields.map(
        ({ label, value }) => `**${escapeText(cut(label, 100))}**: ${renderLine(value)}`,
      );
      const spoken = [answer.title, ...answer.lines, ...answer.fields.map((field) => field.value)];
      const { picture } = answer;
      const told =
        picture === undefined || hasPicture ? [] : ['-# There is a picture of this, but it could not be shown.'];
      const text = fit([
        heading(answer.title),
        ...answer.lines.map(renderLine),
        ...fields,
        ...lines,
        ...told,
        ...noteLines(frame),
      ]);
      const shown = picture === undefined || !hasPicture ? {} : { alt: altOf(picture) };
      return messageBody(text, rows, { notify: notifiedAccounts(spoken), ...shown });
    }
    case 'list': {
      const { rows, lines } = renderButtons([...answer.buttons, ...frame.buttons]);
      const items = answer.items.map(({ title, detail }) =>
        detail === undefined ? `- ${renderLine(title)}` : `- ${renderLine(title)} — ${renderLine(detail)}`,
      );
      const spoken = answer.items.flatMap(({ title, detail }) => (detail === undefined ? [title] : [title, detail]));
      const text = [fit([heading(answer.title), ...lines, ...items], answer.omitted), ...noteLines(frame)].join('\n');
      return messageBody(text, rows, { notify: notifiedAccounts([answer.title, ...spoken]) });
    }
    case 'choice':
      return renderChoice(answer, frame);
    case 'progress':
      return renderProgress(answer, frame);
    case 'form': {
      const { description } = answer.form.pages[0];
      const button: Button = { label: 'Fill in', press: answer.submit, style: 'primary' };
      const lines = [heading(answer.form.title), ...(description === undefined ? [] : [renderLine(description)])];
      return messageBody(fit(lines), renderButtons([button]).rows);
    }
    case 'refusal': {
      const hint = answer.hint === undefined ? [] : [renderLine(answer.hint)];
      const { rows } = renderButtons(frame.buttons);
      return messageBody(fit([renderLine(answer.message), ...hint, ...noteLines(frame)]), rows, { color: red });
    }
  }
}
