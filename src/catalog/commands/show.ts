import type { Card } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { neededBy } from '../dependency-steps.ts';
import type { Directory, DirectoryEntry, RelationType } from '../directory.ts';
import { displayName, linkSpan, oneLine, shownFile } from '../entity-text.ts';
import { textsOf } from '../json-values.ts';
import { standingButtons, standingLines } from '../standing-text.ts';
import type { CommandContext } from './command-context.ts';
import { documentationField, entitiesField, type Field, furtherLinksField, repositoryField } from './entity-fields.ts';
import { exampleAbout } from './example-about.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';

type ShowContext = Pick<CommandContext, 'directory' | 'entityNotes'>;

/** The command that tells all there is to know of one entity. */
export function createShow(context: ShowContext): Command {
  const { directory } = context;
  return {
    name: 'show',
    summary: 'What something is: its description, owner, relations and links',
    parameters: [nameParameter('Anything in the catalog', directory)],
    examples: ['show me payments-api', 'what is ledger?'],
    example: exampleAbout(directory, 'component', (known) => `show me ${known}`),
    phrases: showPhrases,
    effect: 'reads',
    run: async ({ values }) => {
      const subject = findSubject('show', String(values['name'] ?? ''), directory);
      if ('reply' in subject) return subject.reply;
      return { answer: describeEntity(subject.entry, context), subject: subject.entry.ref };
    },
  };
}

const name = String.raw`(?:the |our )?(?<name>.+?)`;

/** How people ask what something is. */
const showPhrases: readonly RegExp[] = [
  new RegExp(`^show(?: me| us)? ${name}$`, 'i'),
  new RegExp(`^(?:describe|explain|details (?:of|on|about)|info (?:on|about)|information (?:on|about)) ${name}$`, 'i'),
  new RegExp(`^(?:what(?:'s|’s| is| are)) ${name}$`, 'i'),
  new RegExp(`^what (?:does|do) ${name} do$`, 'i'),
  new RegExp(`^(?:tell me (?:more )?about|what (?:do you|do we) know about|what about) ${name}$`, 'i'),
  new RegExp(`^who(?:'s|’s| is) ${name}$`, 'i'),
  new RegExp(`^who(?:'s|’s| is) (?:in|on|part of|a member of) ${name}$`, 'i'),
  new RegExp(`^(?:(?:list|show)(?: me)? |who are )?(?:the )?(?:members|people) (?:of|in|on) ${name}$`, 'i'),
];

const relations: readonly (readonly [RelationType, string])[] = [
  ['ownedBy', 'Owner'],
  ['partOf', 'Part of'],
  ['hasPart', 'Parts'],
  ['providesApi', 'Provides'],
  ['apiProvidedBy', 'Provided by'],
  ['consumesApi', 'Consumes'],
  ['dependsOn', 'Depends on'],
  ['childOf', 'Parent'],
  ['parentOf', 'Teams'],
  ['memberOf', 'Member of'],
  ['hasMember', 'Members'],
  ['ownerOf', 'Owns'],
];

/** One entity, as a card with all there is to know of it. */
export function describeEntity(entry: DirectoryEntry, { directory, entityNotes }: ShowContext): Card {
  const { ref, entity, origin } = entry;
  const { metadata, spec } = entity;
  const [type, lifecycle] = [textsOf(spec?.['type'])[0], textsOf(spec?.['lifecycle'])[0]];
  const file = origin.file.slice(origin.file.lastIndexOf('/') + 1);
  return {
    kind: 'card',
    title: [{ kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
    lines: [
      ...standingLines(entry),
      ...entityNotes.flatMap((note) => note(entry) ?? []),
      ...(metadata.description ? [oneLine(metadata.description)] : []),
    ],
    fields: [
      {
        label: 'Kind',
        value: [entity.kind, ...(type ? [`, ${type}`] : []), ...(lifecycle ? [`, ${lifecycle}`] : [])].join(''),
      },
      ...relations.flatMap(([relation, label]) => entitiesField(label, directory.related(ref, relation), directory)),
      ...neededByField(entry, directory),
      ...tagsField(metadata.tags ?? []),
      ...repositoryField(entry),
      ...documentationField(entry),
      ...furtherLinksField(entry),
      {
        label: 'Described in',
        value: origin.viewUrl === undefined ? shownFile(origin) : linkSpan(file, origin.viewUrl),
      },
    ],
    buttons: [
      ...standingButtons(entry),
      ...(/^(?:group|user|location):/.test(ref) ? [] : [{ label: 'Who owns it', press: pressFor('who-owns', ref) }]),
    ],
  };
}

/** What needs an entity; of what can be needed it is also said that nothing does. */
function neededByField({ ref }: DirectoryEntry, directory: Directory): readonly Field[] {
  const label = ref.startsWith('api:') ? 'Consumed by' : 'Needed by';
  const others = neededBy(ref, directory);
  if (others.length > 0) return entitiesField(label, others, directory);
  return /^(?:component|api|resource|system):/.test(ref) ? [{ label, value: 'nothing in the catalog' }] : [];
}

const tagsField = (tags: readonly string[]): readonly Field[] =>
  tags.length === 0 ? [] : [{ label: 'Tags', value: tags.join(', ') }];
