import { isJsonObject } from '#callboard/core/storage/json.ts';
import { runLimitProperties } from './run-limits.ts';
import type { TemplateEnvironment } from './template-scope.ts';

const texts = { type: 'object', additionalProperties: { type: 'string' } };

/** The JSON Schema of the key `scaffolder`. */
export const scaffolderConfigurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...runLimitProperties,
    environment: { type: 'object', additionalProperties: false, properties: { parameters: texts, secrets: texts } },
  },
};

/** What a checked configuration says to all templates; nothing where it says nothing. */
export function readEnvironment(configuration: unknown): TemplateEnvironment {
  const stated = isJsonObject(configuration) ? configuration['environment'] : undefined;
  const { parameters, secrets } = isJsonObject(stated) ? stated : {};
  return {
    parameters: isJsonObject(parameters) ? parameters : {},
    secrets: isJsonObject(secrets) ? secrets : {},
  };
}
