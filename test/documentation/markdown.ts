import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root, absolute. */
export const root = join(import.meta.dirname, '..', '..');

/** A fenced block of a Markdown text. */
export interface CodeBlock {
  readonly language: string;
  /** The file that it shows, as its first line names it after the language; else empty. */
  readonly file: string;
  readonly text: string;
}

/** A Markdown file of the repository, with what a test asks of it. */
export interface Markdown {
  /** The text without its fenced blocks. */
  readonly prose: string;
  readonly blocks: readonly CodeBlock[];
  /** What stands between backticks in the prose. */
  readonly codes: readonly string[];
  /** Where links and pictures lead. */
  readonly links: readonly string[];
  /** The cells of each row of each table, without the heads. */
  readonly rows: readonly (readonly string[])[];
}

const fence = /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** Reads a Markdown file, named from the root. */
export function readMarkdown(file: string): Markdown {
  const text = readFileSync(join(root, file), 'utf8');
  const prose = text.replaceAll(fence, '');
  return {
    prose,
    blocks: [...text.matchAll(fence)].map(([, language = '', name = '', content = '']) => ({
      language,
      file: name,
      text: content,
    })),
    codes: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    rows: [...prose.matchAll(/^\| *-[-| ]*\n((?:\|.*\n)+)/gm)].flatMap(([, body = '']) =>
      body.trim().split('\n').map(cellsOf),
    ),
  };
}

/** A bar after a backslash is text. */
const cellsOf = (row: string): readonly string[] =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
