import { hash } from 'node:crypto';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { fieldValues } from '../field-values.ts';
import { relationTypes } from '../references.ts';

type JsonObject = { readonly [key: string]: Json };

/** A value of a field, as filters compare it. */
export type FieldValue = string | number | boolean | null;

/** An entity in the shape that Backstage's catalog serves: with uid, etag, locations and relations. */
export function servedEntity(entry: DirectoryEntry, directory: Directory): JsonObject {
  const relations = directory.relationsOf(entry.ref).map(({ type, target }) => ({ type, targetRef: target }));
  return { ...withMetadata(entry), relations };
}

/**
 * The values that filters, orders and facets see at a key of an entity.
 * @param key in lower case, such as `metadata.name` or `relations.ownedby`
 */
export function servedValues(entry: DirectoryEntry, key: string, directory: Directory): readonly FieldValue[] {
  if (key === 'relations' || key.startsWith('relations.')) {
    const wanted = key.slice('relations.'.length);
    const types = relationTypes.filter((type) => wanted === '' || type.toLowerCase() === wanted);
    return types.flatMap((type) => directory.related(entry.ref, type));
  }
  if (key === 'metadata.uid') return [uidOf(entry.ref)];
  if (key === 'metadata.etag') return [entry.digest];
  const isAdded = key === 'metadata.namespace' || key.startsWith('metadata.annotations.backstage.io/');
  return fieldValues(isAdded ? withMetadata(entry) : toJson(entry), key);
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

function withMetadata(entry: DirectoryEntry): JsonObject {
  const { entity, origin, digest, ref } = entry;
  const place = origin.viewUrl === undefined ? `file:${origin.file}` : `url:${origin.viewUrl}`;
  return {
    ...toJson(entry),
    metadata: {
      namespace: 'default',
      ...toJson({ entity: entity.metadata }),
      annotations: {
        ...(origin.viewUrl !== undefined && { 'backstage.io/view-url': origin.viewUrl }),
        ...entity.metadata.annotations,
        // Where it came from is the catalog's to say, whatever a document says.
        'backstage.io/managed-by-location': place,
        'backstage.io/managed-by-origin-location': originLocation(origin.sourceId, place),
      },
      uid: uidOf(ref),
      etag: digest,
    },
  };
}

function originLocation(sourceId: string, place: string): string {
  const repository = /^git:(.+)#/.exec(sourceId)?.[1];
  if (repository !== undefined) return `url:${repository}`;
  return sourceId.startsWith('file:') ? sourceId : place;
}

/** An entity came from JSON-like text: as a value it is JSON. */
function toJson({ entity }: { readonly entity: object }): JsonObject {
  return isJsonObject(entity) ? entity : {};
}
