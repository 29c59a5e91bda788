import type { Answer, Button, Line, ProgressStatus, Span } from './answer.ts';
import { pictureTree } from './picture-tree.ts';

/** An answer as plain text: for the terminal, for notifications, and wherever a surface shows no more. */
export function toPlainText(answer: Answer): string {
  return linesOf(answer)
    .filter((line) => line !== '')
    .join('\n');
}

/** A line without its styles; a link keeps its address in brackets, if its text is another. */
export function lineText(line: Line): string {
  return spansOf(line).map(spanText).join('');
}

/** The spans of a line. */
export function spansOf(line: Line): readonly Span[] {
  return typeof line === 'string' || 'kind' in line ? [line] : line;
}

/** How a step's state is drawn where there is only text. */
export const progressMarks: Readonly<Record<ProgressStatus, string>> = {
  waiting: '○',
  running: '◔',
  done: '✓',
  skipped: '–',
  failed: '✗',
};

function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  switch (span.kind) {
    case 'strong':
    case 'code':
      return span.text;
    case 'link':
      return span.text === span.url ? span.url : `${span.text} (${span.url})`;
    case 'person':
      return span.name;
  }
}

function linesOf(answer: Answer): readonly string[] {
  switch (answer.kind) {
    case 'card':
      return [
        lineText(answer.title),
        ...answer.lines.map(lineText),
        ...answer.fields.map(({ label, value }) => `${label}: ${lineText(value)}`),
        ...(answer.picture === undefined ? [] : pictureTree(answer.picture)),
        ...answer.buttons.flatMap(buttonText),
      ];
    case 'list':
      return [
        lineText(answer.title),
        ...answer.items.flatMap(({ title, detail }) => [
          `• ${lineText(title)}`,
          ...(detail === undefined ? [] : [`  ${lineText(detail)}`]),
        ]),
        answer.omitted > 0 ? `… and ${answer.omitted} more` : '',
        ...answer.buttons.flatMap(buttonText),
      ];
    case 'choice':
      return [
        lineText(answer.question),
        ...answer.options.map(({ label, detail }) => `• ${label}${detail === undefined ? '' : ` (${detail})`}`),
      ];
    case 'form':
      return [answer.form.title, ...answer.form.pages.flatMap(({ fields }) => fields.map(({ label }) => `• ${label}`))];
    case 'progress':
      return [
        lineText(answer.title),
        ...answer.steps.map(
          ({ name, status, detail }) =>
            `${progressMarks[status]} ${name}${detail === undefined ? '' : `: ${lineText(detail)}`}`,
        ),
        ...answer.lines.map(lineText),
        ...answer.buttons.flatMap(buttonText),
      ];
    case 'refusal':
      return [answer.message, answer.hint ?? ''];
  }
}

/** Buttons that lead somewhere are worth a line; the others can't be pressed in text. */
const buttonText = (button: Button): readonly string[] => ('url' in button ? [`${button.label}: ${button.url}`] : []);
