import { type EntityQuery, rowQuestionOf } from './entity-query.ts';
import type { Column } from './column.ts';
import type { EntityTable } from './entity-table.ts';
import { findRows, questionKeys } from './find-rows.ts';
import { listRows } from './row-set.ts';

/** How many entities have a value. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/**
 * Counts the values at keys among the entities that a question asks for, each key's by value.
 * @throws InputProblem where the question can't be read
 */
export function countFacets(
  facets: readonly string[],
  question: Pick<EntityQuery, 'filter' | 'query'>,
  table: EntityTable,
): Promise<Readonly<Record<string, readonly FacetCount[]>>> {
  const asked = rowQuestionOf({ ...question, orderFields: [] });
  const wanted = facets.map((facet) => [facet, facet.toLowerCase()] as const);
  const keys = questionKeys(
    asked,
    wanted.map(([, key]) => key),
  );
  return table.ask({ keys, orderFields: undefined }, (view) => {
    const rows = listRows(findRows(asked, view));
    return Object.fromEntries(wanted.map(([facet, key]) => [facet, countValues(rows, view.column(key))]));
  });
}

function countValues(rows: readonly number[], column: Column): readonly FacetCount[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of column.valuesOf(row)) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => (a.value < b.value ? -1 : 1));
}
