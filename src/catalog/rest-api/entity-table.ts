import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { DirectoryEntry } from '../directory.ts';
import { targetsOf } from '../references.ts';
import { createTurns } from '../take-turns.ts';
import { createBreaths } from './breaths.ts';
import { type Column, createColumn } from './column.ts';
import { createEntityRows } from './entity-rows.ts';
import { indexedValues, relationByKey } from './indexed-values.ts';
import { compareValues, type OrderField, type SortKey } from './order.ts';
import { createRowOrder, type RowOrder } from './row-order.ts';
import { hasRow, listRows, type RowSet } from './row-set.ts';

/** What a question looks at. */
export interface TableNeeds {
  /** In lower case, those of the order among them; each once. */
  readonly keys: readonly string[];
  /** What all rows are sorted by, before their ref; undefined where their order does not matter. */
  readonly orderFields: readonly OrderField[] | undefined;
}

/** The table as it stands while one question is answered. */
export interface TableView {
  readonly capacity: number;
  /** All rows there are. */
  readonly present: RowSet;
  readonly rowOf: (ref: string) => number | undefined;
  readonly entryOf: (row: number) => DirectoryEntry;
  /** Of a key that the question needs. */
  readonly column: (key: string) => Column;
  readonly sortKeyOf: (row: number) => SortKey;
  /** Negative where the one comes first. */
  readonly compare: (one: number, other: number) => number;
  /** All rows in order. */
  readonly ordered: () => readonly number[];
}

/** The directory's entities as rows, with a column for each key that questions look at. */
export interface EntityTable {
  /** Answers one question after the other, each once all that it needs is there; other work has its turn meanwhile. */
  readonly ask: <Answer>(needs: TableNeeds, answer: (view: TableView) => Answer) => Promise<Answer>;
}

/** What is kept, the last used first: with 100,000 entities a column takes up to 10 MB, an order 1 MB. */
const keptColumns = 16;
const keptOrders = 8;
/** Rows that are looked at before others may have their turn. */
const chunkSize = 100;

/** A table over the directory: built when first asked, in step with it from then on. */
export function createEntityTable(directory: DirectoryInMemory): EntityTable {
  const inTurn = createTurns();
  const columns = new Map<string, Column>();
  const orders = new Map<string, RowOrder>();
  /** Refs of what was written or removed since the last question. */
  let changed = new Set<string>();
  let rows = createEntityRows(0);

  const note = ({ ref }: DirectoryEntry): void => {
    // Before the first question there is nothing to keep in step.
    if (rows.capacity > 0) changed.add(ref);
  };
  directory.addIndex({ add: note, remove: note });

  const startAnew = (): void => {
    columns.clear();
    orders.clear();
    rows = createEntityRows(Math.ceil(directory.size() * 1.25) + 1024);
    changed = new Set(Array.from(directory.all(), ({ ref }) => ref));
  };

  const fill = (key: string, column: Column, row: number): void => {
    const entry = rows.entryOf(row);
    column.set(row, entry ? indexedValues(entry, key, directory) : []);
  };

  /** What an entity says changes its own row, and the relations of those that it names. */
  const update = (ref: string): void => {
    const entry = directory.get(ref);
    const row = rows.rowOf(ref);
    const before = row === undefined ? undefined : rows.entryOf(row);
    if (entry === before) return;
    const own = entry ? rows.put(entry) : rows.remove(ref);
    if (own === undefined || (columns.size === 0 && orders.size === 0)) return;
    for (const [key, column] of columns) fill(key, column, own);
    for (const order of orders.values()) order.touch(own);
    const relations = [...columns].filter(([key]) => relationByKey.has(key));
    if (relations.length === 0 && orders.size === 0) return;
    for (const target of [before, entry].flatMap((one) => (one ? targetsOf(one.entity) : []))) {
      const other = rows.rowOf(target);
      if (other === undefined) continue;
      for (const [key, column] of relations) fill(key, column, other);
      for (const order of orders.values()) order.touch(other);
    }
  };

  const follow = async (): Promise<void> => {
    if (rows.capacity === 0) startAnew();
    const breathe = createBreaths();
    while (changed.size > 0) {
      const batch = changed;
      changed = new Set();
      let count = 0;
      for (const ref of batch) {
        if (rows.isFull()) {
          startAnew();
          break;
        }
        update(ref);
        count += 1;
        if (count % chunkSize === 0) await breathe();
      }
    }
  };

  const addColumn = async (key: string): Promise<void> => {
    const column = createColumn(rows.capacity);
    const breathe = createBreaths();
    for (const [count, row] of listRows(rows.present).entries()) {
      fill(key, column, row);
      if (count % chunkSize === 0) await breathe();
    }
    columns.set(key, column);
  };

  const columnOf = (key: string): Column => {
    const column = columns.get(key);
    if (!column) throw new Error(`the table has no column ${key}`);
    return column;
  };

  const addOrder = async (name: string, orderFields: readonly OrderField[]): Promise<void> => {
    const known = orders.get(name);
    orders.delete(name);
    const compare = (one: number, other: number) => compareRows(one, other, orderFields);
    const isThere = (row: number) => hasRow(rows.present, row);
    const isUsable = known?.isWorn() === false;
    orders.set(name, isUsable ? known : await createRowOrder(listRows(rows.present), compare, isThere));
  };

  /** As compareKeys has it, without a key for each row. */
  const compareRows = (one: number, other: number, orderFields: readonly OrderField[]): number => {
    for (const { field, order } of orderFields) {
      const { firstOf } = columnOf(field.toLowerCase());
      const compared = compareValues(firstOf(one), firstOf(other), order);
      if (compared !== 0) return compared;
    }
    return compareValues(rows.entryOf(one)?.ref ?? null, rows.entryOf(other)?.ref ?? null);
  };

  const sortKeyOf = (row: number, orderFields: readonly OrderField[]): SortKey => [
    ...orderFields.map(({ field }) => columnOf(field.toLowerCase()).firstOf(row)),
    rows.entryOf(row)?.ref ?? null,
  ];

  const prepare = async ({ keys, orderFields }: TableNeeds): Promise<TableView> => {
    await follow();
    for (const key of keys) {
      const known = columns.get(key);
      columns.delete(key);
      if (known) columns.set(key, known);
      else await addColumn(key);
    }
    forgetFirst(columns, Math.max(keptColumns, keys.length));
    const name = JSON.stringify(orderFields);
    if (orderFields) await addOrder(name, orderFields);
    forgetFirst(orders, keptOrders);
    return {
      capacity: rows.capacity,
      present: rows.present,
      rowOf: rows.rowOf,
      entryOf: (row) => {
        const entry = rows.entryOf(row);
        if (!entry) throw new Error(`the table has no row ${row}`);
        return entry;
      },
      column: columnOf,
      sortKeyOf: (row) => sortKeyOf(row, orderFields ?? []),
      compare: (one, other) => compareRows(one, other, orderFields ?? []),
      ordered: () => orders.get(name)?.rows() ?? [],
    };
  };

  return { ask: (needs, answer) => inTurn('table', async () => answer(await prepare(needs))) };
}

function forgetFirst(kept: Map<string, unknown>, count: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= count) return;
    kept.delete(key);
  }
}
