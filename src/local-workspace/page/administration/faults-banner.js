import { element } from '../element.js';
import { icon } from '../icons.js';
import { describeFault } from './describe-fault.js';

/** @import { ActiveFault } from '../contract.js' */

/**
 * The line that says what goes wrong on purpose, for as long as it does.
 * @param {object} options
 * @param {(id: string) => void} options.onOff
 * @returns {{ node: HTMLElement, show: (faults: ActiveFault[]) => void }}
 */
export const createFaultsBanner = ({ onOff }) => {
  const node = element('div', { class: 'faults', role: 'status', hidden: true });
  return {
    node,
    show: (faults) => {
      node.hidden = faults.length === 0;
      node.replaceChildren(
        icon('warning'),
        element('strong', {}, 'On purpose:'),
        ...faults.map(({ id, fault, timesLeft }) => {
          const says = describeFault(fault) + (timesLeft === undefined ? '' : `, ${timesLeft} more`);
          return element(
            'span',
            { class: 'fault' },
            says,
            element(
              'button',
              { type: 'button', class: 'icon-button', 'aria-label': `Switch off: ${says}`, onclick: () => onOff(id) },
              icon('close'),
            ),
          );
        }),
      );
    },
  };
};
