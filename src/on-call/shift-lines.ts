import type { Span } from '#callboard/core/answers/answer.ts';
import { inWords } from './local-time.ts';
import { personSpan } from './people.ts';
import type { Shift } from './schedule.ts';
import type { Candidate, Reachable, SomeReach } from './who-to-reach.ts';

/** Until when, such as `until Monday 30 November 2026, 09:00 (Europe/Berlin)`. */
export const untilWords = (shift: Shift): string => `until ${endInWords(shift)}`;

/** When a shift ends, in the time zone of its schedule. */
export const endInWords = ({ until, timeZone = 'UTC' }: Shift): string => inWords(until, timeZone);

/** Names in a row: `Ada`, `Ada and Ben`, `Ada, Ben and Cy`. */
function peopleSpans(people: readonly Candidate[]): readonly Span[] {
  return people.flatMap((person, index): readonly Span[] => {
    if (index === 0) return [personSpan(person)];
    return [index === people.length - 1 ? ' and ' : ', ', personSpan(person)];
  });
}

/** Whom one reaches, such as `Ada, who leads Payments`. */
export function reachLine(reach: SomeReach, owner: string, shift?: Shift): readonly Span[] {
  if (reach.kind === 'channel') return [{ kind: 'strong', text: reach.channel }, `, the channel of ${owner}`];
  const names = peopleSpans(reach.people.map(({ person }) => person));
  switch (reach.role) {
    case 'on-call':
      return [...names, ` (on call for ${owner}${shift ? ` ${untilWords(shift)}` : ''})`];
    case 'lead':
      return [...names, `, who leads ${owner}`];
    case 'member':
      return [...names, `, of ${owner}`];
    case 'owner':
      return names;
  }
}

/** Why those who are called are called, after their name. */
export function calledBecause(reach: SomeReach, { name, onCall }: Reachable): readonly Span[] {
  if (reach.kind === 'channel') return [`Nobody of ${name} could be called directly, so this comes to its channel.`];
  switch (reach.role) {
    case 'on-call':
      return [`you are on call for ${name}${onCall ? ` ${untilWords(onCall.shift)}` : ''}.`];
    case 'lead':
      return [`you lead ${name}, and nobody on call could be called.`];
    case 'member':
      return [`you are of ${name}, and neither anybody on call nor its lead could be called.`];
    case 'owner':
      return ['this is for you.'];
  }
}
