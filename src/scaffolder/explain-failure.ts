import { Refusal } from '#callboard/core/refusal.ts';

/**
 * Why something failed, for the person who asked for it: a refusal's own words; for a fault, the id under which it is
 * logged.
 * @param logFault is called with that id
 */
export function explainFailure(error: unknown, newId: () => string, logFault: (faultId: string) => void): string {
  if (error instanceof Refusal) return [error.message, error.hint].filter((text) => text !== undefined).join(' ');
  const faultId = newId().slice(0, 8);
  logFault(faultId);
  return `That went wrong here, and it is not your fault. It is logged as ${faultId}; tell whoever runs this bot.`;
}
