import { createLiquidEngine } from './liquid-engine.ts';
import { createNunjitsuEngine } from './nunjitsu-engine.ts';
import type { TemplateEngine } from './template-engine.ts';

const engines: ReadonlyMap<string, TemplateEngine> = new Map([
  ['callboard.dev/v1', createLiquidEngine()],
  ['scaffolder.backstage.io/v1beta3', createNunjitsuEngine()],
]);

/** What a template's `apiVersion` may be. */
export const templateApiVersions: readonly string[] = [...engines.keys()];

/** The engine of templates of an `apiVersion`; undefined where it is none of a template. */
export const engineOf = (apiVersion: string): TemplateEngine | undefined => engines.get(apiVersion);
