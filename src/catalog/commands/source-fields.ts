import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import { withoutUserInfo } from '#callboard/git/check-url.ts';
import type { Source, SourceTarget } from '../catalog-store.ts';
import { kindOf } from '../entity-ref.ts';
import { linkSpan, shownFile } from '../entity-text.ts';
import { builtInKinds } from '../kinds.ts';
import type { Problem } from '../problem.ts';
import { defaultPaths } from '../source-target.ts';
import { isWithin } from '../source-tree.ts';
import type { Field } from './entity-fields.ts';
import type { SourceCommandContext } from './source-context.ts';

type Places = Pick<SourceCommandContext, 'folder' | 'pageOf'>;

/** What people call a source: `github.com/acme/orders`, with branch and files where they are not the usual ones. */
export function sourceName(target: SourceTarget, places: Places): string {
  if (target.kind === 'host') return target.title;
  if (target.kind === 'file') return shownPath(target.glob, places.folder);
  const { branch, paths } = target;
  const isUsual = paths.join() === defaultPaths.join();
  const parts = [...(branch === undefined ? [] : [`branch ${branch}`]), ...(isUsual ? [] : paths)];
  return `${repositoryName(target.url, places)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

const shownPath = (path: string, folder: string): string =>
  isWithin(folder, path) ? relative(folder, path) : shownFile({ file: path });

function repositoryName(url: string, { folder, pageOf }: Places): string {
  const address = pageOf(url) ?? withoutUserInfo(url);
  const path = isAbsolute(address) ? address : pathOfFileUrl(address);
  return path === undefined ? address.replace(/^https?:\/\//, '').replace(/\.git$/, '') : shownPath(path, folder);
}

const pathOfFileUrl = (url: string): string | undefined =>
  URL.parse(url)?.protocol === 'file:' ? fileURLToPath(url) : undefined;

/** Where a source is and what is read of it. */
export function placeFields(target: SourceTarget, places: Places): readonly Field[] {
  if (target.kind !== 'git') return [{ label: 'Place', value: sourceName(target, places) }];
  const address = places.pageOf(target.url) ?? withoutUserInfo(target.url);
  return [
    { label: 'Repository', value: linkedRepository(address, repositoryName(target.url, places)) },
    { label: 'Branch', value: target.branch ?? 'the default one' },
    { label: 'Files', value: target.paths.map((path) => (path === '.' ? 'all' : path)).join(', ') },
  ];
}

const linkedRepository = (address: string, name: string): Line =>
  /^https?:/.test(address) ? linkSpan(name, address) : { kind: 'code', text: name };

const origins: Readonly<Record<Source['origin'], string>> = {
  configured: 'callboard.yaml',
  registered: 'registered',
  example: 'the example company',
};

/** Why a source is one. */
export const originName = ({ origin }: Source): string => origins[origin];

/** How many entities, in words. */
export const entityCount = (count: number): string => (count === 1 ? '1 entity' : `${count} entities`);

const maximumNames = 6;

/** Entities by kind: how many, and the first names. */
export function kindFields(refs: readonly string[]): readonly Field[] {
  const byKind = Map.groupBy(refs, kindOf);
  const order = new Map(builtInKinds.all.map(({ kind }) => [kind.toLowerCase(), kind]));
  const known = [...order.keys()].filter((kind) => byKind.has(kind));
  const others = [...byKind.keys()].filter((kind) => !order.has(kind));
  return [...known, ...others].map((kind) => {
    const all = byKind.get(kind) ?? [];
    return { label: order.get(kind) ?? kind, value: `${all.length}: ${listed(all.map(shortName))}` };
  });
}

/** A ref without its kind, and without the namespace where that is the default one. */
const shortName = (ref: string): string => ref.replace(/^[^:]+:(?:default\/)?/, '');

/** The first of several names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, maximumNames).join(', ');
  return names.length > maximumNames ? `${shown} and ${names.length - maximumNames} more` : shown;
}

const maximumProblems = 10;

/** How many problems there are and the first of them, each with its place; no line where there are none. */
export function problemLines(problems: readonly Problem[], { folder }: Pick<Places, 'folder'>): readonly Line[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, maximumProblems).map(({ file, line, column, message }): Line => {
    const place = isAbsolute(file) ? shownPath(file, folder) : file;
    return [{ kind: 'code', text: `${place}:${line}:${column}` }, ` ${message}`];
  });
  const rest = problems.length - shown.length;
  const title: Line = { kind: 'strong', text: counted(problems.length, 'problem') };
  return [title, ...shown, ...(rest > 0 ? [`and ${counted(rest, 'more problem')}`] : [])];
}
