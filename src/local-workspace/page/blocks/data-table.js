import { element, uniqueId } from '../element.js';
import { icon } from '../icons.js';
import { renderRichText } from '../text/render-text.js';

/** @import { DataTableBlock } from '@slack/types' */
/** @import { Names } from '../names.js' */

/** Slack shows so many rows at once where the app does not say. */
const defaultPageSize = 5;

/** @typedef {DataTableBlock['rows'][number][number]} Cell */

/** @param {Cell | undefined} cell @returns {string | number} what a column is sorted by */
const keyOf = (cell) => {
  if (cell?.type === 'raw_number') return cell.value;
  return cell?.type === 'raw_text' ? cell.text.toLocaleLowerCase() : JSON.stringify(cell?.elements ?? '');
};

/** @param {Cell | undefined} cell numbers stand at the right, their head too */
const alignment = (cell) => (cell?.type === 'raw_number' ? 'align-right' : 'align-left');

/** @param {Cell} cell @param {Names} names @returns {Node[]} */
const contentOf = (cell, names) =>
  cell.type === 'rich_text' ? renderRichText(cell, names) : [document.createTextNode(cell.text)];

/**
 * A table whose first row is its head: sorted by a column that is pressed, and shown page by page.
 * @param {DataTableBlock} block
 * @param {Names} names
 * @returns {HTMLElement}
 */
export const renderDataTable = (block, names) => {
  const { caption, page_size: pageSize = defaultPageSize, row_header_column_index: header = 0 } = block;
  const [head = [], ...rows] = block.rows;
  let page = 0;
  /** @type {{ column: number, direction: 1 | -1 } | null} */
  let order = null;
  const captionId = uniqueId('caption');
  const body = element('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-labelledby': captionId });
  const foot = element('div', { class: 'table-foot' });
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));

  /** @param {number} column */
  const sortBy = (column) => {
    order = { column, direction: order?.column === column && order.direction === 1 ? -1 : 1 };
    page = 0;
    draw();
    const pressed = body.querySelectorAll('th button')[column];
    if (pressed instanceof HTMLElement) pressed.focus();
  };

  const sorted = () => {
    const by = order;
    if (!by) return rows;
    return rows.toSorted((one, other) => {
      const [left, right] = [keyOf(one[by.column]), keyOf(other[by.column])];
      if (left === right) return 0;
      return (left < right ? -1 : 1) * by.direction;
    });
  };

  /** @param {Cell} cell @param {number} column */
  const headCell = (cell, column) => {
    const direction = order?.direction === 1 ? 'ascending' : 'descending';
    return element(
      'th',
      {
        scope: 'col',
        class: alignment(rows[0]?.[column]),
        'aria-sort': order?.column === column ? direction : 'none',
      },
      element(
        'button',
        { type: 'button', class: 'table-sort', onclick: () => sortBy(column) },
        ...contentOf(cell, names),
        icon('updown'),
      ),
    );
  };

  /** @param {-1 | 1} step @param {string} label */
  const turn = (step, label) =>
    element(
      'button',
      {
        type: 'button',
        class: 'button',
        disabled: step === -1 ? page === 0 : page === pages - 1,
        onclick: () => {
          page += step;
          draw();
        },
      },
      label,
    );

  const draw = () => {
    const shown = sorted().slice(page * pageSize, (page + 1) * pageSize);
    body.replaceChildren(
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...head.map(headCell))),
        element(
          'tbody',
          {},
          ...shown.map((row) =>
            element(
              'tr',
              {},
              ...row.map((cell, column) =>
                element(
                  column === header ? 'th' : 'td',
                  {
                    scope: column === header ? 'row' : null,
                    class: alignment(cell),
                  },
                  ...contentOf(cell, names),
                ),
              ),
            ),
          ),
        ),
      ),
    );
    foot.hidden = pages === 1;
    foot.replaceChildren(
      turn(-1, 'Previous'),
      element('span', { role: 'status' }, `Page ${page + 1} of ${pages}`),
      turn(1, 'Next'),
    );
  };

  draw();
  return element(
    'div',
    { class: 'block data-table' },
    element('p', { id: captionId, class: 'data-table-caption' }, caption),
    body,
    foot,
  );
};
