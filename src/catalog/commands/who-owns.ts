import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, oneLine } from '../entity-text.ts';
import { ownerOf, settleByOwner } from '../owner.ts';
import { standingButtons, standingLines } from '../standing-text.ts';
import type { CommandContext } from './command-context.ts';
import { linksField, repositoryField } from './entity-fields.ts';
import { exampleAbout } from './example-about.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';
import { nameOf, ownerFields, ownerWarnings, standInFields } from './owner-fields.ts';

/** The command that tells who owns something, and how to reach them. */
export function createWhoOwns(context: CommandContext): Command {
  return {
    name: 'who-owns',
    summary: 'Who owns something: its team, lead, members, who is on call, and its links',
    parameters: [nameParameter('A component, an API, a system or anything else in the catalog', context.directory)],
    examples: ['who owns payments-api?', 'which team is responsible for the search index?'],
    example: exampleAbout(context.directory, 'component', (known) => `who owns ${known}?`),
    phrases: whoOwnsPhrases,
    effect: 'reads',
    question: async ({ subject }) => {
      const bound = subject === undefined ? undefined : context.directory.get(subject);
      const about = bound ?? context.directory.ofKind('component')[0];
      return about && `Who owns ${displayName(about.entity)}?`;
    },
    run: async ({ values }) => {
      const settle = (entries: readonly DirectoryEntry[]) => settleByOwner(entries, context.directory);
      const subject = findSubject('who-owns', String(values['name'] ?? ''), context.directory, settle);
      if ('reply' in subject) return subject.reply;
      const { entry } = subject;
      return { answer: await describeOwner(entry, context), subject: entry.ref };
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
  new RegExp(`^who (?:can|could) (?:help|assist)(?: me| us)? (?:with|about|on) ${name}$`, 'i'),
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

/** Who owns an entity, as a card. */
export async function describeOwner(entry: DirectoryEntry, context: CommandContext): Promise<Card> {
  const { directory } = context;
  const { entity, ref } = entry;
  const ownerRef = ownerOf(entry, directory);
  return {
    kind: 'card',
    title: titleOf(entry, ownerRef, directory),
    lines: [
      ...standingLines(entry),
      ...(ownerRef === undefined ? [] : ownerWarnings(ownerRef, directory)),
      ...(entity.metadata.description ? [oneLine(entity.metadata.description)] : []),
    ],
    fields: [
      ...(ownerRef === undefined ? [] : await ownerFields(ownerRef, context)),
      ...(await standInFields(entry, ownerRef, context)),
      ...repositoryField(entry),
      ...linksField(entry),
    ],
    buttons: [
      ...standingButtons(entry),
      { label: 'Show', press: pressFor('show', ref) },
      ...(/^(?:group|user):/.test(ref) ? [] : [{ label: 'Where is it', press: pressFor('where-is', ref) }]),
    ],
  };
}

function titleOf({ entity, ref }: DirectoryEntry, ownerRef: string | undefined, directory: Directory): Line {
  const subject = { kind: 'strong', text: displayName(entity) } as const;
  const kind = ` (${entity.kind})`;
  if (ownerRef === undefined) return [subject, kind, ' names no owner'];
  if (ownerRef === ref) return [subject, kind];
  return [subject, kind, ' is owned by ', { kind: 'strong', text: nameOf(ownerRef, directory) }];
}
