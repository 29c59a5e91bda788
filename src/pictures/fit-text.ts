/** Room for a text: how wide a text is, and how wide a line may be, in the same unit. */
export interface LineRoom {
  readonly widthOf: (text: string) => number;
  readonly maximum: number;
}

/** Longer texts are shortened before they are measured, which takes time. */
const longest = 160;

/**
 * A text on at most `lineLimit` lines. Where it is too long, its middle is left out and marked, since the beginning and
 * the end of a name tell it from its neighbours.
 */
export function fitText(text: string, lineLimit: number, room: LineRoom): readonly string[] {
  for (let kept = Math.min(text.length, longest); kept > 0; kept -= 1) {
    const lines = breakLines(kept === text.length ? text : withoutMiddle(text, kept), room);
    if (lines.length <= lineLimit) return lines;
  }
  return ['…'];
}

/** The beginning and the end of a text, of so many letters in all. */
function withoutMiddle(text: string, kept: number): string {
  const letters = Array.from(text);
  const head = Math.ceil(kept / 2);
  return `${letters.slice(0, head).join('').trimEnd()}…${letters
    .slice(letters.length - (kept - head))
    .join('')
    .trimStart()}`;
}

/** Lines that are as full as they can be, broken at spaces and after the marks that join words in names, or stand for some. */
function breakLines(text: string, room: LineRoom): readonly string[] {
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[-_./…\s])/).flatMap((word) => piecesOf(word, room))) {
    const longer = (lines.at(-1) ?? '') + piece;
    if (lines.length > 0 && room.widthOf(longer.trimEnd()) <= room.maximum) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** A word in pieces that each have room on a line. */
function piecesOf(word: string, { widthOf, maximum }: LineRoom): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf((piece + letter).trimEnd()) > maximum) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
