import { isJsonObject } from '#callboard/core/storage/json.ts';
import { aliasesAnnotation, repositoryAnnotations } from './annotations.ts';
import type { Entity } from './entity.ts';
import { textsOf } from './json-values.ts';

/** What an entity is called, and as what. */
export interface Label {
  readonly text: string;
  readonly as: 'name' | 'title' | 'alias';
}

/** All that an entity is called: its name, its titles, and what people are known to say. */
export function labelsOf(entity: Entity): readonly Label[] {
  const { name, annotations } = entity.metadata;
  const labels: Label[] = [{ text: name, as: 'name' }];
  const add = (text: string | undefined, as: Label['as']): void => {
    if (text && !labels.some((known) => known.text === text)) labels.push({ text, as });
  };
  for (const title of titlesOf(entity)) {
    add(title, 'title');
    // `Single sign-on (SSO)` goes by either.
    const [, before, bracketed] = /^(.*\S)\s*\(([^()]+)\)\s*$/.exec(title) ?? [];
    add(before, 'title');
    add(bracketed, 'alias');
  }
  if (annotations === undefined) return labels;
  for (const alias of annotations[aliasesAnnotation]?.split(',') ?? []) add(alias.trim(), 'alias');
  add(lastPart(annotations[repositoryAnnotations.github]), 'alias');
  add(lastPart(annotations[repositoryAnnotations.gitlab]), 'alias');
  return labels;
}

/** The title of an entity, and the name by which people know a team or person. */
export function titlesOf({ metadata, spec }: Entity): readonly string[] {
  const profile = spec?.['profile'];
  return [...textsOf(metadata.title), ...(isJsonObject(profile) ? textsOf(profile['displayName']) : [])];
}

const lastPart = (slug: string | undefined): string | undefined => slug?.slice(slug.lastIndexOf('/') + 1);
