import type { Button, Card, Line, Values } from '#callboard/core/answers/answer.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { deepest, type Dependency, dependencyGraph, type DependencyGraph, type Reach } from '../dependency-graph.ts';
import { dependencyPicture } from '../dependency-picture.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, joinLines } from '../entity-text.ts';
import { isDeprecated } from '../is-deprecated.ts';
import type { CommandContext } from './command-context.ts';
import { dependsPhrases } from './depends-phrases.ts';
import { entityLine, type Field } from './entity-fields.ts';
import { exampleAbout } from './example-about.ts';
import { findSubject, pressFor } from './find-subject.ts';
import { nameParameter } from './name-parameter.ts';

const usualDepth = 2;
/** How many of the direct ones a field names. */
const maximumNamed = 12;
/** How many names a sentence has room for. */
const maximumInSentence = 5;

/** The command that tells what something needs and what needs it, with a picture. */
export function createDepends({ directory }: Pick<CommandContext, 'directory'>): Command {
  return {
    name: 'depends',
    summary: 'What something depends on and what depends on it, with a picture',
    parameters: [
      nameParameter('Anything in the catalog', directory),
      {
        name: 'depth',
        description: `How many levels each way, 1 to ${deepest}; ${usualDepth} if left out`,
        isRequired: false,
      },
    ],
    examples: ['what depends on payments?', 'what breaks if accounts is down?', 'dependencies of checkout to depth 3'],
    example: exampleAbout(directory, 'component', (known) => `what depends on ${known}?`),
    phrases: dependsPhrases,
    effect: 'reads',
    run: async ({ values }) => {
      const { text, depth } = readWanted(values);
      const subject = findSubject('depends', text, directory, settleByNeed);
      if ('reply' in subject) return subject.reply;
      return { answer: describeDependencies(subject.entry, depth, directory), subject: subject.entry.ref };
    },
  };
}

/** Of things with one name a team or a person is not what others depend on. */
function settleByNeed(entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
  const needed = entries.filter(({ ref }) => !/^(?:group|user|location):/.test(ref));
  return needed.length > 0 ? needed : entries;
}

/** What was typed after the name is a depth, or goes on with the name. */
function readWanted({ name, depth }: Values): { readonly text: string; readonly depth: number } {
  const text = String(name ?? '');
  if (depth === undefined) return { text, depth: usualDepth };
  const typed = String(depth).trim();
  const digits = /^(?:(?:to|at|with) )?(?:(?:a )?(?:depth|level)(?: of)? )?(-?\d+)(?: levels?)?$/i.exec(typed)?.[1];
  if (digits === undefined) return { text: `${text} ${typed}`, depth: usualDepth };
  const levels = Number(digits);
  if (levels >= 1 && levels <= deepest) return { text, depth: levels };
  throw new Refusal(`The depth is a whole number from 1 to ${deepest}, not ${digits}.`, {
    code: 'wrong-depth',
    hint: `Ask again with one of those, such as: dependencies of ${text} to depth ${deepest}`,
  });
}

/** What an entity needs and what needs it, as a card. */
function describeDependencies(entry: DirectoryEntry, depth: number, directory: Directory): Card {
  const { ref, entity } = entry;
  const graph = dependencyGraph(ref, depth, directory);
  const isAlone = graph.needs.levels.length === 0 && graph.neededBy.levels.length === 0;
  return {
    kind: 'card',
    title: ['Dependencies of ', { kind: 'strong', text: displayName(entity) }, ' ', { kind: 'code', text: ref }],
    lines: [
      ...(isDeprecated(entry) ? ['It is deprecated.'] : []),
      ...circleLine(graph, directory),
      ...missingLine(graph.missing),
    ],
    fields: [
      { label: 'Depends on', value: directLine(graph, 'needs', directory) },
      { label: 'Needed by', value: directLine(graph, 'neededBy', directory) },
      ...furtherField('Depends on, further away', graph.needs),
      ...furtherField('Needed by, further away', graph.neededBy),
    ],
    ...(isAlone ? {} : { picture: dependencyPicture(graph, depth, directory) }),
    buttons: [...deeperButton(graph, depth), { label: 'Who owns it', press: pressFor('who-owns', ref) }],
  };
}

/** The direct ones in one direction, each with the API between, its owner, and whether it is deprecated. */
function directLine(graph: DependencyGraph, direction: 'needs' | 'neededBy', directory: Directory): Line {
  const [direct = []] = graph[direction].levels;
  if (direct.length === 0) return 'nothing in the catalog';
  const ends = ({ from, to }: Dependency) => (direction === 'needs' ? [from, to] : [to, from]);
  const apis = new Map(
    graph.dependencies.flatMap((dependency) => {
      const [near, far = ''] = ends(dependency);
      return near === graph.subject && dependency.api !== undefined ? [[far, dependency.api] as const] : [];
    }),
  );
  const shown = direct.slice(0, maximumNamed);
  const names = shown.map((ref) => nameOf(ref, directory));
  const named = shown.map((ref, index) => {
    const isShared = names.filter((name) => name === names[index]).length > 1;
    return directEntity(ref, apis.get(ref), isShared, directory);
  });
  const notSeen = graph[direction].levels.length === 1 ? graph[direction].notFollowed : 0;
  const others = direct.length - named.length + notSeen;
  return joinLines([...named, ...(others > 0 ? [`${others} more`] : [])], ', ');
}

/** One of the direct ones: with its ref where it is not there, or another has the same name. */
function directEntity(ref: string, api: string | undefined, isShared: boolean, directory: Directory): Line {
  const entry = directory.get(ref);
  const owner = directory.related(ref, 'ownedBy')[0];
  const notes = [
    ...(entry && isDeprecated(entry) ? ['deprecated'] : []),
    ...(owner === undefined ? [] : [`owner ${nameOf(owner, directory)}`]),
    ...(api === undefined ? [] : [`through ${nameOf(api, directory)}`]),
  ];
  const name: Line =
    entry && !isShared ? { kind: 'strong', text: displayName(entry.entity) } : entityLine(ref, directory);
  return notes.length === 0 ? name : joinLines([name, `(${notes.join(', ')})`], ' ');
}

/** How many there are beyond the direct ones, by level. */
function furtherField(label: string, { levels, notFollowed }: Reach): readonly Field[] {
  const further = levels.slice(1).map((refs, index) => `${refs.length} at level ${index + 2}`);
  if (levels.length > 1 && notFollowed > 0) further.push(`${notFollowed} more there`);
  return further.length === 0 ? [] : [{ label, value: further.join(', ') }];
}

function circleLine({ subject, circle }: DependencyGraph, directory: Directory): readonly Line[] {
  const others = circle.filter((ref) => ref !== subject);
  const itself = circle.includes(subject) ? ['It says that it depends on itself.'] : [];
  if (others.length === 0) return itself;
  return [...itself, `It is in a circle: it needs ${namesOf(others, directory)}, and is needed there in turn.`];
}

function missingLine(missing: readonly string[]): readonly Line[] {
  if (missing.length === 0) return [];
  const named = missing.slice(0, maximumInSentence).map((ref): Line => ({ kind: 'code', text: ref }));
  const others = missing.length - named.length;
  const listed = joinLines([...named, ...(others > 0 ? [`${others} more`] : [])], ', ');
  return [joinLines(['Named, but not in the catalog: ', listed, '. Add them, or mend the files that name them.'], '')];
}

function deeperButton({ subject, needs, neededBy }: DependencyGraph, depth: number): readonly Button[] {
  const reachesEnd = needs.levels.length < depth && neededBy.levels.length < depth;
  if (reachesEnd || depth >= deepest) return [];
  const press = { command: 'depends', values: { name: subject, depth: String(depth + 1) } };
  return [{ label: `Look ${counted(depth + 1, 'level')} deep`, press }];
}

function namesOf(refs: readonly string[], directory: Directory): string {
  const named = refs.slice(0, maximumInSentence).map((ref) => nameOf(ref, directory));
  const others = refs.length - named.length;
  return [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}

function nameOf(ref: string, directory: Directory): string {
  const entry = directory.get(ref);
  return entry ? displayName(entry.entity) : ref;
}
