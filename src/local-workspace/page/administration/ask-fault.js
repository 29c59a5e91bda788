import { element, uniqueId } from '../element.js';
import { ask } from './ask.js';

/** @import { Fault } from '../contract.js' */

/** The methods that an app calls most; `*` is all of them. */
const methods = [
  ['*', 'Every method'],
  ['chat.postMessage', 'chat.postMessage'],
  ['chat.update', 'chat.update'],
  ['chat.postEphemeral', 'chat.postEphemeral'],
  ['views.open', 'views.open'],
  ['views.update', 'views.update'],
  ['views.publish', 'views.publish'],
  ['chat.unfurl', 'chat.unfurl'],
  ['response_url', 'Answers to response_url'],
];

const kinds = [
  ['rateLimited', 'Answers 429 with Retry-After'],
  ['failing', 'Answers with a server error'],
  ['slow', 'Answers slowly'],
  ['disconnecting', 'Connections break'],
  ['duplicateEvents', 'Every event comes twice'],
  ['unorderedEvents', 'Events overtake each other'],
  ['unknownBlock', 'A type of block is unknown'],
];

/** Types of blocks that not every client knows. */
const blocks = ['plan', 'task_card', 'table', 'markdown'].map((type) => [type, type]);

/** What the number beside each kind says; a kind without has none. @type {Record<string, { label: string, value: number, max: number }>} */
const amounts = {
  rateLimited: { label: 'Retry after (seconds)', value: 5, max: 3600 },
  failing: { label: 'Status', value: 500, max: 599 },
  slow: { label: 'Answers after (seconds)', value: 5, max: 600 },
  disconnecting: { label: 'Every (seconds)', value: 10, max: 600 },
};

/**
 * Asks which fault to switch on.
 * @returns {Promise<Fault | null>} null where it was given up
 */
export const askFault = async () => {
  const kind = select('kind', 'What goes wrong', kinds);
  const method = select('method', 'Which method', methods);
  const block = select('block', 'Which type', blocks);
  const number = element('input', { class: 'field', name: 'amount', type: 'number', required: true });
  const amountLabel = element('span', {});
  const amount = element('label', { class: 'ask-field' }, amountLabel, number);
  const follow = () => {
    const chosen = kind.field.value;
    const told = amounts[chosen];
    method.node.hidden = !['rateLimited', 'failing', 'slow'].includes(chosen);
    block.node.hidden = chosen !== 'unknownBlock';
    amount.hidden = !told;
    amountLabel.textContent = told?.label ?? '';
    number.min = chosen === 'failing' ? '500' : '1';
    number.max = String(told?.max ?? 1);
    number.value = String(told?.value ?? 1);
  };
  kind.field.addEventListener('change', follow);
  follow();
  const given = await ask({
    title: 'Switch a fault on',
    accept: 'Switch on',
    fields: [kind.node, method.node, block.node, amount],
  });
  return given && faultOf(given);
};

/** @param {FormData} given @returns {Fault} */
const faultOf = (given) => {
  const kind = String(given.get('kind'));
  const method = String(given.get('method'));
  const amount = Number(given.get('amount'));
  if (kind === 'rateLimited') return { kind, method, retryAfterSeconds: amount };
  if (kind === 'failing') return { kind, method, status: amount };
  if (kind === 'slow') return { kind, method, delayMs: amount * 1000 };
  if (kind === 'disconnecting') return { kind, everyMs: amount * 1000 };
  if (kind === 'unknownBlock') return { kind, block: String(given.get('block')) };
  return { kind: kind === 'duplicateEvents' ? 'duplicateEvents' : 'unorderedEvents' };
};

/** @param {string} name @param {string} label @param {string[][]} options value, then what it says */
const select = (name, label, options) => {
  const id = uniqueId(name);
  const field = element(
    'select',
    { class: 'field', id, name },
    ...options.map(([value = '', says = '']) => element('option', { value }, says)),
  );
  return { field, node: element('div', { class: 'ask-field' }, element('label', { for: id }, label), field) };
};
