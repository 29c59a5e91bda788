import { isDeepStrictEqual } from 'node:util';
import type { Values } from '#callboard/core/answers/answer.ts';
import type { ItemsField } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { ownValue, textOf, textsOf } from '../json-object.ts';
import { askPicker } from './ask-picker.ts';
import type { AskedHost } from './asked-host.ts';
import { askSeveral, askYaml } from './ask-several.ts';
import { askAlternative, chosenBranch } from './alternatives.ts';
import { asAsked } from './as-asked.ts';
import type { CustomField } from './custom-field.ts';
import { fieldBase, type FieldPlace, uiText } from './field-base.ts';
import { askValue, typeOf, widgetOf } from './field-from-schema.ts';
import { itemCounts } from './item-counts.ts';
import { pickerOptions } from './picker-options.ts';
import type { Asks, Item, Question } from './question.ts';
import { readData } from './read-answer.ts';
import { allowedHosts, askOwner, repositoryPicker } from './repository-picker.ts';
import { decidingProperties, mergeSchemas, resolveSchema } from './resolve-schema.ts';
import { schemaOptions } from './schema-options.ts';

/** What forms are made with. */
export interface AskContext {
  /** The configured Git hosts, which a repository picker chooses among. */
  readonly hosts: readonly AskedHost[];
  /** Fields that plugins add, by their `ui:field`. */
  readonly customFields: ReadonlyMap<string, CustomField>;
}

/** Where an object stands among those that are asked about. */
interface Place {
  /** What the names of its fields begin with, with a dot at its end; empty for a page. */
  readonly prefix: string;
  /** What their labels begin with. */
  readonly within: string;
  /** Its default, as what it is in says. */
  readonly initial: Json | undefined;
  /** The schema of its page, where references lead. */
  readonly root: JsonObject;
  /** Whether what else is asked for depends on everything in it. */
  readonly decides: boolean;
  readonly depth: number;
}

/** The command's own values beside the form's; a parameter of that name is asked for under another. */
export const reservedNames: readonly string[] = ['template', 'submitted', 'again', 'reviewed'];

/** Answers bring fields up whose defaults bring up others: so many times, then it stays as it is. */
const maximumRounds = 20;
/** Objects in objects; a schema that holds itself has no end. */
const maximumDepth = 6;

/**
 * What a page asks for as its answers stand, in order.
 * @param given by field; of a field that is not in it, the default counts
 */
export function askPage(page: JsonObject, given: Values, context: AskContext): readonly Question[] {
  const place = { prefix: '', within: '', initial: page['default'], root: page, decides: false, depth: 0 };
  return askObject(page, place, given, context);
}

function askObject(schema: JsonObject, place: Place, given: Values, context: AskContext): readonly Question[] {
  let data: JsonObject = {};
  let questions: readonly Question[] = [];
  for (let round = 0; round < maximumRounds; round += 1) {
    questions = askProperties(schema, data, place, given, context);
    const next = readData(questions, given);
    if (isDeepStrictEqual(next, data)) break;
    data = next;
  }
  return questions;
}

function askProperties(
  schema: JsonObject,
  data: JsonObject,
  place: Place,
  given: Values,
  context: AskContext,
): readonly Question[] {
  const { root, prefix, initial } = place;
  const resolved = resolveSchema(schema, data, root);
  const alternative = askAlternative(resolved, `${prefix}?`, place.within, data);
  const chosen = alternative && chosenBranch(alternative, given);
  const whole = chosen ? resolveSchema(mergeSchemas(resolved, chosen), data, root) : resolved;
  const properties = isJsonObject(whole['properties']) ? whole['properties'] : {};
  const required = textsOf(whole['required']);
  const deciding = decidingProperties(schema, root);
  const defaults = isJsonObject(initial) ? initial : {};
  const questions = inOrder(Object.keys(properties), whole).map((property) => {
    const at = {
      ...place,
      initial: ownValue(defaults, property),
      decides: place.decides || deciding.has(property) || alternative?.discriminator === property,
    };
    return askProperty(
      property,
      ownValue(properties, property) ?? null,
      required.includes(property),
      at,
      given,
      context,
    );
  });
  return alternative?.question ? [alternative.question, ...questions] : questions;
}

function askProperty(
  property: string,
  stated: Json,
  isRequired: boolean,
  place: Place,
  given: Values,
  context: AskContext,
): Question {
  const { prefix, within, decides, root } = place;
  const name = prefix === '' && reservedNames.includes(property) ? `parameters.${property}` : `${prefix}${property}`;
  if (!isJsonObject(stated)) {
    return { property, name, schema: {}, isRequired, asks: { kind: 'unaskable', reason: 'has no schema' } };
  }
  const schema = asAsked(stated, root, context.customFields);
  const at = { name, property, isRequired, within, decides };
  const asks = askAbout(schema, at, place, given, context);
  return { property, name, schema, isRequired, asks };
}

function askAbout(schema: JsonObject, at: FieldPlace, place: Place, given: Values, context: AskContext): Asks {
  const initial = place.initial ?? schema['default'];
  if (schema['const'] !== undefined) return { kind: 'nothing', value: schema['const'] };
  if (isFixed(schema)) return { kind: 'nothing', value: initial };
  const base = fieldBase(schema, at);
  if (schema['ui:field'] === 'RepoUrlPicker') return askRepository(schema, at, initial, given, context);
  if (schema['ui:field'] === 'RepoOwnerPicker') return askOwner(schema, base, initial, context.hosts);
  const picked = askPicker(schema, base, initial);
  if (picked) return picked;
  const type = typeOf(schema);
  if (type === 'array') return askArray(schema, at, { ...place, initial }, given, context);
  if (type !== 'object' || schemaOptions(schema)) return askValue(schema, base, initial);
  if (!hasShape(schema) || place.depth >= maximumDepth) {
    return askYaml(base, initial, 'Names and values, a line each, such as `size: small`; or any YAML.');
  }
  const title = uiText(schema, 'title');
  const within = title === undefined ? place.within : `${place.within}${title}: `;
  const inside = { ...place, prefix: `${at.name}.`, within, initial, decides: at.decides, depth: place.depth + 1 };
  return { kind: 'group', questions: askObject(schema, inside, given, context) };
}

function askArray(schema: JsonObject, at: FieldPlace, place: Place, given: Values, context: AskContext): Asks {
  const { items: stated } = schema;
  // Where a schema says nothing of them, a text is what they are nearly always.
  const items = isJsonObject(stated) ? stated : { type: 'string' };
  const base = { ...fieldBase(schema, at), isRequired: at.isRequired && (itemCounts(schema).minimumCount ?? 0) > 0 };
  if (Array.isArray(stated)) return askYaml(base, place.initial, 'A list, written as YAML.');
  if (typeOf(items) !== 'object' || !hasShape(items) || place.depth >= maximumDepth) {
    const several = schemaOptions(items) ? { ...base, isRequired: at.isRequired } : base;
    return askSeveral(schema, items, several, place.initial);
  }
  const defaults = Array.isArray(place.initial) ? place.initial : [];
  const known = ownValue(given, at.name);
  const ids =
    known === undefined ? defaults.map((_, index) => String(index)) : [known].flat().map(String).filter(Boolean);
  const asked = ids.map((id): Item => {
    const inside = { ...place, prefix: `${at.name}.${id}.`, within: '', initial: defaults[Number(id)], decides: false };
    return { id, questions: askObject(items, { ...inside, depth: place.depth + 1 }, given, context) };
  });
  const field: ItemsField = {
    ...base,
    ...itemCounts(schema),
    kind: 'items',
    items: asked.map((item, index) => ({
      id: item.id,
      title: titleOf(item, `${base.label} ${index + 1}`, given),
      pageId: `${at.name}.${item.id}`,
    })),
    nextId: String(Math.max(defaults.length, ...ids.map((id) => Number(id) + 1))),
  };
  return { kind: 'items', field, items: asked };
}

/** What it is called: by its number, and by its first field that a name can be in; what the others begin with is none. */
function titleOf({ questions }: Item, numbered: string, given: Values): string {
  const naming = ['text', 'number', 'choice', 'lookup'];
  const first = questions.find(
    ({ asks }) => asks.kind === 'entities' || (asks.kind === 'field' && naming.includes(asks.field.kind)),
  );
  const [name] = first ? Object.values(readData([first], given)) : [];
  return typeof name === 'string' || typeof name === 'number' ? `${numbered}: ${name}` : numbered;
}

function askRepository(
  schema: JsonObject,
  at: FieldPlace,
  initial: Json | undefined,
  given: Values,
  { hosts }: AskContext,
): Asks {
  const usable = allowedHosts(schema, hosts);
  const allowed = textsOf(pickerOptions(schema)['allowedHosts']);
  if (usable.length > 0) {
    const whole = textOf(ownValue(given, at.name)) ?? textOf(initial);
    const chosen = textOf(ownValue(given, `${at.name}.host`));
    return { kind: 'repository', picker: repositoryPicker(at, schema, { whole, chosen }, usable) };
  }
  const needed = allowed.length > 0 ? `the Git host ${allowed.join(' or ')}` : 'a Git host';
  return { kind: 'unaskable', reason: `needs ${needed}, and none is configured` };
}

/** Whether nobody is asked for it. */
const isFixed = (schema: JsonObject): boolean =>
  widgetOf(schema) === 'hidden' ||
  typeOf(schema) === 'null' ||
  ['ui:readonly', 'ui:disabled', 'readOnly'].some((keyword) => schema[keyword] === true);

const hasShape = (schema: JsonObject): boolean =>
  ['properties', 'oneOf', 'anyOf', 'allOf', 'if', 'dependencies'].some((keyword) => {
    const value = schema[keyword];
    return isJsonObject(value) ? Object.keys(value).length > 0 : Array.isArray(value);
  });

/** As `ui:order` says; what it does not name stands where its `*` does, or at the end. */
function inOrder(properties: readonly string[], schema: JsonObject): readonly string[] {
  const stated = textsOf(schema['ui:order']);
  if (stated.length === 0) return properties;
  const others = properties.filter((property) => !stated.includes(property));
  const ordered = stated.flatMap((name) => (name === '*' ? others : properties.includes(name) ? [name] : []));
  return stated.includes('*') ? ordered : [...ordered, ...others];
}
