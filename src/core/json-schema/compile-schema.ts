import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { counted } from '../counted.ts';
import { missingFields, tellOnce } from './tell-once.ts';

/** What is wrong with a value, and where in it. */
export interface SchemaProblem {
  /** Keys and indices from the root to the value; for a missing field, to the field. */
  readonly path: readonly (string | number)[];
  /** The JSON Schema keyword that failed, such as `required`. */
  readonly keyword: string;
  /** What was expected, to follow the field's name: "is missing", "must be a string". */
  readonly message: string;
  /** For an unknown field, and for what should be an object: the fields that are known there. */
  readonly known: readonly string[];
}

/** Every problem of a value, one for each cause, of the first 1,000 errors; none where it is valid. Defaults of the schema are not filled in. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

/** When so many schemas have been compiled, they are forgotten together; the compiler keeps more of each than it lets go of. */
const maximumCompiled = 500;

/** Finding the causes among errors compares each with each; nobody who gets so many reads them all. */
const maximumErrors = 1000;

/** By the text of the schema: whoever asks often makes the same one anew each time. */
const checks = new Map<string, SchemaCheck>();
let shared: { readonly ajv: Ajv2020; compiled: number } | undefined;

/**
 * Compiles a JSON Schema (2020-12, formats checked, unknown keywords such as `ui:field` allowed), once for all schemas
 * that read the same.
 * @throws Error where the schema itself is not valid
 */
export function compileSchema(schema: object): SchemaCheck {
  const text = JSON.stringify(schema);
  const known = checks.get(text);
  if (known) return known;
  if (shared === undefined || shared.compiled >= maximumCompiled) {
    checks.clear();
    shared = { ajv: createAjv(), compiled: 0 };
  }
  shared.compiled += 1;
  const check = checkOf(namesParts.test(text) ? createAjv() : shared.ajv, text);
  checks.set(text, check);
  return check;
}

/** What a schema calls itself and its parts would be known in every other schema of the same compiler. */
const namesParts = /"\$(?:id|anchor|dynamicAnchor)":/;

function createAjv(): Ajv2020 {
  const options = { allErrors: true, strict: false, allowUnionTypes: true, logger: false, verbose: true } as const;
  // 19.99 is a multiple of 0.01, though not quite where numbers are binary; fields of forms are as lenient.
  const ajv = new Ajv2020({ ...options, multipleOfPrecision: 6 });
  addFormats.default(ajv);
  return ajv;
}

/** @param text of a schema: parsed anew, since the compiler takes an object that it has refused once for checked */
function checkOf(ajv: Ajv2020, text: string): SchemaCheck {
  const schema: object = JSON.parse(text);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : tellOnce((validate.errors ?? []).slice(0, maximumErrors)).map(describe));
}

/** A field's path as people write it: `spec.owner`, `steps[0].action`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function describe(error: ErrorObject): SchemaProblem {
  const parent = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9]\d*)$/.test(part) ? Number(part) : part));
  const field = fieldOf(error);
  return {
    path: field === undefined ? parent : [...parent, field],
    keyword: error.keyword,
    message: expectation(error),
    known: knownFields(error),
  };
}

/** The field that an error of an object is about. */
function fieldOf({ keyword, params, schema }: ErrorObject): string | undefined {
  const name: unknown =
    keyword === 'dependentRequired'
      ? params['property']
      : (params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty']);
  return typeof name === 'string' ? name : rivals(params, schema).at(-1);
}

function knownFields({ keyword, params, parentSchema }: ErrorObject): readonly string[] {
  const isAboutFields =
    keyword === 'additionalProperties' ||
    keyword === 'unevaluatedProperties' ||
    (keyword === 'type' && [params['type']].flat().includes('object'));
  const properties: unknown = parentSchema?.['properties'];
  return isAboutFields && typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** Of a choice between fields, as `oneOf: [{ required: ['file'] }, …]`, those that exclude one another and are there. */
function rivals(params: ErrorObject['params'], schema: unknown): readonly string[] {
  const passing: unknown = params['passingSchemas'];
  if (!Array.isArray(passing) || !Array.isArray(schema)) return [];
  return passing.flatMap((index: number) => {
    const branch: unknown = schema[index];
    const isOfFields = typeof branch === 'object' && branch !== null && 'required' in branch;
    return isOfFields && Array.isArray(branch.required) ? branch.required.map(String) : [];
  });
}

function expectation(error: ErrorObject): string {
  const { keyword, params, message, schema, parentSchema } = error;
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'required': {
      const others = missingFields(error).slice(1);
      return `${others.map((other) => `or ${other} `).join('')}is missing`;
    }
    case 'dependentRequired':
      return `needs ${params['missingProperty']} beside it`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here';
    case 'oneOf': {
      const others = rivals(params, schema).slice(0, -1);
      return others.length > 0 ? `must not stand beside ${others.join(' and ')}` : 'fits more than one of its forms';
    }
    case 'type':
      return `must be ${[params['type']].flat().map(withArticle).join(' or ')}`;
    case 'enum':
      return `must be one of ${listed(params['allowedValues'])}`;
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'pattern':
      return `must ${likeExamples(parentSchema) ?? `match the pattern ${params['pattern']}`}`;
    case 'format':
      return `must be a valid ${params['format']}`;
    case 'minLength':
      return limit === 1 ? 'must not be empty' : `must have at least ${counted(limit, 'character')}`;
    case 'maxLength':
      return `must have at most ${counted(limit, 'character')}`;
    case 'minItems':
      return `must have at least ${counted(limit, 'item')}`;
    case 'maxItems':
      return `must have at most ${counted(limit, 'item')}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'multipleOf':
      return `must be a multiple of ${params['multipleOf']}`;
    case 'uniqueItems':
      return 'must not have the same item twice';
    default:
      return message ?? `breaks the rule ${keyword}`;
  }
}

/** A regular expression says little to people; the schema's examples say more. */
function likeExamples(schema: ErrorObject['parentSchema']): string | undefined {
  const examples: unknown = schema?.['examples'];
  return Array.isArray(examples) && examples.length > 0 ? `be written like ${examples.join(' or ')}` : undefined;
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
