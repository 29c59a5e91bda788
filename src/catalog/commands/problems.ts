import type { List } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { createProblemOwners, type SourceProblem } from '../catalog-problems.ts';
import type { DirectoryEntry } from '../directory.ts';
import { displayName } from '../entity-text.ts';
import type { Problem } from '../problem.ts';
import { problemItem } from '../problem-item.ts';
import { standingLines } from '../standing-text.ts';
import { maximumListed } from './entity-list.ts';
import { type OwnerScopeContext, readScope } from './owner-scope.ts';

export interface ProblemsContext extends OwnerScopeContext {
  /** Every problem, by source id. */
  readonly problems: () => Promise<ReadonlyMap<string, readonly Problem[]>>;
}

/** The command that tells what is wrong with which file of the catalog, and how to mend it. */
export function createProblems(context: ProblemsContext): Command {
  return {
    name: 'problems',
    summary: 'What is wrong with files of the catalog: mine, a team’s, everyone’s or one thing’s',
    parameters: [
      {
        name: 'of',
        description: '"mine", "everyone", a team, a person or anything in the catalog',
        isRequired: false,
        lookup: { name: 'entities', filter: '' },
      },
    ],
    examples: ['problems', "what is wrong with the payments team's files?", 'problems of everyone'],
    phrases: problemsPhrases,
    effect: 'reads',
    home: { of: 'mine' },
    run: (invocation) => run(invocation, context),
  };
}

const files = '(?:catalog )?(?:files?|entries|yaml|catalog|problems|errors)';
const listWords = String.raw`(?:(?:show|list|give)(?: me| us)?(?: all)?(?: the)? |what are(?: all)?(?: the)? |are there(?: any)? )?`;

const problemsPhrases: Command['phrases'] = [
  new RegExp(`^${listWords}(?:catalog )?(?:problems|errors)(?: (?:of|for|with|in) (?<of>.+?))?$`, 'i'),
  new RegExp(
    `^${listWords}(?<of>my(?: teams?(?:'s|’s)?)?|everyone's|everyone’s|all) (?:catalog )?(?:problems|errors)$`,
    'i',
  ),
  new RegExp(`^${listWords}(?<of>.+?)(?:'s|’s) (?:catalog )?(?:problems|errors)$`, 'i'),
  new RegExp(
    `^what(?:'s|’s| is) (?:wrong|broken|the matter)(?: (?:with|in) (?:the )?(?<of>.+?)(?:(?:'s|’s) ${files})?)?$`,
    'i',
  ),
  /^(?:which|what) (?:catalog )?files are (?:broken|invalid|wrong)$/i,
];

async function run(invocation: Invocation, context: ProblemsContext): Promise<Reply> {
  const scope = await readScope('problems', String(invocation.values['of'] ?? '').trim(), invocation, context);
  if ('reply' in scope) return scope.reply;
  const { directory } = context;
  const ownersOf = createProblemOwners(directory);
  const bySource = await context.problems();
  const problems = [...bySource]
    .flatMap(([sourceId, list]) => list.map((problem): SourceProblem => ({ sourceId, ...problem })))
    .filter((problem) => scope.isFor(ownersOf(problem), problem.ref, problem.file));
  const orphans = directory
    .ofStanding('orphaned')
    .filter((entry) => scope.isFor(directory.related(entry.ref, 'ownedBy'), entry.ref, entry.origin.file));
  const items = [...problems.map((problem) => problemItem(problem, directory)), ...orphans.map(orphanItem)];
  const answer: List = {
    kind: 'list',
    title: titleOf(items.length, scope.of),
    items: items.slice(0, maximumListed),
    omitted: Math.max(0, items.length - maximumListed),
    buttons: scope.buttons,
  };
  return { answer, ...(scope.subject !== undefined && { subject: scope.subject }) };
}

function titleOf(count: number, of: string): string {
  if (count === 0) return `There is nothing wrong with ${of}`;
  return count === 1 ? `There is 1 problem with ${of}` : `There are ${count} problems with ${of}`;
}

const orphanItem = (entry: DirectoryEntry): List['items'][number] => ({
  title: [{ kind: 'strong', text: displayName(entry.entity) }, ' ', { kind: 'code', text: entry.ref }],
  detail: standingLines(entry).join(' '),
});
