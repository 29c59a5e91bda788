import { resolve } from 'node:path';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { SourceTarget } from './catalog-store.ts';
import { defaultPaths } from './source-target.ts';

/** The key `catalog` of callboard.yaml, read. */
export interface CatalogConfiguration {
  readonly targets: readonly SourceTarget[];
  readonly refreshSeconds: number;
}

const path = { type: 'string', minLength: 1 };

/** The JSON Schema of the key `catalog`. */
export const catalogConfigurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    sources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { file: path, git: path, paths: { type: 'array', minItems: 1, items: path } },
        oneOf: [{ required: ['file'] }, { required: ['git'] }],
        dependentRequired: { paths: ['git'] },
      },
    },
    refreshSeconds: { type: 'integer', minimum: 10 },
  },
};

const defaultRefreshSeconds = 300;

/**
 * Reads what the schema has checked.
 * @param folder where relative paths start, absolute
 */
export function readCatalogConfiguration(configuration: unknown, folder: string): CatalogConfiguration {
  const part = isJsonObject(configuration) ? configuration : {};
  const sources: readonly unknown[] = Array.isArray(part['sources']) ? part['sources'] : [];
  const refreshSeconds = part['refreshSeconds'];
  return {
    targets: sources.flatMap((source) => readTarget(source, folder)),
    refreshSeconds: typeof refreshSeconds === 'number' ? refreshSeconds : defaultRefreshSeconds,
  };
}

function readTarget(source: unknown, folder: string): readonly SourceTarget[] {
  if (!isJsonObject(source)) return [];
  const { file, git, paths } = source;
  if (typeof file === 'string') return [{ kind: 'file', glob: resolve(folder, file) }];
  if (typeof git !== 'string') return [];
  const url = /^\.{0,2}\//.test(git) ? resolve(folder, git) : git;
  return [{ kind: 'git', url, paths: Array.isArray(paths) ? paths.map(String) : defaultPaths }];
}
