import type { TableView } from './entity-table.ts';
import { InputProblem } from './api-error.ts';
import { keysOf, type Predicate } from './predicate.ts';
import { addRows, countRows, emptyRows, hasRow, keepRows, listRows, removeRows, type RowSet } from './row-set.ts';

/** A text that is looked for in the values of any of some keys. */
export interface FullText {
  readonly term: string;
  /** In lower case. */
  readonly keys: readonly string[];
}

/** What rows must fulfil. */
export interface RowQuestion {
  readonly predicate: Predicate;
  readonly fullText: FullText | undefined;
}

/** Each key that is new costs a look at every entity. */
const maximumKeys = 50;

/** The keys that a question looks at, and others that go with it. @throws InputProblem where they are too many */
export function questionKeys({ predicate, fullText }: RowQuestion, others: readonly string[]): readonly string[] {
  const keys = new Set([...keysOf(predicate), ...(fullText?.keys ?? []), ...others]);
  if (keys.size > maximumKeys)
    throw new InputProblem(`The question speaks of ${keys.size} fields: ask for ${maximumKeys} at most.`);
  return [...keys];
}

/** The rows that fulfil all of a question. */
export function findRows({ predicate, fullText }: RowQuestion, view: TableView): RowSet {
  const found = fulfilling(predicate, view);
  if (fullText) {
    const withText = emptyRows(view.capacity);
    const term = fullText.term.toLowerCase();
    for (const key of fullText.keys) view.column(key).addWhere((value) => value.includes(term), withText);
    keepRows(found, withText);
  }
  return found;
}

/** A set of its own, which may be changed. */
function fulfilling(predicate: Predicate, view: TableView): RowSet {
  const rows = emptyRows(view.capacity);
  switch (predicate.kind) {
    case 'all':
      addRows(rows, view.present);
      for (const part of predicate.parts) keepRows(rows, fulfilling(part, view));
      return rows;
    case 'any':
      for (const part of predicate.parts) addRows(rows, fulfilling(part, view));
      return rows;
    case 'not':
      addRows(rows, view.present);
      removeRows(rows, fulfilling(predicate.part, view));
      return rows;
    case 'exists':
      addRows(rows, predicate.isWanted ? view.column(predicate.key).having : view.present);
      if (!predicate.isWanted) removeRows(rows, view.column(predicate.key).having);
      return rows;
    case 'in':
      for (const value of predicate.values) view.column(predicate.key).addHaving(value, rows);
      return rows;
    case 'prefix':
      view.column(predicate.key).addWhere((value) => value.startsWith(predicate.prefix), rows);
      return rows;
  }
}

/** Of few, sorting is faster than picking them from all. */
const fewRows = 500;

/** The rows of a set in the order that the question needs. */
export function inOrder(found: RowSet, view: TableView): readonly number[] {
  const count = countRows(found);
  if (count < fewRows) return listRows(found).toSorted(view.compare);
  const all = view.ordered();
  return count === all.length ? all : all.filter((row) => hasRow(found, row));
}
