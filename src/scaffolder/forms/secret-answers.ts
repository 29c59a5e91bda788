import type { Values } from '#callboard/core/answers/answer.ts';
import type { RawValues } from '#callboard/core/forms/form.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { SecretBox } from '#callboard/core/storage/secret-box.ts';
import type { JsonObject } from '../action.ts';
import { ownValue } from '../json-object.ts';
import { fieldsOf, type Question } from './question.ts';

/** What stands in the place of a secret. */
const asterisks = '********';

/** What was given for secrets, sealed as it is, by the path of the parameter. */
export function sealedSecrets(
  questions: readonly Question[],
  given: Values,
  path = '',
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    questions.flatMap((question): readonly (readonly [string, string])[] => {
      const { asks, property } = question;
      if (asks.kind === 'group') return Object.entries(sealedSecrets(asks.questions, given, `${path}${property}.`));
      if (asks.kind === 'items') {
        return asks.items.flatMap((item, index) =>
          Object.entries(sealedSecrets(item.questions, given, `${path}${property}.${index}.`)),
        );
      }
      if (asks.kind !== 'secret') return [];
      const value = ownValue(given, asks.field.name);
      return typeof value === 'string' && value !== '' ? [[`${path}${property}`, value]] : [];
    }),
  );
}

/** The values with asterisks where they are secret. */
export function withoutSecrets(questions: readonly Question[], values: JsonObject): JsonObject {
  const entries = Object.entries(values).map(([property, value]): readonly [string, Json] => {
    const asks = questions.find((question) => question.property === property)?.asks;
    if (asks?.kind === 'secret') return [property, asterisks];
    if (asks?.kind === 'group' && isJsonObject(value)) return [property, withoutSecrets(asks.questions, value)];
    if (asks?.kind !== 'items' || !Array.isArray(value)) return [property, value];
    const hidden = value.map((item: Json, index) =>
      isJsonObject(item) ? withoutSecrets(asks.items[index]?.questions ?? [], item) : item,
    );
    return [property, hidden];
  });
  return Object.fromEntries(entries);
}

/** Values by field with secrets sealed that were typed in plain text, as in a file of values. */
export function sealTyped(questions: readonly Question[], values: RawValues, { seal }: SecretBox): RawValues {
  const secret = new Set(secretFields(questions));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      secret.has(name) && typeof value === 'string' && value !== '' ? seal(value) : value,
    ]),
  );
}

function secretFields(questions: readonly Question[]): readonly string[] {
  return questions.flatMap((question) => {
    const { asks } = question;
    const own = fieldsOf(question).flatMap(({ kind, name }) => (kind === 'secret' ? [name] : []));
    return asks.kind === 'items' ? asks.items.flatMap((item) => secretFields(item.questions)) : own;
  });
}
