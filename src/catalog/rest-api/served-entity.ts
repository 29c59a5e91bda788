import { hash } from 'node:crypto';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';

type JsonObject = { readonly [key: string]: Json };

/** A relation as Backstage's API has it. */
interface ServedRelation {
  readonly [key: string]: string;
  readonly type: string;
  readonly targetRef: string;
}

/** What a page would make a link of. */
const linkAnnotations: ReadonlySet<string> = new Set(['backstage.io/view-url', 'backstage.io/edit-url']);

/** An entity in the shape that Backstage's catalog serves, its relations apart: with uid, etag and locations. */
export function servedDocument(entry: DirectoryEntry): JsonObject {
  const document = documentOf(entry);
  const metadata = document['metadata'];
  return {
    ...document,
    metadata: {
      namespace: 'default',
      ...(isJsonObject(metadata) && metadata),
      annotations: annotationsOf(entry),
      uid: uidOf(entry.ref),
      etag: entry.digest,
    },
  };
}

/** The relations of an entity, by type and target. */
export const servedRelations = ({ ref }: DirectoryEntry, directory: Directory): readonly ServedRelation[] =>
  directory
    .relationsOf(ref)
    .map(({ type, target }) => ({ type, targetRef: target }))
    .toSorted((a, b) => compareTexts(a.type, b.type) || compareTexts(a.targetRef, b.targetRef));

/** The annotations of an entity, with those that are the catalog's to give. */
export function annotationsOf({ entity, origin, standing }: DirectoryEntry): Readonly<Record<string, string>> {
  const place = origin.viewUrl === undefined ? `file:${origin.file}` : `url:${origin.viewUrl}`;
  const own = Object.entries(entity.metadata.annotations ?? {}).filter(
    ([name, value]) => !linkAnnotations.has(name) || URL.parse(value)?.protocol !== 'javascript:',
  );
  return {
    ...(origin.viewUrl !== undefined && { 'backstage.io/view-url': origin.viewUrl }),
    ...Object.fromEntries(own),
    // Where it came from is the catalog's to say, whatever a document says.
    'backstage.io/managed-by-location': place,
    'backstage.io/managed-by-origin-location': originLocation(origin.sourceId, place),
    ...(standing?.kind === 'orphaned' && { 'backstage.io/orphan': 'true' }),
  };
}

/** The stable identifier of an entity: a UUID of version 8 (RFC 9562), made from its ref. */
export function uidOf(ref: string): string {
  const digits = hash('sha256', ref);
  const variant = '89ab'[Number.parseInt(digits.slice(16, 17), 16) % 4] ?? '8';
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

/** An entity came from JSON-like text: as a value it is JSON. */
export function documentOf({ entity }: { readonly entity: object }): JsonObject {
  return isJsonObject(entity) ? entity : {};
}

function originLocation(sourceId: string, place: string): string {
  const repository = /^git:(.+)#/.exec(sourceId)?.[1];
  if (repository !== undefined) return `url:${repository}`;
  return sourceId.startsWith('file:') ? sourceId : place;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
