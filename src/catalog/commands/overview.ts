import type { Card } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, oneLine } from '../entity-text.ts';
import { kindOf } from '../entity-ref.ts';
import { isDeprecated } from '../is-deprecated.ts';
import { standingButtons, standingLines } from '../standing-text.ts';
import type { CommandContext } from './command-context.ts';
import { documentationField, entitiesField, type Field, furtherLinksField } from './entity-fields.ts';
import { exampleAbout } from './example-about.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';

/** The command that tells what a system, or a domain, is made of, and what it shares with others. */
export function createOverview(kind: 'system' | 'domain', { directory }: Pick<CommandContext, 'directory'>): Command {
  return {
    name: kind,
    summary: `What a ${kind} is for, its parts and their owners, the APIs it offers and those it uses`,
    parameters: [nameParameter(`A ${kind}`, directory, [kind])],
    examples: kind === 'system' ? ['what is in the money system?'] : ['overview of the shop domain'],
    example: exampleAbout(directory, kind, (known) =>
      kind === 'system' ? `what is in the ${known} system?` : `overview of the ${known} domain`,
    ),
    phrases: phrasesOf(kind),
    effect: 'reads',
    run: async ({ values }) => {
      const subject = findSubject(kind, String(values['name'] ?? ''), directory, undefined, { kinds: [kind] });
      if ('reply' in subject) return subject.reply;
      return { answer: describeWhole(subject.entry, directory), subject: subject.entry.ref };
    },
  };
}

const phrasesOf = (kind: string): readonly RegExp[] => [
  new RegExp(`^(?:(?:show|give)(?: me| us)? )?(?:an? |the )?overview of (?:the )?(?<name>.+? ${kind})$`, 'i'),
  new RegExp(`^(?:(?:show|give)(?: me| us)? )?(?:an? |the )?overview of (?:the )?${kind} (?<name>.+)$`, 'i'),
  new RegExp(`^what(?:'s|’s| is) (?:in|inside|part of) (?:the )?(?<name>.+? ${kind})$`, 'i'),
  new RegExp(`^what(?:'s|’s| is) (?:in|inside|part of) (?:the )?${kind} (?<name>.+)$`, 'i'),
  new RegExp(`^what (?:does|is) (?:the )?(?<name>.+? ${kind}) (?:contain|consist of|made of)$`, 'i'),
];

/** All parts of a whole, also those of its systems and subdomains; each once. */
function partsOf(ref: string, directory: Directory): readonly DirectoryEntry[] {
  const refs = new Set([ref]);
  for (const whole of refs) for (const part of directory.related(whole, 'hasPart')) refs.add(part);
  return [...refs].slice(1).flatMap((part) => directory.get(part) ?? []);
}

const kindLabels: readonly (readonly [string, string])[] = [
  ['domain', 'Subdomains'],
  ['system', 'Systems'],
  ['component', 'Components'],
  ['api', 'APIs'],
  ['resource', 'Resources'],
];

function describeWhole(entry: DirectoryEntry, directory: Directory): Card {
  const { ref, entity } = entry;
  const parts = partsOf(ref, directory);
  const inside = new Set(parts.map((part) => part.ref));
  const deprecated = parts.filter(isDeprecated).map((part) => part.ref);
  const owners = parts.flatMap((part) => directory.related(part.ref, 'ownedBy'));
  const ofKind = (kind: string) => parts.filter((part) => kindOf(part.ref) === kind).map((part) => part.ref);
  const isUsedOutside = (api: string) => directory.related(api, 'apiConsumedBy').some((user) => !inside.has(user));
  const used = parts.flatMap((part) => directory.related(part.ref, 'consumesApi')).filter((api) => !inside.has(api));
  const countField: Field = { label: 'Parts', value: `${parts.length}, of which ${deprecated.length} deprecated` };
  return {
    kind: 'card',
    title: [{ kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
    lines: [
      ...standingLines(entry),
      ...(entity.metadata.description ? [oneLine(entity.metadata.description)] : []),
      ...(parts.length === 0 ? ['Nothing in the catalog says that it is part of this.'] : []),
    ],
    fields: [
      ...entitiesField('Owner', directory.related(ref, 'ownedBy'), directory),
      ...entitiesField('Part of', directory.related(ref, 'partOf'), directory),
      ...(parts.length === 0 ? [] : [countField]),
      ...kindLabels.flatMap(([kind, label]) => entitiesField(label, ofKind(kind), directory)),
      ...entitiesField('Owners of its parts', [...new Set(owners)], directory),
      ...entitiesField('Offers to others', ofKind('api').filter(isUsedOutside), directory),
      ...entitiesField('Uses of others', [...new Set(used)], directory),
      ...entitiesField('Deprecated', deprecated, directory),
      ...documentationField(entry),
      ...furtherLinksField(entry),
    ],
    buttons: [...standingButtons(entry), { label: 'Who owns it', press: pressFor('who-owns', ref) }],
  };
}
