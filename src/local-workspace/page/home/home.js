import { connectedContext } from '../blocks/connected-context.js';
import { renderBlocks } from '../blocks/render-blocks.js';
import { element, keepFocus } from '../element.js';

/** @import { Block, OpenHome } from '../contract.js' */
/** @import { KeptValues } from '../blocks/connected-context.js' */
/** @import { Names } from '../names.js' */

/**
 * What the app shows a person as its home.
 * @param {object} options
 * @param {(sentence: string) => void} options.onRefused
 * @returns {{ node: HTMLElement, show: (home: OpenHome | null, names: Names) => void }} null where the app has shown nothing yet
 */
export const createHome = ({ onRefused }) => {
  const node = element('div', { class: 'home', tabindex: '0', role: 'region', 'aria-label': 'Home', hidden: true });
  let content = element('div', { class: 'home-content' });
  node.append(content);
  /** @type {KeptValues} */
  const kept = new Map();

  return {
    node,
    show: (home, names) => {
      const drawn = element('div', { class: 'home-content' }, ...(home ? draw(home, names) : [nothingYet(names)]));
      const before = content;
      before.after(drawn);
      keepFocus(before, drawn);
      before.remove();
      content = drawn;
    },
  };

  /** @param {OpenHome} home @param {Names} names */
  function draw({ id, view }, names) {
    const blocks = /** @type {Block[]} */ (view.blocks);
    const container = /** @type {const} */ ({ kind: 'view', viewId: id });
    return renderBlocks(blocks, connectedContext({ names, container, blocks, kept, keptAs: id, onRefused }));
  }
};

/** @param {Names} names */
const nothingYet = (names) =>
  element('p', { class: 'home-empty' }, `${names.person(names.botId)} has not shown you anything here yet.`);
