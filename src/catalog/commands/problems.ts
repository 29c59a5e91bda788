import type { Button, List } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { createProblemOwners, type SourceProblem } from '../catalog-problems.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName } from '../entity-text.ts';
import { groupsUnder } from '../owner.ts';
import type { Problem } from '../problem.ts';
import { problemItem } from '../problem-item.ts';
import { standingLines } from '../standing-text.ts';
import { maximumListed } from './entity-list.ts';
import { findSubject } from './find-subject.ts';

export interface ProblemsContext {
  readonly directory: Directory;
  /** Every problem, by source id. */
  readonly problems: () => Promise<ReadonlyMap<string, readonly Problem[]>>;
  /** The catalog user that an asker is. */
  readonly userOf: (asker: Asker) => Promise<string | undefined>;
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

/** Whose problems are wanted. */
interface Scope {
  /** What the title says of them. */
  readonly of: string;
  readonly isFor: (owners: readonly string[], ref: string | undefined, file: string) => boolean;
  readonly buttons: readonly Button[];
  readonly subject?: string;
}

async function run({ values, asker }: Invocation, context: ProblemsContext): Promise<Reply> {
  const scope = await readScope(String(values['of'] ?? '').trim(), asker, context);
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

const everyone: Scope = { of: 'the catalog', isFor: () => true, buttons: [] };
const everyonesButton: Button = {
  label: 'Everyone’s problems',
  press: { command: 'problems', values: { of: 'everyone' } },
};

async function readScope(
  text: string,
  asker: Asker,
  context: ProblemsContext,
): Promise<Scope | { readonly reply: Reply }> {
  if (/^(?:everyone(?:'s|’s)?|everybody|everything|all|the catalog|catalog)$/i.test(text)) return everyone;
  const isMine = /^(?:me|mine|my(?: teams?(?:'s|’s)?)?|us|ours?)$/i.test(text);
  if (text !== '' && !isMine) return scopeOf(text, context.directory);
  const user = await context.userOf(asker);
  if (user !== undefined) return scopeOfUser(user, context.directory);
  if (!isMine) return everyone;
  throw new Refusal('Nobody in the catalog is known to be you.', {
    code: 'not-linked',
    hint: 'An administrator says who you are with: link @you NAME. Or ask for the problems of a team, or of everyone.',
  });
}

function scopeOfUser(user: string, directory: Directory): Scope {
  const groups = directory.related(user, 'memberOf').flatMap((group) => groupsUnder(group, directory));
  const owners = new Set([user, ...groups]);
  return {
    of: 'what you and your teams own',
    isFor: (named) => named.some((owner) => owners.has(owner)),
    buttons: [everyonesButton],
  };
}

function scopeOf(text: string, directory: Directory): Scope | { readonly reply: Reply } {
  const found = findSubject('problems', text, directory);
  if ('reply' in found) return { reply: asOf(found.reply) };
  const { ref, entity } = found.entry;
  const name = displayName(entity);
  if (ref.startsWith('group:') || ref.startsWith('user:')) {
    const owners = new Set(ref.startsWith('group:') ? groupsUnder(ref, directory) : [ref]);
    return {
      of: `what ${name} owns`,
      isFor: (named) => named.some((owner) => owners.has(owner)),
      buttons: [everyonesButton],
      subject: ref,
    };
  }
  const { file } = found.entry.origin;
  return {
    of: name,
    isFor: (_owners, problemRef, problemFile) =>
      problemRef === ref || (problemRef === undefined && problemFile === file),
    buttons: [],
    subject: ref,
  };
}

/** A choice asks by `name`; here that is `of`. */
function asOf(reply: Reply): Reply {
  if (reply.answer.kind !== 'choice') return reply;
  const options = reply.answer.options.map((option) => ({
    ...option,
    press: { command: 'problems', values: { of: option.press.values['name'] ?? '' } },
  }));
  return { ...reply, answer: { ...reply.answer, options } };
}

const orphanItem = (entry: DirectoryEntry): List['items'][number] => ({
  title: [{ kind: 'strong', text: displayName(entry.entity) }, ' ', { kind: 'code', text: entry.ref }],
  detail: standingLines(entry).join(' '),
});
