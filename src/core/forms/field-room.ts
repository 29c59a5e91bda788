import type { Field, Option, RawValues } from './form.ts';

/** How much of a page a field takes: bytes of JSON, and pieces that stand one below the other. */
export interface Room {
  readonly bytes: number;
  readonly pieces: number;
}

/** So much of a text, and so many options, are shown at most; Slack has the narrowest bounds. */
const longestLabel = 2000;
const longestValue = 3000;
const longestOption = 150;
const shownOptions = 100;
/** What stands around a text of a field and of an option, in bytes. */
const fieldFrame = 600;
const optionFrame = 200;

/** What a field with its value takes at most of a page, whatever is said of it there. */
export function fieldRoom(field: Field, value: RawValues[string] | undefined): Room {
  const told = bytesOf(field.label, longestLabel) + bytesOf(field.help ?? '', longestLabel) + fieldFrame;
  switch (field.kind) {
    case 'text':
    case 'list':
      return { bytes: told + bytesOf(String(value ?? field.initial ?? ''), longestValue), pieces: 2 };
    case 'choice':
      return { bytes: told + optionsBytes(field.options), pieces: 2 };
    case 'choices':
      // Those that are chosen are named once more.
      return { bytes: told + 2 * optionsBytes(field.options), pieces: 2 };
    case 'lookup':
    case 'lookups':
      return { bytes: told + optionsBytes([field.chosen ?? [], field.initial ?? []].flat()), pieces: 2 };
    case 'items': {
      const titles = field.items.map(({ id, title }) => ({ label: title, value: id }));
      // Each is named in words, and in the menus that open it and take it away.
      return {
        bytes: 4 * told + 3 * optionsBytes(titles),
        pieces: 6 + Math.ceil(Math.min(titles.length, shownOptions) / 6),
      };
    }
    default:
      return { bytes: told, pieces: 2 };
  }
}

const optionsBytes = (options: readonly Option[]): number =>
  options
    .slice(0, shownOptions)
    .map(
      ({ label, value, detail = '' }) =>
        bytesOf(label, longestOption) + bytesOf(value, longestOption) + bytesOf(detail, longestOption) + optionFrame,
    )
    .reduce((sum, bytes) => sum + bytes, 0);

const bytesOf = (text: string, longest: number): number => Buffer.byteLength(JSON.stringify(text.slice(0, longest)));
