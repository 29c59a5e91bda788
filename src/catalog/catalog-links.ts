import type { Button, Card } from '#callboard/core/answers/answer.ts';
import type { Linked, LinkReader } from '#callboard/core/commands/link-reader.ts';
import { addressKeys, readAddress } from './addresses.ts';
import type { CommandContext } from './commands/command-context.ts';
import { documentationField, entitiesField } from './commands/entity-fields.ts';
import { pressFor } from './commands/find-subject.ts';
import { nameOf } from './commands/owner-fields.ts';
import { describeEntity } from './commands/show.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import { displayName, oneLine } from './entity-text.ts';
import { formatEntityRef } from './entity-ref.ts';
import { ownerOf } from './owner.ts';
import { kindRank } from './search-index.ts';
import { standingLines } from './standing-text.ts';

/** What links in chat are told of: pages of the catalog, repositories that it knows, and pages that it links to. */
export function createCatalogLinks(
  context: CommandContext,
  /** Where people see the catalog as pages, such as `https://backstage.example.com/catalog`. */
  pages: string | undefined,
): LinkReader {
  const { directory } = context;
  return {
    at: async (url) => {
      const [entry, ...others] = entriesAt(url, pages, directory);
      return entry && linked(entry, await inPassing(entry, others, context));
    },
    byId: async (id) => {
      const entry = directory.get(id);
      return entry && linked(entry, describeEntity(entry, context));
    },
  };
}

const linked = ({ ref, entity }: DirectoryEntry, card: Card): Linked => ({
  id: ref,
  name: displayName(entity),
  kind: entity.kind,
  card,
});

/** What is at that very address, what people ask about most first: of a repository itself, not of a page within it. */
function entriesAt(url: string, pages: string | undefined, directory: Directory): readonly DirectoryEntry[] {
  const address = readAddress(url);
  if (address === undefined) return [];
  const page = pages === undefined ? undefined : entryOfPage(address, pages, directory);
  if (page) return [page];
  const resolution = directory.resolve(url, {});
  const found =
    resolution.kind === 'one' ? [resolution.entry] : resolution.kind === 'several' ? resolution.entries : [];
  return found
    .filter((entry) => addressKeys(entry).some((key) => key.slice(key.indexOf(' ') + 1) === address))
    .toSorted((one, other) => kindRank(one) - kindRank(other));
}

/** Backstage has a page of an entity at `/catalog/NAMESPACE/KIND/NAME`, and further ones below it. */
function entryOfPage(address: string, pages: string, directory: Directory): DirectoryEntry | undefined {
  const start = `${readAddress(pages) ?? pages}/`;
  if (!address.startsWith(start)) return undefined;
  const [namespace, kind, name] = address.slice(start.length).split('/').map(decodeURIComponent);
  if (namespace === undefined || kind === undefined || name === undefined) return undefined;
  return directory.get(formatEntityRef({ namespace, kind, name }));
}

async function inPassing(
  entry: DirectoryEntry,
  others: readonly DirectoryEntry[],
  { directory, ownerNotes }: CommandContext,
): Promise<Card> {
  const { ref, entity } = entry;
  const owner = ownerOf(entry, directory);
  const notes = owner === undefined ? [] : await Promise.all(ownerNotes.map((note) => note(owner)));
  const names = others.map((other) => displayName(other.entity)).join(', ');
  const isOwner = owner === ref;
  const buttons: readonly Button[] = [
    ...(isOwner ? [] : [{ label: 'Who owns it', press: pressFor('who-owns', ref) }]),
    { label: 'Show', press: pressFor('show', ref) },
  ];
  return {
    kind: 'card',
    title: [{ kind: 'strong', text: displayName(entity) }, ` (${entity.kind})`],
    lines: [
      ...standingLines(entry),
      ...(entity.metadata.description ? [oneLine(entity.metadata.description)] : []),
      ...(names === '' ? [] : [`Also here: ${names}`]),
    ],
    fields: [
      ...(owner === undefined || isOwner ? [] : [{ label: 'Owner', value: nameOf(owner, directory) }]),
      ...notes.flat(),
      ...entitiesField('Part of', directory.related(ref, 'partOf'), directory),
      ...documentationField(entry),
    ],
    buttons,
  };
}
