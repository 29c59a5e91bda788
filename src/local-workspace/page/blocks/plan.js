import { element } from '../element.js';
import { icon } from '../icons.js';
import { plainText, renderLink, renderRichText } from '../text/render-text.js';

/** @import { PlanBlock, TaskCardBlock } from '@slack/types' */
/** @import { Names } from '../names.js' */

const statusNames = { pending: 'waiting', in_progress: 'running', complete: 'done', error: 'failed' };

/**
 * A step and how far it is.
 * @param {TaskCardBlock} task
 * @param {Names} names
 * @returns {HTMLElement}
 */
export const renderTask = ({ title, status, details, output, sources }, names) =>
  element(
    'div',
    { class: `task task-${status}` },
    element('span', { class: 'task-mark' }, markOf(status)),
    element(
      'div',
      { class: 'task-body' },
      element(
        'div',
        { class: 'task-title' },
        plainText(title),
        element('span', { class: 'visually-hidden' }, ` (${statusNames[status]})`),
      ),
      details && element('div', { class: 'rich task-details' }, ...renderRichText(details, names)),
      output && element('div', { class: 'rich task-output' }, ...renderRichText(output, names)),
      sources &&
        element(
          'div',
          { class: 'task-sources' },
          ...sources.map(({ url, text }) => renderLink(url, [document.createTextNode(plainText(text))])),
        ),
    ),
  );

/** @param {TaskCardBlock['status']} status */
const markOf = (status) => {
  if (status === 'complete') return icon('check');
  return status === 'error' ? icon('close') : null;
};

/**
 * Steps in their order, with how many are done.
 * @param {PlanBlock} plan
 * @param {Names} names
 * @returns {HTMLElement}
 */
export const renderPlan = ({ title, tasks = [] }, names) => {
  const steps = tasks.filter(isTask);
  const done = steps.filter(({ status }) => status === 'complete').length;
  return element(
    'section',
    { class: 'block plan', 'aria-label': plainText(title) },
    element(
      'div',
      { class: 'plan-head' },
      element('span', { class: 'plan-title' }, plainText(title)),
      steps.length > 0 && element('span', { class: 'plan-count' }, `${done} of ${steps.length}`),
    ),
    element('ol', { class: 'plan-steps' }, ...steps.map((step) => element('li', {}, renderTask(step, names)))),
  );
};

/** @param {object} task @returns {task is TaskCardBlock} */
const isTask = (task) => 'status' in task && 'title' in task;
