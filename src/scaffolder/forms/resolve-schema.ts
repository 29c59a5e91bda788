import { compileSchema } from '#callboard/core/json-schema/compile-schema.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { ownValue, textsOf } from '../json-object.ts';

/** A schema that names itself is followed so deep. */
const maximumDepth = 20;

/**
 * What an object's schema asks for when the object holds this data: `dependencies`, `if` and `allOf` are decided, as
 * react-jsonschema-form decides them, and what they bring is merged in. What comes out has none of them.
 * @param root where its `$ref`s lead: the schema of the page
 */
export function resolveSchema(schema: JsonObject, data: JsonObject, root: JsonObject = schema, depth = 0): JsonObject {
  if (depth > maximumDepth) return {};
  const {
    dependencies,
    dependentRequired,
    dependentSchemas,
    allOf,
    if: condition,
    then,
    else: otherwise,
    ...own
  } = followReference(schema, root);
  const branches = [
    ...[dependencies, dependentRequired, dependentSchemas].filter(isJsonObject).flatMap((each) => brought(each, data)),
    ...(condition === undefined ? [] : [holds(condition, data, root) ? then : otherwise]),
    ...[allOf ?? []].flat(),
  ];
  return branches
    .filter(isJsonObject)
    .map((branch) => resolveSchema(branch, data, root, depth + 1))
    .reduce(mergeSchemas, own);
}

/** The properties that decide what else is asked for, at this level of a schema. */
export function decidingProperties(schema: JsonObject, root: JsonObject = schema, depth = 0): ReadonlySet<string> {
  if (depth > maximumDepth) return new Set();
  const { dependencies, dependentSchemas, allOf, if: condition, then, else: otherwise } = followReference(schema, root);
  const dependent = [dependencies, dependentSchemas].filter(isJsonObject);
  const branches = [...dependent.flatMap(alternativesIn), ...[allOf ?? []].flat(), then, otherwise].filter(
    isJsonObject,
  );
  return new Set([
    ...dependent.flatMap((each) => Object.keys(each).filter((name) => !Array.isArray(each[name]))),
    ...propertiesNamedIn(condition),
    ...branches.flatMap((branch) => [...decidingProperties(branch, root, depth + 1)]),
  ]);
}

/** The schema that a `$ref` leads to, with what stands beside it; where it leads nowhere, without it. */
export function followReference(schema: JsonObject, root: JsonObject, depth = 0): JsonObject {
  const { $ref: reference, ...own } = schema;
  if (typeof reference !== 'string' || depth > maximumDepth) return own;
  const path = reference.startsWith('#/') ? reference.slice(2).split('/') : [];
  let found: Json | undefined = path.length > 0 ? root : undefined;
  for (const part of path) {
    found = isJsonObject(found)
      ? found[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')]
      : undefined;
  }
  return isJsonObject(found) ? { ...followReference(found, root, depth + 1), ...own } : own;
}

/** Two schemas that both hold, as one: properties side by side, what both require, the later one's words. */
export function mergeSchemas(first: JsonObject, second: JsonObject): JsonObject {
  const merged = new Map(Object.entries(first));
  for (const [keyword, value] of Object.entries(second)) {
    const before = merged.get(keyword);
    if (keyword === 'required') merged.set(keyword, [...new Set([...textsOf(before), ...textsOf(value)])]);
    else if (isJsonObject(before) && isJsonObject(value) && keyword !== 'default') {
      merged.set(keyword, mergeSchemas(before, value));
    } else merged.set(keyword, value);
  }
  return Object.fromEntries(merged);
}

function brought(dependencies: JsonObject, data: JsonObject): readonly Json[] {
  return Object.entries(dependencies).flatMap(([name, dependency]): readonly Json[] => {
    if (ownValue(data, name) === undefined) return [];
    if (Array.isArray(dependency)) return [{ required: dependency }];
    if (!isJsonObject(dependency)) return [];
    const { oneOf, ...rest } = dependency;
    return [
      rest,
      ...[oneOf ?? []]
        .flat()
        .filter(isJsonObject)
        .flatMap((branch) => ifMeant(branch, name, data) ?? []),
    ];
  });
}

/** A branch of a dependency without the property that chooses it, where it is the one that is meant. */
function ifMeant(branch: JsonObject, name: string, data: JsonObject): JsonObject | undefined {
  const { [name]: choosing, ...properties } = isJsonObject(branch['properties']) ? branch['properties'] : {};
  if (isJsonObject(choosing) && !holds({ properties: { [name]: choosing } }, data, {})) return undefined;
  return { ...branch, properties };
}

function holds(condition: Json, data: JsonObject, root: JsonObject): boolean {
  if (!isJsonObject(condition)) return condition !== false;
  const { definitions, $defs } = root;
  const parts = { ...(definitions === undefined ? {} : { definitions }), ...($defs === undefined ? {} : { $defs }) };
  return compileSchema({ ...parts, ...condition })(data).length === 0;
}

const alternativesIn = (dependencies: JsonObject): readonly Json[] =>
  Object.values(dependencies).flatMap((each) => (isJsonObject(each) ? [each, ...[each['oneOf'] ?? []].flat()] : []));

function propertiesNamedIn(condition: Json | undefined): readonly string[] {
  if (!isJsonObject(condition)) return [];
  const { properties, required, not } = condition;
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => [condition[keyword] ?? []].flat());
  return [
    ...(isJsonObject(properties) ? Object.keys(properties) : []),
    ...textsOf(required),
    ...[not ?? null, ...inner].flatMap(propertiesNamedIn),
  ];
}
