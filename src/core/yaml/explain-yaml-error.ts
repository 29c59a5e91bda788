import type { YAMLError } from 'yaml';

/**
 * What is wrong with a YAML text, as one sentence that says what to do. Nothing of a value is in it, since it may be a
 * secret.
 */
export function explainYamlError({ code, message }: YAMLError): string {
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

/** What is said of a text that the parser gives up. */
export const tooDeep = 'This nests too deep to be read: write it flatter.';

/** What is said of a key that its mapping has already. */
export const keyTwice = (text: string, offset: number): string =>
  `The key ${keyAt(text, offset)} is here a second time: keep one of them.`;

/** A key as it is written at an offset, with its quotes. */
const keyAt = (text: string, offset: number): string =>
  /^(?:"[^"]*"|'[^']*'|[^:\n]*)/.exec(text.slice(offset))?.[0] ?? '';
