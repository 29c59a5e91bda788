import { element } from '../element.js';
import { plainText, renderMarkdown, renderRichText, renderTable, renderTextObject } from '../text/render-text.js';
import { renderCard } from './card.js';
import { renderDataTable } from './data-table.js';
import { renderContainer } from './container.js';
import { renderImage } from './image.js';
import { renderInput } from './input-block.js';
import { renderPlan, renderTask } from './plan.js';
import { renderVideo } from './video.js';
import { renderActions, renderContext, renderSection } from './section.js';

/** @import { TableBlock } from '@slack/types' */
/** @import { Block } from '../contract.js' */
/** @import { BlockContext } from './block-context.js' */

/**
 * Draws the blocks of a message or a view, one element each.
 * @param {Block[]} blocks
 * @param {BlockContext} context
 * @returns {HTMLElement[]}
 */
export const renderBlocks = (blocks, context) => blocks.map((block) => renderBlock(block, context));

/** @param {Block} block @param {BlockContext} context @returns {HTMLElement} */
const renderBlock = (block, context) => {
  const { names } = context;
  switch (block.type) {
    case 'section':
      return renderSection(block, context);
    case 'header':
      return element('h3', { class: 'block header' }, plainText(block.text));
    case 'divider':
      return element('hr', { class: 'block divider' });
    case 'context':
      return renderContext(block, context);
    case 'actions':
    case 'context_actions':
      return renderActions(block, context);
    case 'input':
      return renderInput(block, context);
    case 'image':
      return element(
        'figure',
        { class: 'block image' },
        block.title && element('figcaption', {}, plainText(block.title)),
        renderImage(block, 'block-image'),
      );
    case 'rich_text':
      return element('div', { class: 'block rich' }, ...renderRichText(block, names));
    case 'markdown':
      return element('div', { class: 'block rich' }, ...renderMarkdown(block.text, names));
    case 'table':
      return element(
        'div',
        { class: 'block' },
        renderTable(
          cells(block, context),
          (block.column_settings ?? []).map((column) => column?.align),
        ),
      );
    case 'data_table':
      return renderDataTable(block, names);
    case 'video':
      return renderVideo(block);
    case 'plan':
      return renderPlan(block, names);
    case 'task_card':
      return element('div', { class: 'block plan' }, renderTask(block, names));
    case 'card':
      return renderCard(block, context);
    case 'carousel':
      return element('div', { class: 'block carousel', tabindex: '0' }, ...renderBlocks(block.elements, context));
    case 'container':
      return renderContainer(block, renderBlocks(block.child_blocks, context), names);
    case 'alert':
      return element(
        'div',
        { class: `block alert alert-${block.level ?? 'default'}` },
        ...renderTextObject(block.text, names),
      );
    default:
      return element(
        'p',
        { class: 'block unknown-block' },
        `The local workspace can't show a block of type ${block.type}.`,
      );
  }
};

/** @param {TableBlock} table @param {BlockContext} context @returns {Node[][][]} */
const cells = ({ rows }, { names }) =>
  rows.map((row) =>
    row.map((cell) => (cell.type === 'rich_text' ? renderRichText(cell, names) : [document.createTextNode(cell.text)])),
  );
