import { channelsIn } from '#callboard/catalog/channels-in.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { leadOf, membersOf } from '#callboard/catalog/owner.ts';
import type { OnCallContext } from './on-call-context.ts';
import { candidateOf } from './people.ts';
import type { Reachable } from './who-to-reach.ts';

/** Gathers what deciding whom to reach needs to know of an owner (a Group's or a User's ref) at a moment. */
export async function reachableOf(ownerRef: string, at: Date, context: OnCallContext): Promise<Reachable> {
  const { directory, schedules, logger, identity } = context;
  const find = (ref: string) => candidateOf(ref, context, identity.findAccounts);
  const entry = directory.get(ownerRef);
  const name = entry ? displayName(entry.entity) : ownerRef;
  const nobody = {
    ref: ownerRef,
    name,
    self: undefined,
    onCall: undefined,
    lead: undefined,
    members: [],
    channels: {},
  };
  if (ownerRef.startsWith('user:')) return { ...nobody, self: await find(ownerRef) };
  const shift = await schedules.whoIsOnCall(ownerRef, at);
  const onCall = shift && { person: await find(shift.userRef), shift };
  if (onCall && !onCall.person.isInCatalog) {
    logger.warn({ owner: ownerRef, user: onCall.person.ref }, 'the person on call is not in the catalog');
  }
  const members = await Promise.all(membersOf(ownerRef, directory).map(find));
  const leadRef = entry && leadOf(entry);
  const lead = leadRef === undefined ? undefined : await find(leadRef);
  return { ...nobody, onCall, lead, members, channels: channelsIn(entry?.entity.metadata.annotations) };
}
