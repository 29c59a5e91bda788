import type { OwnerNote } from '#callboard/catalog/extension-point.ts';
import type { OnCallContext } from './on-call-context.ts';
import { candidateOf, personSpan } from './people.ts';
import { untilWords } from './shift-lines.ts';

/** What is said of an owner wherever owners are told: who is on call now, and until when. */
export function createOwnerNote(context: OnCallContext): OwnerNote {
  return async (ownerRef) => {
    const shift = await context.schedules.whoIsOnCall(ownerRef, context.now());
    if (!shift) return [];
    const person = await candidateOf(shift.userRef, context);
    const doubt = person.isInCatalog ? '' : ', who is not in the catalog';
    return [{ label: 'On call', value: [personSpan(person), doubt, ` ${untilWords(shift)}`] }];
  };
}
