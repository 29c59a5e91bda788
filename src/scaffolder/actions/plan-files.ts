import type { JsonObject } from '../action.ts';
import type { TemplateEngine } from '../template-engine.ts';
import { requireInside, type SkeletonEntry } from './list-skeleton.ts';
import { matchesPattern } from './matches-pattern.ts';
import type { RenderedFiles } from './rendered-files.ts';
import { requireApart } from './require-apart.ts';
import { unsafeSkeleton } from './unsafe-skeleton.ts';

/** A file of a skeleton and what becomes of it. */
export interface PlannedFile {
  readonly entry: SkeletonEntry;
  /** Where it is to be, relative to the target folder. */
  readonly path: string;
  /** Whether its content is a template. */
  readonly isRendered: boolean;
}

export interface PlanFilesContext extends RenderedFiles {
  readonly engine: TemplateEngine;
  readonly scope: JsonObject;
  /** How a person finds the skeleton; put before the path of what is wrong. */
  readonly label: string;
}

/**
 * Decides where each file of a skeleton goes, by rendering names; what gets an empty name is left out.
 * @throws Refusal naming the file: for a name that leads elsewhere, for two files of one name or of names that differ
 *   only in case
 */
export function planFiles(entries: readonly SkeletonEntry[], context: PlanFilesContext): readonly PlannedFile[] {
  // Most files share their folders.
  const parts = new Map<string, string>();
  const renderPart = (part: string, path: string): string => {
    const known = parts.get(part);
    const place = () => `${context.label}/${path} (its name)`;
    const rendered = known ?? context.engine.renderText(part, context.scope, place);
    parts.set(part, rendered);
    return rendered;
  };
  const planned = entries.flatMap((entry): PlannedFile[] => {
    const { name, isRendered } = nameOf(entry, context);
    const path = renderPath(name, renderPart);
    if (path === undefined) return [];
    if (entry.kind === 'link') requireInside(path, entry.target);
    return [{ entry, path, isRendered }];
  });
  requireApart(planned.map(({ path }) => path));
  return planned;
}

/** What a file of a skeleton is called before that is rendered, and whether its content is a template. */
export function nameOf(
  { path }: SkeletonEntry,
  { extension, copiedPatterns }: RenderedFiles,
): { readonly name: string; readonly isRendered: boolean } {
  if (extension === undefined) return { name: path, isRendered: !matchesPattern(path, copiedPatterns) };
  const isRendered = path.endsWith(extension);
  return { name: isRendered ? path.slice(0, -extension.length) : path, isRendered };
}

/** @returns undefined where a part of the name renders empty */
function renderPath(path: string, renderPart: (part: string, path: string) => string): string | undefined {
  const stated = path.split('/');
  // A tag may begin in a folder's name and end in a file's.
  const isOneTemplate = stated.some((part) => countOf(part, blockBegins) !== countOf(part, blockEnds));
  const parts = isOneTemplate ? renderPart(path, path).split('/') : stated.map((part) => renderPart(part, path));
  if (parts.some((part) => part.trim() === '')) return undefined;
  const rendered = parts.join('/');
  for (const part of rendered.split('/')) {
    if (['', '.', '..'].includes(part) || isGitFolder(part) || /[\0\r\n\\]/.test(part)) {
      throw unsafeSkeleton(`The skeleton's "${path}" would be written to "${rendered}"`);
    }
    if (Buffer.byteLength(part) > partBytesAtMost) {
      throw unsafeSkeleton(`The skeleton's "${path}" would get a name longer than ${partBytesAtMost} bytes`);
    }
  }
  return rendered;
}

/**
 * Whether some file system takes a name for `.git`, whose content git runs: NTFS drops blanks and dots at the end and
 * has a short name for it, HFS+ drops what is not seen. Git refuses to add these.
 */
const isGitFolder = (part: string): boolean =>
  /^(?:\.git|git~1)[ .]*(?::|$)/i.test(part.replaceAll(/[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g, ''));

const blockBegins = /\{%-?\s*(?:if|for|unless|case)\b/g;
const blockEnds = /\{%-?\s*end(?:if|for|unless|case)\b/g;
const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** What file systems take for one part of a path. */
const partBytesAtMost = 255;
