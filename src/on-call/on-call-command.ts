import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Command, Reply } from '#callboard/core/commands/command.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { exampleAbout } from '#callboard/catalog/commands/example-about.ts';
import { nameOf } from '#callboard/catalog/commands/owner-fields.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { ownerOf } from '#callboard/catalog/owner.ts';
import { findReachable, subjectParameter } from './find-subject.ts';
import { isMine, myTeamsOnCall } from './my-teams-on-call.ts';
import type { OnCallContext } from './on-call-context.ts';
import { candidateOf, personSpan } from './people.ts';
import { onCallPhrases } from './phrases.ts';
import { reachableOf } from './reachable.ts';
import type { Shift } from './schedule.ts';
import { endInWords, reachLine, untilWords } from './shift-lines.ts';
import { type Reachable, whoToReach } from './who-to-reach.ts';

/** The command that tells who is on call, until when and who is next; else whom one would reach instead. */
export function createOnCallCommand(context: OnCallContext): Command {
  return {
    name: 'on-call',
    summary: 'Who is on call for something, until when, and who is next',
    parameters: [subjectParameter('A component, an API, a system, a team, or "mine"', context.directory)],
    examples: ['who is on call for payments?', 'who is on duty for the checkout?'],
    example: exampleAbout(context.directory, 'component', (known) => `who is on call for ${known}?`),
    phrases: onCallPhrases,
    effect: 'reads',
    home: { name: 'mine' },
    question: async ({ user, subject }) => {
      const about = subject ?? (user === undefined ? undefined : context.directory.related(user, 'memberOf')[0]);
      return about === undefined ? undefined : `Who is on call for ${nameOf(about, context.directory)}?`;
    },
    run: async (invocation) => {
      const { values, asker } = invocation;
      if (isMine(String(values['name']))) return { answer: await myTeamsOnCall(invocation, context) };
      const found = findReachable('on-call', String(values['name']), context.directory);
      return 'reply' in found ? found.reply : answer(found.entry, asker.surface, context);
    },
  };
}

async function answer(entry: DirectoryEntry, surface: string, context: OnCallContext): Promise<Reply> {
  const name = displayName(entry.entity);
  const ownerRef = ownerOf(entry, context.directory);
  if (ownerRef === undefined) {
    const lines = [`${name} names no owner, so there is nobody to be on call for it.`];
    return { subject: entry.ref, answer: card(`Nobody is on call for ${name}`, lines, []) };
  }
  const owner = await reachableOf(ownerRef, context.now(), context);
  const ownerField = ownerRef === entry.ref ? [] : [{ label: 'Owner', value: owner.name }];
  if (!owner.onCall) {
    const lines = insteadOf(owner, surface);
    return { subject: entry.ref, answer: card(`Nobody is on call for ${name}`, lines, ownerField) };
  }
  const { person, shift } = owner.onCall;
  const next = await context.schedules.whoIsOnCall(ownerRef, shift.until);
  const fields = [
    { label: 'Now', value: [personSpan(person), shift.isOverride ? ' (override)' : ''] },
    { label: 'Until', value: endInWords(shift) },
    ...(next ? [{ label: 'Next', value: await nextLine(next, context) }] : []),
    ...ownerField,
  ];
  const lines = person.isInCatalog ? [] : notInCatalog(owner, surface);
  return { subject: entry.ref, answer: card(`On call for ${name}`, lines, fields) };
}

const card = (title: string, lines: readonly Line[], fields: Card['fields']): Card => ({
  kind: 'card',
  title,
  lines,
  fields,
  buttons: [],
});

async function nextLine(next: Shift, context: OnCallContext): Promise<Line> {
  return [personSpan(await candidateOf(next.userRef, context)), ` ${untilWords(next)}`];
}

/** Why nobody is on call, and whom a page would reach. */
function insteadOf(owner: Reachable, surface: string): readonly Line[] {
  const reach = whoToReach(owner, surface);
  if (reach.kind === 'nobody') return [...reach.passedOver, 'So a page would reach nobody.'];
  return [...reach.passedOver, ['A page would reach ', ...reachLine(reach, owner.name), '.']];
}

function notInCatalog(owner: Reachable, surface: string): readonly Line[] {
  const [first = '', ...others] = insteadOf(owner, surface);
  return [first, 'Add the user to the catalog, or mend the rotation.', ...others];
}
