import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { JsonObject } from '../action.ts';
import { renderJson } from '../render-json.ts';
import type { Template } from '../template.ts';

/**
 * The template with its defaults as they are for whoever asks: `${{ user.entity.metadata.name }}` is their name. One
 * that can't be told, since they are not known or do not have it, is left out.
 * @param scope what expressions may read: `user`
 */
export function renderDefaults(template: Template, scope: JsonObject): Template {
  const pages = template.pages.map((page, index) => {
    const rendered = renderIn(page, (text) => renderDefault(template, text, scope, index));
    return isJsonObject(rendered) ? rendered : page;
  });
  return { ...template, pages };
}

function renderIn(value: Json, render: (value: Json) => Json | undefined): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renderIn(item, render));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): readonly [string, Json][] => {
    // A property may be called `default`: its schema is an object that has no expression of its own.
    if (key !== 'default' || !JSON.stringify(inner).includes('${{')) return [[key, renderIn(inner, render)]];
    const rendered = render(inner);
    return rendered === undefined || rendered === null || rendered === '' ? [] : [[key, rendered]];
  });
  return Object.fromEntries(entries);
}

function renderDefault(template: Template, value: Json, scope: JsonObject, page: number): Json | undefined {
  try {
    return renderJson(template, value, scope, ['spec', 'parameters', page]);
  } catch (error) {
    // A default is an offer: without it, the person fills the field in.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
