import type { UsedVariable } from './template-engine.ts';

/** Texts, regular expressions, names and single signs of the language's expressions. */
const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\br\/(?:\\.|[^/\\])+\/[gimy]*|[A-Za-z_$][\w$]*|\d[\w.]*|\S/g;
const left = String.raw`\{#[\s\S]*?#\}|\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}`;
/** Expressions and tags, by what an expression begins with. */
const code = {
  '${{': new RegExp(String.raw`${left}|\$\{\{([\s\S]*?)\}\}|\{%([\s\S]*?)%\}`, 'dg'),
  '{{': new RegExp(String.raw`${left}|\{\{([\s\S]*?)\}\}|\{%([\s\S]*?)%\}`, 'dg'),
} as const;
const isName = (text: string | undefined): text is string => text !== undefined && /^[A-Za-z_$]/.test(text);

interface Token {
  readonly text: string;
  /** In the whole text. */
  readonly offset: number;
}

/**
 * The variables that a text in Nunjucks may read, but for those that it sets itself. Words of the language are among
 * them: who asks looks for the names of what there is.
 * @param begin what an expression begins with
 */
export function nunjucksVariables(text: string, begin: keyof typeof code): readonly UsedVariable[] {
  const parts = [...text.matchAll(code[begin])].flatMap(({ indices }) => {
    const [, expression, tag] = indices ?? [];
    const range = expression ?? tag;
    return range ? [tokensIn(text, ...range)] : [];
  });
  const own = new Set(parts.flatMap(namesSetBy));
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return parts
    .flatMap(variablesIn)
    .filter(({ segments: [root = ''] }) => !own.has(root))
    .map(({ segments, offset }) => {
      const line = lineStarts.findLastIndex((start) => start <= offset);
      return { segments, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1, mayBeMissing: true };
    });
}

const tokensIn = (text: string, start: number, end: number): readonly Token[] =>
  [...text.slice(start, end).matchAll(token)].map(({ 0: found, index }) => ({ text: found, offset: start + index }));

function variablesIn(tokens: readonly Token[]): readonly { readonly segments: readonly string[]; offset: number }[] {
  const texts = tokens.map(({ text }) => text);
  return tokens.flatMap(({ text: found, offset }, index) => {
    const before = texts[index - 1];
    // What follows a dot belongs to the variable before, what follows a bar is a filter.
    const isVariable = isName(found) && !found.startsWith('r/') && before !== '.' && before !== '|';
    return isVariable ? [{ segments: [found, ...segmentsAfter(texts, index + 1)], offset }] : [];
  });
}

function segmentsAfter(tokens: readonly string[], index: number): readonly string[] {
  const [sign, inner, closing] = tokens.slice(index, index + 3);
  if (sign === '.' && isName(inner)) return [inner, ...segmentsAfter(tokens, index + 2)];
  if (sign !== '[') return [];
  const isText = closing === ']' && inner !== undefined && /^["']/.test(inner);
  return isText ? [inner.slice(1, -1), ...segmentsAfter(tokens, index + 3)] : [''];
}

/** The names that a tag sets: what stands before `=` or `in`, and all of a macro and of what is imported. */
function namesSetBy(tokens: readonly Token[]): readonly string[] {
  const [word, ...rest] = tokens.map(({ text }) => text).filter((text) => text !== '-');
  const names = rest.filter(isName);
  switch (word) {
    case 'set':
      return rest.slice(0, rest.includes('=') ? rest.indexOf('=') : rest.length).filter(isName);
    case 'for':
      return ['loop', ...rest.slice(0, rest.indexOf('in')).filter(isName)];
    case 'macro':
    case 'call':
    case 'import':
    case 'from':
      return names;
    default:
      return [];
  }
}
