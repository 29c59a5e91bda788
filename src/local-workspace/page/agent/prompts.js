import { element } from '../element.js';

/** @import { AgentState } from '../contract.js' */

/**
 * What the app suggests to ask, each a button that asks it.
 * @param {AgentState['prompts']} offered
 * @param {(message: string) => void} onAsk
 * @returns {HTMLElement | null} null where nothing is suggested
 */
export const renderPrompts = (offered, onAsk) =>
  offered &&
  element(
    'div',
    { class: 'prompts', role: 'group', 'aria-label': offered.title ?? 'Suggested prompts' },
    offered.title && element('p', { class: 'prompts-title' }, offered.title),
    ...offered.prompts.map(({ title, message }) =>
      element('button', { type: 'button', class: 'prompt', title: message, onclick: () => onAsk(message) }, title),
    ),
  );
