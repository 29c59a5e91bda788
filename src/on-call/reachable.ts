import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { formatEntityRef, parseEntityRef } from '#callboard/catalog/entity-ref.ts';
import { membersOf, nameOf } from './entities.ts';
import type { OnCallContext } from './on-call-context.ts';
import { candidateOf } from './people.ts';
import { type Candidate, channelAnnotation, leadAnnotation, type Reachable } from './who-to-reach.ts';

/** Gathers what deciding whom to reach needs to know of an owner (a Group's or a User's ref) at a moment. */
export async function reachableOf(ownerRef: string, at: Date, context: OnCallContext): Promise<Reachable> {
  const { directory, schedules, logger } = context;
  const entry = directory.get(ownerRef);
  const name = entry ? nameOf(entry.entity) : ownerRef;
  const nobody = {
    ref: ownerRef,
    name,
    self: undefined,
    onCall: undefined,
    lead: undefined,
    members: [],
    channels: {},
  };
  if (ownerRef.startsWith('user:')) return { ...nobody, self: await candidateOf(ownerRef, context) };
  const shift = await schedules.whoIsOnCall(ownerRef, at);
  const onCall = shift && { person: await candidateOf(shift.userRef, context), shift };
  if (onCall && !onCall.person.isInCatalog) {
    logger.warn({ owner: ownerRef, user: onCall.person.ref }, 'the person on call is not in the catalog');
  }
  const members = await Promise.all(membersOf(ownerRef, directory).map((ref) => candidateOf(ref, context)));
  return { ...nobody, onCall, lead: await leadOf(entry, context), members, channels: channelsOf(entry) };
}

async function leadOf(owner: DirectoryEntry | undefined, context: OnCallContext): Promise<Candidate | undefined> {
  const text = owner?.entity.metadata.annotations?.[leadAnnotation];
  const ref = text === undefined ? undefined : parseEntityRef(text, { kind: 'user' });
  return ref && candidateOf(formatEntityRef(ref), context);
}

function channelsOf(owner: DirectoryEntry | undefined): Readonly<Record<string, string>> {
  const annotations = owner?.entity.metadata.annotations ?? {};
  const named = Object.entries(channelAnnotation).flatMap(([surface, annotation]): [string, string][] => {
    const channel = annotations[annotation]?.trim();
    return channel ? [[surface, channel]] : [];
  });
  return Object.fromEntries(named);
}
