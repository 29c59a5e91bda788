import { Refusal } from './refusal.ts';

/** Characters of an id that name a fault in the log well enough. */
const faultIdLength = 8;

/**
 * What a person is told of a failure: of a refusal itself; of a fault, which nobody expected, that it is logged, and
 * under which id. The code of a fault is `fault`.
 * @param logFault is called with that id
 */
export function explainFailure(error: unknown, newId: () => string, logFault: (faultId: string) => void): Refusal {
  if (error instanceof Refusal) return error;
  const faultId = newId().slice(0, faultIdLength);
  logFault(faultId);
  return new Refusal(
    `That went wrong here, and it is not your fault. It is logged as ${faultId}.`,
    { code: 'fault', hint: `Try again; if it stays, tell whoever runs this bot the number ${faultId}.` },
    { cause: error },
  );
}
