import * as api from '../api.js';
import { askFault } from './ask-fault.js';
import { askName } from './ask-name.js';
import { createFaultsBanner } from './faults-banner.js';

/**
 * What whoever runs the workspace does on the page.
 * @param {object} options
 * @param {(work: () => Promise<unknown>) => void} options.guarded shows what the server refuses
 * @param {(personId: string) => void} options.becomePerson
 */
export const createAdministration = ({ guarded, becomePerson }) => ({
  faults: createFaultsBanner({ onOff: (id) => guarded(() => api.switchFaultOff(id)) }),
  switchFaultOn: () =>
    guarded(async () => {
      const fault = await askFault();
      if (fault) await api.switchFaultOn(fault);
    }),
  addPerson: () =>
    guarded(async () => {
      const name = await askName();
      if (name) becomePerson((await api.addPerson(name)).id);
    }),
  /** @param {string} personId */
  deactivate: (personId) => guarded(() => api.deactivate(personId)),
});
