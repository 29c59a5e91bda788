import type { YAMLError } from 'yaml';

/**
 * What is wrong with a YAML text, as one sentence that says what to do, and where. Nothing of a value is in it, since
 * it may be a secret.
 */
export function explainYamlError(
  error: YAMLError,
  text: string,
): { readonly offset: number; readonly message: string } {
  const [offset] = error.pos;
  const deeper = error.code === 'BLOCK_AS_IMPLICIT_KEY' ? deeperLine(text, offset) : undefined;
  return deeper === undefined
    ? { offset, message: messageOf(error) }
    : { offset: deeper, message: 'This line is indented deeper than the one before it, which has its value already.' };
}

/** Where the line after a whole value begins: the parser blames that value for what is indented below it. */
function deeperLine(text: string, offset: number): number | undefined {
  const [line = ''] = /^.*/.exec(text.slice(offset)) ?? [];
  const next = /\S/.exec(text.slice(offset + line.length));
  return next && !/:(?:\s|$)/.test(line) ? offset + line.length + next.index : undefined;
}

/** Where merges that conflicted left their marks in a text. */
export function conflictOffsets(text: string): readonly number[] {
  return [...text.matchAll(/^<{7}(?= |\r?$)/gm)].map(({ index }) => index);
}

/** What is said where one begins. */
export const conflict = 'A merge that conflicted is not resolved here: keep one of its sides.';

function messageOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'This line is indented with a tab: use spaces.';
    case 'BAD_INDENT': {
      const [, bracket] = / end with a (.)$/.exec(message) ?? [];
      return bracket === undefined
        ? 'This line is not indented like its neighbours.'
        : `A ${bracket} is missing before this line.`;
    }
    case 'BAD_SCALAR_START':
      return `A value that begins with ${message.slice(-1)} needs quotes.`;
    case 'BAD_DQ_ESCAPE':
      return String.raw`This backslash means nothing in double quotes: write \\ for one, or use single quotes.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'No mapping can begin here: put a value with a colon in quotes, or check the indentation.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This line is not of the form `key: value`: a colon, or the space after it, may be missing.';
    case 'MISSING_CHAR':
      return message.startsWith('Missing closing')
        ? 'A quote is opened and not closed before here.'
        : 'A colon is missing here.';
    case 'UNEXPECTED_TOKEN':
      return 'This cannot stand here: check the indentation, and the quotes and brackets before it.';
    case 'BAD_ALIAS':
      return unknownAlias;
    case 'RESOURCE_EXHAUSTION':
      return tooDeep;
    default:
      return message.endsWith('.') ? message : `${message}.`;
  }
}

/** What is said of an alias without an anchor. */
export const unknownAlias = 'There is no anchor for this alias before it: a value that begins with * needs quotes.';

/** What is said of an alias that would repeat itself without end. */
export const aliasOfItself = 'This alias stands inside of what it stands for: write out what is meant.';

/** What is said of aliases that would grow beyond all bounds. */
export const tooManyAliases = 'It has too many aliases: write out what they stand for.';

/** What is said of a text that the parser gives up. */
export const tooDeep = 'This nests too deep to be read: write it flatter.';

/** What is said of a key that its mapping has already. */
export const keyTwice = (text: string, offset: number): string =>
  `The key ${keyAt(text, offset)} is here a second time: keep one of them.`;

/** A key as it is written at an offset, with its quotes. */
const keyAt = (text: string, offset: number): string =>
  /^(?:"[^"]*"|'[^']*'|[^:\n]*)/.exec(text.slice(offset))?.[0] ?? '';
