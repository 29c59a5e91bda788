import type { Values } from '#callboard/core/answers/answer.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from '../action.ts';
import { asText, ownValue, textOf } from '../json-object.ts';
import type { Question } from './question.ts';

/** The shapes that an object may have one of, and what decides which it has. */
export interface Alternative {
  readonly branches: readonly JsonObject[];
  /** The property whose value decides; undefined where the person is asked. */
  readonly discriminator: string | undefined;
  /** The branch that the discriminator's value stands for. */
  readonly meant: JsonObject | undefined;
  readonly question: Question | undefined;
}

/**
 * What `oneOf` or `anyOf` of a resolved object schema asks for: which of its shapes is meant, unless a property with
 * one value in each of them says so.
 * @param name of the field that asks which
 * @returns undefined where it has no shapes
 */
export function askAlternative(
  schema: JsonObject,
  name: string,
  within: string,
  data: JsonObject,
): Alternative | undefined {
  const stated = [schema['oneOf'] ?? schema['anyOf'] ?? []].flat().filter(isJsonObject);
  // What only requires fields brings none up; the schema itself checks it.
  const branches = stated.filter((branch) => isJsonObject(branch['properties']));
  if (branches.length === 0) return undefined;
  const base = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const discriminator = Object.keys(base).find((property) => branches.every((branch) => constantsOf(branch, property)));
  if (discriminator !== undefined) {
    const meant = branches.find((branch) =>
      constantsOf(branch, discriminator)?.includes(asText(ownValue(data, discriminator) ?? null)),
    );
    return { branches, discriminator, meant: meant && without(meant, discriminator), question: undefined };
  }
  const question: Question = {
    property: '',
    name,
    schema: {},
    isRequired: true,
    asks: {
      kind: 'alternative',
      branches,
      field: {
        kind: 'choice',
        name,
        label: `${within}${textOf(schema['title']) ?? 'Kind'}`,
        isRequired: true,
        decides: true,
        options: branches.map((branch, index) => ({ label: titleOf(branch, index), value: String(index) })),
        initial: '0',
      },
    },
  };
  return { branches, discriminator, meant: undefined, question };
}

/** The shape that was chosen: by its discriminator, or in its field. */
export function chosenBranch({ question, branches, meant }: Alternative, given: Values): JsonObject | undefined {
  return question ? branches[Number(given[question.name] ?? 0)] : meant;
}

function constantsOf(branch: JsonObject, property: string): readonly string[] | undefined {
  const properties = isJsonObject(branch['properties']) ? branch['properties'] : {};
  const schema = ownValue(properties, property);
  if (!isJsonObject(schema)) return undefined;
  if (schema['const'] !== undefined) return [asText(schema['const'])];
  return Array.isArray(schema['enum']) ? schema['enum'].map(asText) : undefined;
}

function without(branch: JsonObject, property: string): JsonObject {
  const { [property]: _deciding, ...properties } = isJsonObject(branch['properties']) ? branch['properties'] : {};
  return { ...branch, properties };
}

function titleOf(branch: JsonObject, index: number): string {
  const properties = isJsonObject(branch['properties']) ? Object.entries(branch['properties']) : [];
  const names = properties.map(([name, schema]) => (isJsonObject(schema) ? (textOf(schema['title']) ?? name) : name));
  return textOf(branch['title']) ?? (names.length > 0 ? names.join(', ') : `${index + 1}`);
}
