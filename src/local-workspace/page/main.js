import { sentenceOf } from './api.js';
import { element } from './element.js';
import { startWorkspace } from './workspace.js';

const root = document.querySelector('#workspace');
if (root instanceof HTMLElement) {
  startWorkspace(root).catch((error) => {
    root.replaceChildren(element('p', { class: 'failure', role: 'alert' }, sentenceOf(error)));
  });
}
