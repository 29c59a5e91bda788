import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Refusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from '../action.ts';
import type { TemplateEngine } from '../template-engine.ts';
import { decodeText } from './decode-text.ts';
import type { SkeletonEntry } from './list-skeleton.ts';
import type { PlannedFile } from './plan-files.ts';

/** A file or link as it is to be written. */
export type RenderedEntry =
  | { readonly kind: 'file'; readonly path: string; readonly content: Buffer | string; readonly isExecutable: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export interface RenderContext {
  /** The skeleton's folder, absolute. */
  readonly folder: string;
  /** How a person finds it, such as `skeleton`; put before the path of what is wrong. */
  readonly label: string;
  readonly engine: TemplateEngine;
  readonly scope: JsonObject;
  readonly signal: AbortSignal;
}

/** As many files are read, rendered and held at the same time, or fewer where they are large. */
const filesAtOnce = 64;
const bytesAtOnce = 16_000_000;
/** Of all texts of a skeleton; reading and writing do not count. */
const renderLimitMs = 60_000;

/**
 * Renders a skeleton batch by batch, so that neither memory nor the event loop is held by all of it. Binary files stay
 * as they are.
 * @throws Refusal naming file, line and column; where all of it takes too long
 */
export async function* renderSkeleton(
  files: readonly PlannedFile[],
  context: RenderContext,
): AsyncGenerator<readonly RenderedEntry[]> {
  let spentMs = 0;
  for (const batch of batchesOf(files)) {
    context.signal.throwIfAborted();
    const contents = await Promise.all(batch.map(({ entry }) => readContent(entry, context.folder)));
    const start = performance.now();
    const rendered = batch.map((file, index) => renderEntry(file, contents[index], context));
    spentMs += performance.now() - start;
    if (spentMs > renderLimitMs) throw tooSlow(context.label);
    yield rendered;
    await setImmediate();
  }
}

function* batchesOf(files: readonly PlannedFile[]): Generator<readonly PlannedFile[]> {
  let batch: PlannedFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const more = file.entry.kind === 'file' ? file.entry.bytes : 0;
    if (batch.length === filesAtOnce || (batch.length > 0 && bytes + more > bytesAtOnce)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += more;
  }
  yield batch;
}

async function readContent(entry: SkeletonEntry, folder: string): Promise<Buffer | undefined> {
  return entry.kind === 'file' ? readFile(path.join(folder, entry.path)) : undefined;
}

function renderEntry(
  { entry, path: target, isRendered }: PlannedFile,
  content: Buffer = Buffer.of(),
  { engine, scope, label }: RenderContext,
): RenderedEntry {
  if (entry.kind === 'link') return { ...entry, path: target };
  const { isExecutable } = entry;
  const text = isRendered ? decodeText(content) : undefined;
  if (text === undefined) return { kind: 'file', path: target, content, isExecutable };
  const place = (line: number, column: number) => `${label}/${entry.path}:${line}:${column}`;
  return { kind: 'file', path: target, content: engine.renderText(text, scope, place), isExecutable };
}

const tooSlow = (label: string): Refusal =>
  new Refusal(`Rendering ${label} took longer than ${renderLimitMs / 1000} seconds and was stopped.`, {
    code: 'skeleton-too-slow',
    hint: 'Let the template do less, or copy without templating what needs none.',
  });
