import { readYaml, type Position } from '../yaml/read-yaml.ts';
import { isJsonObject, type JsonObject } from '../storage/json.ts';
import type { Json } from '../storage/records.ts';

/** What is wrong with callboard.yaml, and where. */
export interface ConfigurationProblem extends Position {
  /** The field, such as `server.port`; empty for the file. */
  readonly path: string;
  readonly message: string;
}

/** callboard.yaml with its variables put in, not yet checked. */
export interface ConfigurationText {
  readonly value: JsonObject;
  readonly problems: readonly ConfigurationProblem[];
  readonly positionOf: (path: readonly (string | number)[]) => Position;
}

const start: Position = { line: 1, column: 1 };

/**
 * Parses callboard.yaml and puts `${NAME}` in from the environment, in values, after parsing: a variable's text is
 * never taken as YAML. An unset variable is a problem.
 */
export function readConfigurationText(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationText {
  const [document, second] = readYaml(text);
  if (!document) return { value: {}, problems: [], positionOf: () => start };
  const { value, positionOf } = document;
  const syntax = document.problems.map((problem) => ({ ...problem, path: '' }));
  if (syntax.length > 0) return { value: {}, problems: syntax, positionOf };
  if (second) {
    const problem = { ...second.positionOf([]), path: '', message: 'A second document begins here; there may be one.' };
    return { value: {}, problems: [problem], positionOf };
  }
  if (!isJsonObject(value)) {
    return {
      value: {},
      problems: [{ ...start, path: '', message: 'The file must be a mapping of settings.' }],
      positionOf,
    };
  }
  const unset: ConfigurationProblem[] = [];
  const filled = substitute(value, [], (name, path) => {
    const found = environment[name];
    if (found !== undefined && found !== '') return found;
    const message = `The environment variable ${name} is not set.`;
    unset.push({ ...positionOf(path), path: path.join('.'), message });
    return '';
  });
  return { value: isJsonObject(filled) ? filled : {}, problems: unset, positionOf };
}

function substitute(
  value: Json,
  path: readonly (string | number)[],
  read: (name: string, path: readonly (string | number)[]) => string,
): Json {
  if (typeof value === 'string')
    return value.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => read(name, path));
  if (Array.isArray(value)) return value.map((item: Json, index) => substitute(item, [...path, index], read));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, [...path, key], read)]));
}
