import type { Line } from '#callboard/core/answers/answer.ts';
import { documentationAnnotation, repositoryAnnotations } from '../annotations.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import type { EntityLink } from '../entity.ts';
import { displayName, joinLines, linkSpan } from '../entity-text.ts';

/** A labelled line of a card. */
export interface Field {
  readonly label: string;
  readonly value: Line;
}

/** An entity's name for people, with its ref where another may have the same name. */
export function entityLine(ref: string, directory: Directory): Line {
  const entry = directory.get(ref);
  if (!entry) return [{ kind: 'code', text: ref }, ', which is not in the catalog'];
  return [displayName(entry.entity), ' ', { kind: 'code', text: ref }];
}

/** A field with several entities; none where there are none. */
export function entitiesField(label: string, refs: readonly string[], directory: Directory): readonly Field[] {
  if (refs.length === 0) return [];
  const shown = refs.slice(0, maximumShown).map((ref) => entityLine(ref, directory));
  const others = refs.length - shown.length;
  return [{ label, value: joinLines([...shown, ...(others > 0 ? [`${others} more`] : [])], ', ') }];
}

const maximumShown = 12;

/** The links of an entity's metadata in one field; none where it has none. */
export function linksField({ entity }: DirectoryEntry): readonly Field[] {
  return fieldOfLinks('Links', entity.metadata.links ?? []);
}

/** The links that are not to documentation. */
export function furtherLinksField({ entity }: DirectoryEntry): readonly Field[] {
  const links = (entity.metadata.links ?? []).filter((link) => !isDocumentation(link));
  return fieldOfLinks('Links', links);
}

function fieldOfLinks(label: string, links: readonly EntityLink[]): readonly Field[] {
  const lines = links.map(({ title, url }) => linkSpan(title ?? '', url));
  return lines.length === 0 ? [] : [{ label, value: joinLines(lines, ' · ') }];
}

const isDocumentation = ({ title, icon, type }: EntityLink): boolean =>
  [title, icon, type].some((text) => /\bdocs?\b|documentation|guide|handbook/i.test(text ?? ''));

/** Where the entity's code is, as far as its annotations, or the file that describes it, say so. */
export function repositoryField(entry: DirectoryEntry): readonly Field[] {
  const url = repositoryUrl(entry);
  return url === undefined ? [] : [{ label: 'Repository', value: linkSpan(url.replace(/^https?:\/\//, ''), url) }];
}

/** The address of an entity's repository, or of the place of its file. */
function repositoryUrl({ entity, origin }: DirectoryEntry): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const github = annotations[repositoryAnnotations.github];
  if (github !== undefined) return `https://github.com/${github}`;
  const gitlab = annotations[repositoryAnnotations.gitlab];
  if (gitlab !== undefined) return `https://gitlab.com/${gitlab}`;
  const source = annotations[repositoryAnnotations.sourceLocation]?.replace(/^url:/, '');
  if (source !== undefined && URL.canParse(source)) return source;
  return annotations[repositoryAnnotations.viewUrl] ?? origin.viewUrl;
}

/** Where the entity's documentation is: its own annotation, and links that say so. */
export function documentationField(entry: DirectoryEntry): readonly Field[] {
  const { annotations, links } = entry.entity.metadata;
  const annotated = annotations?.[documentationAnnotation];
  const lines: Line[] = (links ?? []).filter(isDocumentation).map(({ title, url }) => linkSpan(title ?? '', url));
  if (annotated?.startsWith('url:')) lines.push(linkSpan('Documentation', annotated.slice('url:'.length)));
  else if (annotated !== undefined) lines.push(beside(entry));
  return lines.length === 0 ? [] : [{ label: 'Docs', value: joinLines(lines, ' · ') }];
}

function beside(entry: DirectoryEntry): Line {
  const url = repositoryUrl(entry);
  return url === undefined ? 'in its repository' : linkSpan('in its repository', url);
}
