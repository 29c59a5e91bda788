import type { Card } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Directory, DirectoryEntry, RelationType } from '../directory.ts';
import { displayName, linkSpan, oneLine, shownFile } from '../entity-text.ts';
import { textsOf } from '../json-values.ts';
import type { CommandContext } from './command-context.ts';
import { documentationField, entitiesField, type Field, furtherLinksField, repositoryField } from './entity-fields.ts';
import { findSubject, pressFor } from './find-subject.ts';

/** The command that tells all there is to know of one entity. */
export function createShow({ directory }: Pick<CommandContext, 'directory'>): Command {
  return {
    name: 'show',
    summary: 'What something is: its description, owner, relations and links',
    parameters: [
      {
        name: 'name',
        description: 'Anything in the catalog',
        isRequired: true,
        lookup: { name: 'entities', filter: '' },
      },
    ],
    examples: ['show me payments-api', 'what is ledger?'],
    phrases: showPhrases,
    effect: 'reads',
    run: async ({ values }) => {
      const subject = findSubject('show', String(values['name'] ?? ''), directory);
      if ('reply' in subject) return subject.reply;
      return { answer: describeEntity(subject.entry, directory), subject: subject.entry.ref };
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
  new RegExp(`^who is ${name}$`, 'i'),
];

const relations: readonly (readonly [RelationType, string])[] = [
  ['ownedBy', 'Owner'],
  ['partOf', 'Part of'],
  ['hasPart', 'Parts'],
  ['providesApi', 'Provides'],
  ['apiProvidedBy', 'Provided by'],
  ['consumesApi', 'Consumes'],
  ['apiConsumedBy', 'Consumed by'],
  ['dependsOn', 'Depends on'],
  ['dependencyOf', 'Needed by'],
  ['childOf', 'Parent'],
  ['parentOf', 'Teams'],
  ['memberOf', 'Member of'],
  ['hasMember', 'Members'],
  ['ownerOf', 'Owns'],
];

/** One entity, as a card. */
function describeEntity(entry: DirectoryEntry, directory: Directory): Card {
  const { ref, entity, origin } = entry;
  const { metadata, spec } = entity;
  const [type, lifecycle] = [textsOf(spec?.['type'])[0], textsOf(spec?.['lifecycle'])[0]];
  const file = origin.file.slice(origin.file.lastIndexOf('/') + 1);
  return {
    kind: 'card',
    title: [{ kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
    lines: metadata.description ? [oneLine(metadata.description)] : [],
    fields: [
      {
        label: 'Kind',
        value: [entity.kind, ...(type ? [`, ${type}`] : []), ...(lifecycle ? [`, ${lifecycle}`] : [])].join(''),
      },
      ...relations.flatMap(([relation, label]) => entitiesField(label, directory.related(ref, relation), directory)),
      ...tagsField(metadata.tags ?? []),
      ...repositoryField(entry),
      ...documentationField(entry),
      ...furtherLinksField(entry),
      {
        label: 'Described in',
        value: origin.viewUrl === undefined ? shownFile(origin) : linkSpan(file, origin.viewUrl),
      },
    ],
    buttons: /^(?:group|user|location):/.test(ref) ? [] : [{ label: 'Who owns it', press: pressFor('who-owns', ref) }],
  };
}

const tagsField = (tags: readonly string[]): readonly Field[] =>
  tags.length === 0 ? [] : [{ label: 'Tags', value: tags.join(', ') }];
