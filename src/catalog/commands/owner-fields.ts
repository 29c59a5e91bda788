import type { Line } from '#callboard/core/answers/answer.ts';
import { channelAnnotations } from '../annotations.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, joinLines } from '../entity-text.ts';
import { leadOf, membersOf } from '../owner.ts';
import { ownerState, type StandIn, standInsFor } from '../stand-ins.ts';
import type { CommandContext } from './command-context.ts';
import { entitiesField, entityLine, type Field } from './entity-fields.ts';
import { peopleLine } from './people-lines.ts';

/** An entity's name for people; its ref where it is not in the catalog. */
export function nameOf(ref: string, directory: Directory): string {
  const entry = directory.get(ref);
  return entry ? displayName(entry.entity) : ref;
}

/** Why an owner may not be the one to ask: it is not there, on its way out, or nobody is in it. */
export function ownerWarnings(ref: string, directory: Directory): readonly Line[] {
  const name = nameOf(ref, directory);
  switch (ownerState(ref, directory)) {
    case 'missing':
      return [
        [
          '⚠️ The owner ',
          { kind: 'code', text: ref },
          ` does not exist in the catalog. Mend spec.owner, or add that ${ref.startsWith('user:') ? 'person' : 'team'}.`,
        ],
      ];
    case 'deprecated':
      return [`⚠️ ${name} is deprecated.`];
    case 'empty':
      return [`⚠️ ${name} has no members in the catalog.`];
    case 'there':
      return [];
  }
}

/** All there is to say of an owner: its lead, what others know of it, its people, channels and where it belongs. */
export async function ownerFields(ref: string, context: CommandContext): Promise<readonly Field[]> {
  const { directory } = context;
  const owner = directory.get(ref);
  const members = membersOf(ref, directory);
  const notes = await Promise.all(context.ownerNotes.map((note) => note(ref)));
  return [
    ...(await peopleField('Lead', leadsOf(ref, directory), context)),
    ...notes.flat(),
    ...(await peopleField('Members', members, context)),
    ...channelField(owner),
    ...entitiesField('Part of', directory.related(ref, 'childOf'), directory),
    ...entitiesField('Member of', directory.related(ref, 'memberOf'), directory),
  ];
}

/** Who can be asked where the owner can't; nothing where it can. */
export async function standInFields(
  entry: DirectoryEntry,
  ownerRef: string | undefined,
  context: CommandContext,
): Promise<readonly Field[]> {
  const { directory } = context;
  if (ownerRef !== undefined && ownerState(ownerRef, directory) === 'there') return [];
  const lines = await Promise.all(standInsFor(entry, ownerRef, directory).map((each) => standInLine(each, context)));
  return lines.length === 0 ? [] : [{ label: 'Ask instead', value: joinLines(lines, ' · ') }];
}

/** Who it is, whom to ask there, and why they may know. */
async function standInLine({ ref, ownsWhole }: StandIn, context: CommandContext): Promise<Line> {
  const { directory } = context;
  const leads = leadsOf(ref, directory);
  const members = leads.length > 0 ? [] : membersOf(ref, directory);
  const why = ownsWhole === undefined ? 'the team above' : `owns ${nameOf(ownsWhole, directory)}`;
  return joinLines(
    [
      entityLine(ref, directory),
      why,
      ...(leads.length > 0 ? [joinLines(['led by', await peopleLine(leads, context)], ' ')] : []),
      ...(members.length > 0 ? [joinLines(['with', await peopleLine(members, context)], ' ')] : []),
    ],
    ', ',
  );
}

function leadsOf(ref: string, directory: Directory): readonly string[] {
  const entry = directory.get(ref);
  const lead = entry && leadOf(entry);
  return lead === undefined ? [] : [lead];
}

const peopleField = async (
  label: string,
  refs: readonly string[],
  context: CommandContext,
): Promise<readonly Field[]> => (refs.length === 0 ? [] : [{ label, value: await peopleLine(refs, context) }]);

/** The owner's channels. Discord's is known by its id alone, so it is said that it is one. */
function channelField(owner: DirectoryEntry | undefined): readonly Field[] {
  const annotations = owner?.entity.metadata.annotations ?? {};
  const slack = annotations[channelAnnotations['slack'] ?? ''];
  const discord = annotations[channelAnnotations['discord'] ?? ''];
  const lines: readonly Line[] = [
    ...(slack === undefined ? [] : [slack]),
    ...(discord === undefined ? [] : [['Discord channel ', { kind: 'code', text: discord } as const]]),
  ];
  return lines.length === 0 ? [] : [{ label: 'Channel', value: joinLines(lines, ' · ') }];
}
