import { sentenceOf } from './api.js';
import { startWorkspace } from './workspace.js';

const root = document.querySelector('#workspace');
if (root instanceof HTMLElement) {
  startWorkspace(root).catch((error) => {
    root.textContent = sentenceOf(error);
  });
}
