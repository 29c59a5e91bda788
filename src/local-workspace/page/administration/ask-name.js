import { element } from '../element.js';
import { ask } from './ask.js';

/**
 * Asks for the name of someone who is to join the workspace.
 * @returns {Promise<string | null>} null where it was given up
 */
export const askName = async () => {
  const field = element('input', { class: 'field', name: 'name', required: true, maxlength: 80, autocomplete: 'off' });
  const given = await ask({
    title: 'Add a person',
    accept: 'Add',
    fields: [element('label', { class: 'ask-field' }, 'Name', field)],
  });
  const name = String(given?.get('name') ?? '').trim();
  return name === '' ? null : name;
};
