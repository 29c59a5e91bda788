/** Texts, regular expressions, names and single signs of the language's expressions. */
const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\br\/(?:\\.|[^/\\])+\/[gimy]*|[A-Za-z_$][\w$]*|\d[\w.]*|\S/g;
const code = /\{#[\s\S]*?#\}|\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}|\$\{\{([\s\S]*?)\}\}|\{%([\s\S]*?)%\}/g;
const isName = (text: string | undefined): text is string => text !== undefined && /^[A-Za-z_$]/.test(text);

/**
 * The variables that a text in Nunjucks may read, each as its segments; a segment that is itself computed is empty.
 * Words of the language are among them: who asks looks for the names of what there is.
 */
export function nunjucksVariables(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(code)].flatMap(([, expression, tag]) =>
    variablesIn([...(expression ?? tag ?? '').matchAll(token)].map(([found]) => found)),
  );
}

function variablesIn(tokens: readonly string[]): readonly (readonly string[])[] {
  return tokens.flatMap((found, index) => {
    const before = tokens[index - 1];
    // What follows a dot belongs to the variable before, what follows a bar is a filter.
    const isVariable = isName(found) && !found.startsWith('r/') && before !== '.' && before !== '|';
    return isVariable ? [[found, ...segmentsAfter(tokens, index + 1)]] : [];
  });
}

function segmentsAfter(tokens: readonly string[], index: number): readonly string[] {
  const [sign, inner, closing] = tokens.slice(index, index + 3);
  if (sign === '.' && isName(inner)) return [inner, ...segmentsAfter(tokens, index + 2)];
  if (sign !== '[') return [];
  const isText = closing === ']' && inner !== undefined && /^["']/.test(inner);
  return isText ? [inner.slice(1, -1), ...segmentsAfter(tokens, index + 3)] : [''];
}
