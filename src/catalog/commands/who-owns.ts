import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { channelAnnotations } from '../annotations.ts';
import type { DirectoryEntry } from '../directory.ts';
import { displayName, oneLine } from '../entity-text.ts';
import { leadOf, membersOf, ownerOf, settleByOwner } from '../owner.ts';
import { standingButtons, standingLines } from '../standing-text.ts';
import type { CommandContext } from './command-context.ts';
import { entityLine, type Field, linksField, repositoryField } from './entity-fields.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';
import { peopleLine } from './people-lines.ts';

/** What is known of an owner. */
interface OwnerDescription {
  readonly ref: string;
  /** Undefined where the owner is not in the catalog. */
  readonly entry: DirectoryEntry | undefined;
  readonly fields: readonly Field[];
}

/** The command that tells who owns something, and how to reach them. */
export function createWhoOwns(context: CommandContext): Command {
  return {
    name: 'who-owns',
    summary: 'Who owns something: its team, lead, members, who is on call, and its links',
    parameters: [nameParameter('A component, an API, a system or anything else in the catalog', context.directory)],
    examples: ['who owns payments-api?', 'which team is responsible for the search index?'],
    phrases: whoOwnsPhrases,
    effect: 'reads',
    run: async ({ values }) => {
      const settle = (entries: readonly DirectoryEntry[]) => settleByOwner(entries, context.directory);
      const subject = findSubject('who-owns', String(values['name'] ?? ''), context.directory, settle);
      if ('reply' in subject) return subject.reply;
      const { entry } = subject;
      const owner = await readOwner(entry, context);
      return { answer: describeOwner(entry, owner), subject: entry.ref };
    },
  };
}

const name = String.raw`(?:the |our )?(?<name>.+?)`;
const owner = String.raw`(?:(?:owners?|maintainers?) (?:of|for)|(?:team|people|person|group|squad) behind)`;

/** How people ask for an owner. */
const whoOwnsPhrases: readonly RegExp[] = [
  new RegExp(`^who(?:'s|’s| is)? (?:the )?(?:owns?|owners?|maintains?|maintainers?)(?: of| for)? ${name}$`, 'i'),
  new RegExp(
    `^who(?:'s|’s| is| are) (?:responsible|accountable|in charge|the (?:team|people))(?: for| of| behind)? ${name}$`,
    'i',
  ),
  new RegExp(`^who (?:looks after|takes care of|runs|supports|works on|is behind|built|develops) ${name}$`, 'i'),
  new RegExp(
    `^who (?:do|should|can|would) (?:i|we) (?:ask|contact|talk to|speak to|reach)(?: out to)? (?:about|for|regarding|concerning) ${name}$`,
    'i',
  ),
  new RegExp(
    `^(?:which|what) (?:team|group|squad|people) (?:owns?|maintains?|runs?|looks after|is responsible for|is behind|has) ${name}$`,
    'i',
  ),
  new RegExp(`^whose (?:is |service is |component is |api is )?${name}(?: is (?:it|this|that))?$`, 'i'),
  new RegExp(`^to whom does ${name} belong$`, 'i'),
  new RegExp(`^who does ${name} belong to$`, 'i'),
  new RegExp(`^(?:(?:what|who)(?:'s|’s| is| are)|give me|find|find me|show|show me) (?:the )?${owner} ${name}$`, 'i'),
  new RegExp(`^(?:the )?${owner} ${name}$`, 'i'),
  new RegExp(`^${name} owners?$`, 'i'),
];

/** Reads all there is to say of an entity's owner; undefined where it names none. */
async function readOwner(entry: DirectoryEntry, context: CommandContext): Promise<OwnerDescription | undefined> {
  const { directory } = context;
  const ref = ownerOf(entry, directory);
  if (ref === undefined) return undefined;
  const owner = directory.get(ref);
  const lead = owner && leadOf(owner);
  const members = membersOf(ref, directory);
  const notes = await Promise.all(context.ownerNotes.map((note) => note(ref)));
  return {
    ref,
    entry: owner,
    fields: [
      ...(lead === undefined ? [] : [{ label: 'Lead', value: await peopleLine([lead], context) }]),
      ...notes.flat(),
      ...(members.length === 0 ? [] : [{ label: 'Members', value: await peopleLine(members, context) }]),
      ...channelField(owner),
      ...directory
        .related(ref, 'childOf')
        .map((parent) => ({ label: 'Part of', value: entityLine(parent, directory) })),
    ],
  };
}

/** Who owns an entity, as a card. */
function describeOwner(entry: DirectoryEntry, owner: OwnerDescription | undefined): Card {
  const { entity, ref } = entry;
  return {
    kind: 'card',
    title: titleOf(entry, owner),
    lines: [
      ...standingLines(entry),
      ...(owner && !owner.entry ? [missingOwner(owner.ref)] : []),
      ...(entity.metadata.description ? [oneLine(entity.metadata.description)] : []),
    ],
    fields: [...(owner?.fields ?? []), ...repositoryField(entry), ...linksField(entry)],
    buttons: [
      ...standingButtons(entry),
      { label: 'Show', press: pressFor('show', ref) },
      ...(/^(?:group|user):/.test(ref) ? [] : [{ label: 'Where is it', press: pressFor('where-is', ref) }]),
    ],
  };
}

function titleOf({ entity, ref }: DirectoryEntry, owner: OwnerDescription | undefined): Line {
  const subject = { kind: 'strong', text: displayName(entity) } as const;
  const kind = ` (${entity.kind})`;
  if (!owner) return [subject, kind, ' names no owner'];
  if (owner.ref === ref) return [subject, kind];
  const ownerName = owner.entry ? displayName(owner.entry.entity) : owner.ref;
  return [subject, kind, ' is owned by ', { kind: 'strong', text: ownerName }];
}

const missingOwner = (ref: string): Line => [
  'The owner ',
  { kind: 'code', text: ref },
  ' does not exist in the catalog: nobody can be named. Mend spec.owner, or add that team.',
];

function channelField(owner: DirectoryEntry | undefined): readonly Field[] {
  const annotations = owner?.entity.metadata.annotations ?? {};
  const channel = channelAnnotations['slack'] === undefined ? undefined : annotations[channelAnnotations['slack']];
  return channel === undefined ? [] : [{ label: 'Channel', value: channel }];
}
