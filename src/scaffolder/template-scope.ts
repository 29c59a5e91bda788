import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { askedProperties } from './asked-properties.ts';
import type { Template } from './template.ts';

/** The user who asked, as templates see them. */
export interface TemplateUser {
  readonly ref: string;
  /** The user's entity; null where the catalog does not have it. */
  readonly entity: Json;
}

/** What the configuration says to all templates; they read it as `environment`. */
export interface TemplateEnvironment {
  readonly parameters: JsonObject;
  /** Only inputs of actions read these. */
  readonly secrets: JsonObject;
}

/** What a template's expressions are told of. */
export interface ScopeParts {
  /** By parameter. */
  readonly values: JsonObject;
  readonly runId: string;
  readonly user: TemplateUser | undefined;
  readonly environment: TemplateEnvironment;
  /** Of the steps that are through, by their ids. */
  readonly outputs: ReadonlyMap<string, JsonObject>;
}

/**
 * What a template's expressions may read: `parameters`, `user`, `context.task.id`, `environment` and `steps.ID.output`.
 * In a strict language, parameters that were asked for and not given are null, so that only misspelt ones are undefined.
 */
export function templateScope(template: Template, parts: ScopeParts): JsonObject {
  const { values, runId, user, environment, outputs } = parts;
  const asked = template.engine.isStrict ? askedProperties(template).map(({ name }) => name) : [];
  return {
    parameters: { ...Object.fromEntries(asked.map((name) => [name, null])), ...values },
    ...(user ? { user: { ref: user.ref, entity: user.entity } } : {}),
    context: { task: { id: runId } },
    environment: { parameters: environment.parameters, secrets: {} },
    steps: Object.fromEntries([...outputs].map(([id, output]) => [id, { output }])),
  };
}

/**
 * What the input of an action may read beyond that: what is secret, also in its place among the parameters.
 * @param secrets by the path of their parameter, such as `token` or `database.password`
 */
export function inputScope(scope: JsonObject, secrets: JsonObject, environment: TemplateEnvironment): JsonObject {
  const asked = isJsonObject(scope['parameters']) ? scope['parameters'] : {};
  // Where a strict language has a parameter that was not given, a secret that was not given is as little a mistake.
  const notGiven = Object.entries(asked).filter(([, value]) => value === null);
  let parameters: Json = asked;
  for (const [path, secret] of Object.entries(secrets)) parameters = withValueAt(parameters, path.split('.'), secret);
  return {
    ...scope,
    parameters,
    secrets: { ...Object.fromEntries(notGiven), ...secrets },
    environment: { ...environment },
  };
}

/** The value with another one at a path, where it has one there. */
function withValueAt(value: Json, [key, ...rest]: readonly string[], inner: Json): Json {
  if (key === undefined) return inner;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (String(index) === key ? withValueAt(item, rest, inner) : item));
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: withValueAt(value[key] ?? null, rest, inner) };
}
