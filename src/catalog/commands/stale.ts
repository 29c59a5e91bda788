import type { Line, List } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, joinLines } from '../entity-text.ts';
import { findStale, type Stale } from '../find-stale.ts';
import { ownerOf } from '../owner.ts';
import { entityLine } from './entity-fields.ts';
import { maximumListed } from './entity-list.ts';
import { type OwnerScopeContext, readScope } from './owner-scope.ts';

export interface StaleContext extends OwnerScopeContext {
  readonly all: () => Iterable<DirectoryEntry>;
}

/** The command that tells what of the catalog time has passed by. */
export function createStale(context: StaleContext): Command {
  const { directory } = context;
  return {
    name: 'stale',
    summary: 'Deprecated things that others still need, owners that do not exist, people who left',
    parameters: [
      {
        name: 'of',
        description: '"mine", "everyone", a team, a person or anything in the catalog',
        isRequired: false,
        lookup: { name: 'entities', filter: '' },
      },
    ],
    examples: ['stale', 'what is stale in the payments team?'],
    phrases: stalePhrases,
    effect: 'reads',
    run: async (invocation) => {
      const scope = await readScope('stale', String(invocation.values['of'] ?? '').trim(), invocation, context);
      if ('reply' in scope) return scope.reply;
      const isFor = (entry: DirectoryEntry) => scope.isFor(ownersOf(entry, directory), entry.ref, entry.origin.file);
      const stale = findStale(context.all(), directory).flatMap((each) => narrow(each, isFor));
      const answer: List = {
        kind: 'list',
        title: stale.length === 0 ? `Nothing is stale in ${scope.of}` : `What is stale in ${scope.of}: ${stale.length}`,
        items: stale.slice(0, maximumListed).map((each) => itemOf(each, directory)),
        omitted: Math.max(0, stale.length - maximumListed),
        buttons: scope.buttons,
      };
      return { answer, ...(scope.subject !== undefined && { subject: scope.subject }) };
    },
  };
}

const whose = String.raw`(?: (?:in|of|for) (?:the )?(?<of>.+?))?`;

const stalePhrases: Command['phrases'] = [
  new RegExp(
    `^(?:what(?:'s|’s| is)|show(?: me)?(?: all)?|list(?: all)?)? ?(?:stale|outdated|out of date|rotten)(?: (?:things|entries))?${whose}$`,
    'i',
  ),
  new RegExp(
    `^(?:which|what) (?:deprecated )?(?:things|services|components|apis) are (?:deprecated (?:but|and) still (?:used|needed)|stale)${whose}$`,
    'i',
  ),
  /^(?:which|what) (?:things|services|components|entities) have (?:no|missing) (?:existing )?owners?$/i,
  /^who left$/i,
];

const ownersOf = (entry: DirectoryEntry, directory: Directory): readonly string[] => {
  const owner = ownerOf(entry, directory);
  return owner === undefined ? [] : [owner];
};

/** What of it is wanted. */
function narrow(stale: Stale, isFor: (entry: DirectoryEntry) => boolean): readonly Stale[] {
  if (stale.kind === 'deprecated') return isFor(stale.entry) ? [stale] : [];
  if (stale.kind === 'owner') {
    const owned = stale.owned.filter(isFor);
    return owned.length === 0 ? [] : [{ ...stale, owned }];
  }
  const groups = stale.groups.filter(isFor);
  return groups.length === 0 ? [] : [{ ...stale, groups }];
}

function itemOf(stale: Stale, directory: Directory): List['items'][number] {
  if (stale.kind === 'deprecated') {
    return {
      title: [entityName(stale.entry), ' is deprecated'],
      detail: joinLines(['still needed by ', named(stale.neededBy, directory)], ''),
    };
  }
  if (stale.kind === 'owner') {
    const refs = stale.owned.map(({ ref }) => ref);
    return {
      title: ['The owner ', { kind: 'code', text: stale.owner }, ' is not in the catalog'],
      detail: joinLines(['named by ', named(refs, directory)], ''),
    };
  }
  const refs = stale.groups.map(({ ref }) => ref);
  return {
    title: [{ kind: 'code', text: stale.user }, ' is not in the catalog'],
    detail: joinLines(['still a member or lead of ', named(refs, directory)], ''),
  };
}

const entityName = ({ entity, ref }: DirectoryEntry) =>
  ({ kind: 'strong', text: `${displayName(entity)} (${ref})` }) as const;

const namedAtMost = 3;

function named(refs: readonly string[], directory: Directory): Line {
  const others = refs.length - namedAtMost;
  const lines = refs.slice(0, namedAtMost).map((ref) => entityLine(ref, directory));
  return joinLines([...lines, ...(others > 0 ? [`${others} more`] : [])], ', ');
}
