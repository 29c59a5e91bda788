import { Refusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from '../action.ts';
import type { TemplateEngine } from '../template-engine.ts';
import { matchesPattern } from './matches-pattern.ts';
import { requireInside, type SkeletonEntry } from './read-skeleton.ts';

export interface SkeletonRendering {
  readonly engine: TemplateEngine;
  /** What names and contents may read: `values`. */
  readonly scope: JsonObject;
  /** Globs of files whose content is left as it is; their names are rendered. */
  readonly copiedPatterns: readonly string[];
  /** How a person finds the skeleton, such as `skeleton`; put before the path of what is wrong. */
  readonly label: string;
}

/**
 * Renders a skeleton in memory: names and texts. Binary files stay as they are; what gets an empty name is left out.
 * @throws Refusal naming file, line and column; for a name that leads elsewhere; for two files of one name
 */
export function renderSkeleton(
  entries: readonly SkeletonEntry[],
  rendering: SkeletonRendering,
): readonly SkeletonEntry[] {
  const rendered = entries.flatMap((entry) => {
    const path = renderPath(entry.path, rendering);
    return path === undefined ? [] : [renderEntry(entry, path, rendering)];
  });
  const seen = new Set<string>();
  for (const { path } of rendered) {
    if (seen.has(path)) throw unsafe(`Two files of the skeleton are both called "${path}"`);
    seen.add(path);
  }
  return rendered;
}

function renderEntry(entry: SkeletonEntry, path: string, rendering: SkeletonRendering): SkeletonEntry {
  if (entry.kind === 'link') {
    requireInside(path, entry.target);
    return { ...entry, path };
  }
  const text = matchesPattern(entry.path, rendering.copiedPatterns) ? undefined : decode(entry.content);
  if (text === undefined) return { ...entry, path };
  const place = (line: number, column: number) => `${rendering.label}/${entry.path}:${line}:${column}`;
  return { ...entry, path, content: Buffer.from(rendering.engine.renderText(text, rendering.scope, place)) };
}

/** @returns undefined where a part of the name renders empty */
function renderPath(path: string, { engine, scope, label }: SkeletonRendering): string | undefined {
  const place = () => `${label}/${path} (its name)`;
  const parts = path.split('/').map((part) => engine.renderText(part, scope, place));
  if (parts.some((part) => part.trim() === '')) return undefined;
  const rendered = parts.join('/');
  for (const part of rendered.split('/')) {
    // Git runs what stands in a .git folder.
    if (['', '.', '..'].includes(part) || part.toLowerCase() === '.git' || /[\0\r\n]/.test(part)) {
      throw unsafe(`The skeleton's "${path}" would be written to "${rendered}"`);
    }
  }
  return rendered;
}

/** The text of a file; undefined for a binary one: not UTF-8, or with a NUL in it. */
function decode(content: Buffer): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const unsafe = (message: string): Refusal =>
  new Refusal(`${message}.`, {
    code: 'unsafe-skeleton',
    hint: 'Correct the template, or a value that is used in the name.',
  });
