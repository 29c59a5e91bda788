/** @import { Fault } from '../contract.js' */

/** @param {string} method */
const whatOf = (method) => (method === '*' ? 'every method' : method);

/**
 * What goes wrong while a fault is on.
 * @param {Fault} fault
 * @returns {string} without a full stop
 */
export const describeFault = (fault) => {
  switch (fault.kind) {
    case 'rateLimited':
      return `${whatOf(fault.method)} answers 429, Retry-After ${fault.retryAfterSeconds} s`;
    case 'failing':
      return `${whatOf(fault.method)} answers ${fault.status}`;
    case 'slow':
      return `${whatOf(fault.method)} answers after ${fault.delayMs / 1000} s`;
    case 'disconnecting':
      return `connections break every ${fault.everyMs / 1000} s`;
    case 'duplicateEvents':
      return 'every event comes twice';
    case 'unknownBlock':
      return `messages with a ${fault.block} block are refused`;
    default:
      return 'events overtake each other';
  }
};
