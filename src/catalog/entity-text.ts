import type { Line, Span } from '#callboard/core/answers/answer.ts';
import { spansOf } from '#callboard/core/answers/plain-text.ts';
import type { Entity, EntityOrigin } from './entity.ts';
import { titlesOf } from './labels.ts';

/** What people call an entity: its title, or its profile's display name, else its name. */
export const displayName = (entity: Entity): string => titlesOf(entity)[0] ?? entity.metadata.name;

/** A link where the address is one that a browser may open, else its text and address as they are. */
export function linkSpan(text: string, url: string): Span {
  const isSafe = /^https?:$/.test(URL.parse(url)?.protocol ?? '');
  return isSafe ? { kind: 'link', text: text === '' ? url : text, url } : `${text} ${url}`.trim();
}

/** Lines in one, with the same text between each two. */
export function joinLines(lines: readonly Line[], between: string): Line {
  return lines.flatMap((line, index): readonly Span[] => [...(index === 0 ? [] : [between]), ...spansOf(line)]);
}

/** A text as one line: what a person wrote over several is joined, and cut at `maximum` letters. */
export function oneLine(text: string, maximum = 300): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > maximum ? `${line.slice(0, maximum - 1)}…` : line;
}

/** A file as people know it: in its repository, or by its name and folder where it lies on the machine of the bot. */
export function shownFile({ file }: Pick<EntityOrigin, 'file'>): string {
  return file.startsWith('/') ? file.split('/').slice(-2).join('/') : file;
}
