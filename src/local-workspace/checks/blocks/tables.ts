import type { JsonObject } from '../../json.ts';
import {
  boolean,
  byType,
  type Check,
  integer,
  list,
  number,
  object,
  oneOf,
  type Problem,
  rule,
  text,
} from '../check.ts';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { block } from './block.ts';

const plainCells: Readonly<Record<string, Check>> = {
  raw_text: object({ type: oneOf('raw_text'), text: text(Infinity, 1) }),
  raw_number: object({ type: oneOf('raw_number'), value: number, text: text(Infinity, 1) }),
};
const headerCell = byType(plainCells);
const cell = byType({ ...plainCells, rich_text: richText });

const columnSetting = object({ 'align?': oneOf('left', 'center', 'right'), 'is_wrapped?': boolean });

/** A setting; null skips a column. */
const columnSettingOrNone: Check = (value, pointer) => (value === null ? [] : columnSetting(value, pointer));

const { columns } = limits.dataTable;
const row = list(cell, columns);

const dataRows: Check = (value, pointer) => {
  const rows = list(row, limits.dataTable.rows, limits.dataTable.leastRows)(value, pointer);
  return rows.length > 0 || !Array.isArray(value) ? rows : list(headerCell)(value[0], `${pointer}/0`);
};

const rowsAreEven = (table: JsonObject, pointer: string): Problem[] => {
  const rows = Array.isArray(table['rows']) ? table['rows'].filter((each) => Array.isArray(each)) : [];
  const width = rows[0]?.length ?? 0;
  const header = table['row_header_column_index'];
  return [
    ...rule(
      rows.every((each) => each.length === width),
      `${pointer}/rows`,
      'all rows must have the same number of cells',
    ),
    ...rule(
      typeof header !== 'number' || header < width,
      `${pointer}/row_header_column_index`,
      `must be less than ${width}`,
    ),
  ];
};

/** Tables, as they stand and as people page through them. */
export const tables: Readonly<Record<string, Check>> = {
  table: block('table', {
    rows: list(list(cell, limits.table.columns), limits.table.rows),
    'column_settings?': list(columnSettingOrNone, limits.table.columnSettings),
  }),
  data_table: block(
    'data_table',
    {
      rows: dataRows,
      caption: text(Infinity, 1),
      'page_size?': integer(1, limits.dataTable.pageSize),
      'row_header_column_index?': integer(0),
    },
    rowsAreEven,
  ),
};
