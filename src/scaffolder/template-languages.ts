import { createLiquidEngine } from './liquid-engine.ts';
import { createNunjitsuEngine } from './nunjitsu-engine.ts';
import type { TemplateEngine } from './template-engine.ts';
import type { TemplateFilter } from './template-filter.ts';

/** The languages that templates may be written in. */
export interface TemplateLanguages {
  /** What a template's `apiVersion` may be. */
  readonly apiVersions: readonly string[];
  /** The engine of templates of an `apiVersion`; undefined where it is none of a template. */
  readonly engineOf: (apiVersion: string) => TemplateEngine | undefined;
}

/**
 * The languages, with filters that plugins add.
 * @param filters read once, when a template is read for the first time: plugins add theirs before
 */
export function createLanguages(filters: ReadonlyMap<string, TemplateFilter> = new Map()): TemplateLanguages {
  const makers: ReadonlyMap<string, () => TemplateEngine> = new Map([
    ['callboard.dev/v1', () => createLiquidEngine([...filters.values()])],
    ['scaffolder.backstage.io/v1beta3', () => createNunjitsuEngine([...filters.values()])],
  ]);
  const made = new Map<string, TemplateEngine>();
  return {
    apiVersions: [...makers.keys()],
    engineOf: (apiVersion) => {
      const engine = made.get(apiVersion) ?? makers.get(apiVersion)?.();
      if (engine) made.set(apiVersion, engine);
      return engine;
    },
  };
}
