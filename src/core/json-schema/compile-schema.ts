import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What is wrong with a value, and where in it. */
export interface SchemaProblem {
  /** Keys and indices from the root to the value; for a missing field, to the field. */
  readonly path: readonly (string | number)[];
  /** The JSON Schema keyword that failed, such as `required`. */
  readonly keyword: string;
  /** What was expected, to follow the field's name: "is missing", "must be a string". */
  readonly message: string;
}

/** Every problem of a value; none where it is valid. Defaults of the schema are not filled in. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

/**
 * Compiles a JSON Schema (2020-12, formats checked, unknown keywords such as `ui:field` allowed).
 * @throws Error where the schema itself is not valid
 */
export function compileSchema(schema: object): SchemaCheck {
  const ajv = new Ajv2020({ allErrors: true, strict: false, allowUnionTypes: true, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    return errors.filter((error) => !isWrapper(error, errors)).map(describe);
  };
}

/** A field's path as people write it: `spec.owner`, `steps[0].action`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** `if` fails only because a branch of it did, and that branch says so itself. */
function isWrapper(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  return error.keyword === 'if' && all.length > 1;
}

function describe(error: ErrorObject): SchemaProblem {
  const parent = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part));
  const missing: unknown = error.params['missingProperty'];
  const unknown: unknown = error.params['additionalProperty'];
  const path =
    typeof missing === 'string' ? [...parent, missing] : typeof unknown === 'string' ? [...parent, unknown] : parent;
  return { path, keyword: error.keyword, message: expectation(error) };
}

function expectation({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is missing';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here';
    case 'type':
      return `must be ${[params['type']].flat().map(withArticle).join(' or ')}`;
    case 'enum':
      return `must be one of ${listed(params['allowedValues'])}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'minLength':
      return params['limit'] === 1 ? 'must not be empty' : `must have at least ${params['limit']} characters`;
    case 'maxLength':
      return `must have at most ${params['limit']} characters`;
    case 'format':
      return `must be a valid ${params['format']}`;
    default:
      return message ?? `breaks the rule ${keyword}`;
  }
}

const listed = (values: unknown): string =>
  Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : String(values);

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};
const withArticle = (type: unknown): string => articles[String(type)] ?? `a ${String(type)}`;
