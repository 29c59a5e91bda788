import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { JsonObject } from './action.ts';
import { textOf } from './json-object.ts';
import { renderObject } from './render-json.ts';
import type { Template } from './template.ts';
import type { TemplateEngine } from './template-engine.ts';

/** What a run leads to: an address, or an entity of the catalog. */
export type OutputLink =
  | { readonly title: string; readonly url: string }
  | { readonly title: string; readonly entityRef: string };

/**
 * The template's `output`, rendered.
 * @throws Refusal naming the place in the template
 */
export function renderOutput(template: Template, engine: TemplateEngine, scope: JsonObject): JsonObject {
  return renderObject(engine, template.output, scope, template.locate, ['spec', 'output']);
}

/** The links of a rendered output; those that lead nowhere, as in a dry run, are left out. */
export function linksOf(output: JsonObject): readonly OutputLink[] {
  return [output['links']]
    .flat()
    .filter(isJsonObject)
    .flatMap((link): OutputLink[] => {
      const url = textOf(link['url']);
      const entityRef = textOf(link['entityRef']);
      const title = textOf(link['title']);
      if (url !== undefined && /^https?:\/\//.test(url)) return [{ title: title ?? url, url }];
      return entityRef === undefined ? [] : [{ title: title ?? entityRef, entityRef }];
    });
}

/** The texts of a rendered output, line by line. */
export function textLinesOf(output: JsonObject): readonly string[] {
  return [output['text']]
    .flat()
    .flatMap((text) => (isJsonObject(text) ? [textOf(text['title']), textOf(text['content'])] : [textOf(text)]))
    .flatMap((text) => text?.split('\n') ?? [])
    .filter((line) => line.trim() !== '');
}
