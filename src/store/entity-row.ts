import type { StoredEntity } from '#callboard/catalog/catalog-store.ts';
import type { Entity, Standing } from '#callboard/catalog/entity.ts';
import type { Entity as EntityRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';

/** The row of an entity. @param revision the one it is written with */
export const toEntityRow = ({ ref, entity, origin, digest, standing }: StoredEntity, revision: number) => ({
  ref,
  revision,
  sourceId: origin.sourceId,
  file: origin.file,
  document: origin.document,
  ...(origin.viewUrl !== undefined && { viewUrl: origin.viewUrl }),
  digest,
  text: JSON.stringify(entity),
  ...(standing !== undefined && { standing: JSON.stringify(standing) }),
});

/** The entity of a row that is no marker. */
export const toStoredEntity = (row: EntityRow): StoredEntity => ({
  ref: row.ref,
  entity: fromJsonText<Entity>(row.text),
  origin: {
    sourceId: row.sourceId,
    file: row.file,
    document: row.document,
    ...(row.viewUrl !== null && { viewUrl: row.viewUrl }),
  },
  digest: row.digest,
  ...(row.standing !== null && { standing: fromJsonText<Standing>(row.standing) }),
});
