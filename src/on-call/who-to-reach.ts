import { channelAnnotations, leadAnnotation } from '#callboard/catalog/annotations.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Ping } from './page-store.ts';
import type { Shift } from './schedule.ts';

/** Somebody who might be reached. */
export interface Candidate {
  /** A User's ref. */
  readonly ref: string;
  readonly name: string;
  /** Their accounts by surface; none where they are not in the catalog or not linked. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly isInCatalog: boolean;
}

/** All that deciding needs to know of an owner. */
export interface Reachable {
  /** A Group's or a User's. */
  readonly ref: string;
  readonly name: string;
  /** Set where the owner is a User: then nobody else is asked. */
  readonly self: Candidate | undefined;
  readonly onCall: { readonly person: Candidate; readonly shift: Shift } | undefined;
  readonly lead: Candidate | undefined;
  /** Those of groups below it are among them. */
  readonly members: readonly Candidate[];
  /** The team's channel by surface, such as `{ slack: '#payments' }`. */
  readonly channels: Readonly<Record<string, string>>;
}

/** Why these people are the ones to reach. */
type Role = 'on-call' | 'lead' | 'member' | 'owner';

/** Whom a message reaches, and, as sentences, why those who come before were passed over. */
export type Reach = { readonly passedOver: readonly string[] } & (
  | {
      readonly kind: 'people';
      readonly role: Role;
      readonly people: readonly { readonly person: Candidate; readonly to: Address }[];
    }
  | { readonly kind: 'channel'; readonly to: Address; readonly channel: string }
  | { readonly kind: 'nobody' }
);

/** A reach that leads to somebody. */
export type SomeReach = Exclude<Reach, { readonly kind: 'nobody' }>;

/** The pings that a reach comes to. */
export function pingsOf(reach: SomeReach, owner: Reachable): readonly Ping[] {
  if (reach.kind === 'channel') return [{ ref: owner.ref, to: reach.to }];
  return reach.people.map(({ person, to }) => ({ ref: person.ref, to }));
}

/** Members who are asked at once: enough that one is there, few enough that it is no broadcast. */
const maximumMembers = 10;

/**
 * Decides who is to be reached for an owner: who is on call, else the lead, else the members, else the team's channel.
 * Somebody without a chat account, or whom no message reaches, is passed over.
 * @param surface where an account is preferred: the asker's own
 * @param tried earlier attempts: those given up are not made again
 */
export function whoToReach(owner: Reachable, surface: string, tried: readonly Ping[] = []): Reach {
  const givenUp = tried.filter((ping) => ping.givenUp !== undefined);
  const passedOver: string[] = [];
  for (const { role, people, absent } of tiersOf(owner)) {
    const reached = people.flatMap((person) => {
      const to = personAddress(person, surface, givenUp);
      return to ? [{ person, to }] : [];
    });
    if (reached.length > 0) return { kind: 'people', role, people: reached.slice(0, maximumMembers), passedOver };
    passedOver.push(people.length === 0 ? absent : unreachable(role, owner.name, people, givenUp));
  }
  if (owner.self) return { kind: 'nobody', passedOver };
  const channel = preferred(withoutGivenUp(owner.channels, givenUp), surface);
  if (!channel) return { kind: 'nobody', passedOver: [...passedOver, channelless(owner, givenUp)] };
  const [channelSurface, conversation] = channel;
  const to = { surface: channelSurface, kind: 'place', conversation } as const;
  return { kind: 'channel', to, channel: conversation, passedOver };
}

function channelless({ ref, name, channels }: Reachable, givenUp: readonly Ping[]): string {
  const reason = givenUp.findLast((ping) => ping.ref === ref && ping.to.kind === 'place')?.givenUp;
  if (reason !== undefined) return `${Object.values(channels).join(' and ')}, the channel of ${name}: ${reason}`;
  return `${name} names no channel (${Object.values(channelAnnotations).join(' or ')}).`;
}

interface Tier {
  readonly role: Role;
  readonly people: readonly Candidate[];
  /** What is said where the tier has nobody. */
  readonly absent: string;
}

function tiersOf({ name, self, onCall, lead, members }: Reachable): readonly Tier[] {
  if (self) return [{ role: 'owner', people: [self], absent: '' }];
  return [
    {
      role: 'on-call',
      people: onCall ? [onCall.person] : [],
      absent: `No rotation names anybody for ${name} at this time.`,
    },
    { role: 'lead', people: lead ? [lead] : [], absent: `${name} names no lead (${leadAnnotation}).` },
    { role: 'member', people: members, absent: `${name} has no members.` },
  ];
}

function unreachable(role: Role, owner: string, people: readonly Candidate[], givenUp: readonly Ping[]): string {
  const [person] = people;
  const isTried = people.some(({ accounts }) => Object.keys(accounts).length > 0);
  if (role === 'member' || !person) {
    const lack = isTried ? 'could be reached' : 'has a chat account';
    return `None of the ${people.length} members of ${owner} ${lack}.`;
  }
  const who = {
    'on-call': `${person.name}, who is on call for ${owner},`,
    lead: `${person.name}, who leads ${owner},`,
    owner: person.name,
  }[role];
  if (!person.isInCatalog) return `${who} is not in the catalog.`;
  if (!isTried) return `${who} has no chat account.`;
  const reason = givenUp.findLast(({ ref }) => ref === person.ref)?.givenUp;
  return `${who} could not be reached${reason === undefined ? '.' : `: ${reason}`}`;
}

function personAddress({ accounts }: Candidate, surface: string, givenUp: readonly Ping[]): Address | undefined {
  const account = preferred(withoutGivenUp(accounts, givenUp), surface);
  return account && { surface: account[0], kind: 'person', personId: account[1] };
}

/** The accounts or channels, by surface, at which nothing was given up yet. */
function withoutGivenUp(
  bySurface: Readonly<Record<string, string>>,
  givenUp: readonly Ping[],
): Readonly<Record<string, string>> {
  const isGivenUp = (surface: string, id: string) =>
    givenUp.some(({ to }) => to.surface === surface && id === (to.kind === 'person' ? to.personId : to.conversation));
  return Object.fromEntries(Object.entries(bySurface).filter(([surface, id]) => !isGivenUp(surface, id)));
}

function preferred(
  bySurface: Readonly<Record<string, string>>,
  surface: string,
): readonly [string, string] | undefined {
  const own = bySurface[surface];
  return own === undefined ? Object.entries(bySurface)[0] : [surface, own];
}
