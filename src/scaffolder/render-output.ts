import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from './action.ts';
import { isTruthy } from './is-truthy.ts';
import { textOf } from './json-object.ts';
import { renderJson, renderObject } from './render-json.ts';
import type { Template } from './template.ts';

/** What a run leads to: an address, or an entity of the catalog. */
export type OutputLink =
  | { readonly title: string; readonly url: string }
  | { readonly title: string; readonly entityRef: string };

/**
 * The template's `output`, rendered, without the links and texts whose `if` does not hold.
 * @throws Refusal naming the place in the template
 */
export function renderOutput(template: Template, scope: JsonObject): JsonObject {
  const path = ['spec', 'output'];
  const { links, text, ...others } = template.output;
  return {
    ...renderObject(template, others, scope, path),
    ...(links === undefined ? {} : { links: renderItems(template, links, scope, [...path, 'links']) }),
    ...(text === undefined ? {} : { text: renderItems(template, text, scope, [...path, 'text']) }),
  };
}

function renderItems(template: Template, items: Json, scope: JsonObject, path: readonly (string | number)[]): Json {
  if (!Array.isArray(items)) return renderJson(template, items, scope, path) ?? null;
  return items.flatMap((item: Json, index) => {
    const itemPath = [...path, index];
    if (!isJsonObject(item) || item['if'] === undefined) return renderJson(template, item, scope, itemPath) ?? [];
    const { if: condition, ...shown } = item;
    const isShown = isTruthy(renderJson(template, condition, scope, [...itemPath, 'if']));
    return isShown ? [renderObject(template, shown, scope, itemPath)] : [];
  });
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
