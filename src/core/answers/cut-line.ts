import type { Line, Span } from './answer.ts';
import { spansOf } from './plain-text.ts';
import type { Room } from './room.ts';

/** A line in pieces of at most that many characters, as the room counts them; a span is cut only where none has room for it. */
export function cutLine(line: Line, characters: number, { lengthOf }: Pick<Room, 'lengthOf'>): readonly Line[] {
  if (lengthOf(line) <= characters) return [line];
  const pieces: Span[][] = [];
  let taken = Infinity;
  for (const span of spansOf(line).flatMap((each) => cutSpan(each, characters, lengthOf))) {
    const length = lengthOf(span);
    if (taken + length > characters) {
      pieces.push([span]);
      taken = length;
    } else {
      pieces.at(-1)?.push(span);
      taken += length;
    }
  }
  return pieces.map((spans) => (spans.length === 1 && spans[0] !== undefined ? spans[0] : spans));
}

function cutSpan(span: Span, characters: number, lengthOf: Room['lengthOf']): readonly Span[] {
  if (lengthOf(span) <= characters) return [span];
  // Every piece of a link has its address.
  if (typeof span === 'object' && span.kind === 'link' && lengthOf({ ...span, text: '…' }) > characters / 2) {
    return cutSpan(`${span.text} (${span.url})`, characters, lengthOf);
  }
  const text = plainOf(span);
  const middle = Math.ceil(text.length / 2);
  const space = text.lastIndexOf(' ', middle);
  const isPairCut = /[\ud800-\udbff]/.test(text.charAt(middle - 1));
  const end = space > middle / 2 ? space + 1 : isPairCut ? middle + 1 : middle;
  // One letter alone is shown wherever it stands.
  if (end >= text.length) return [span];
  return [text.slice(0, end), text.slice(end)].flatMap((half) => cutSpan(withText(span, half), characters, lengthOf));
}

function withText(span: Span, text: string): Span {
  if (typeof span === 'string') return text;
  return span.kind === 'person' ? { ...span, name: text } : { ...span, text };
}

/** What a line says, without styles and addresses. */
export function plainOf(line: Line): string {
  return spansOf(line)
    .map((span) => (typeof span === 'string' ? span : span.kind === 'person' ? span.name : span.text))
    .join('');
}
