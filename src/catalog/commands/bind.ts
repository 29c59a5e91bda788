import type { Card, Line } from '#callboard/core/answers/answer.ts';
import type { Bindings } from '#callboard/core/commands/bindings.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import type { Identity } from '#callboard/core/identity/identity.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory } from '../directory.ts';
import { displayName } from '../entity-text.ts';
import { exampleAbout } from './example-about.ts';
import { findSubject } from './find-subject.ts';
import { nameOfAsker } from './name-of-asker.ts';
import { nameParameter } from './name-parameter.ts';

export interface BindContext {
  readonly directory: Directory;
  readonly bindings: Bindings;
  readonly identity: Pick<Identity, 'userOf' | 'profileOf'>;
}

/** The command that binds the channel where it is said to a team or anything else; without a name, it tells what to. */
export function createBind(context: BindContext): Command {
  const { directory } = context;
  const { isSubject: _isSubject, ...name } = nameParameter('A team, a component or anything else', directory);
  return {
    name: 'bind',
    summary: 'Have questions in this channel that name nothing be about something; or tell what about',
    parameters: [{ ...name, isRequired: false }],
    examples: ['bind payments', 'what is this channel bound to?'],
    example: exampleAbout(directory, 'group', (known) => `bind ${known}`),
    phrases: [
      /^bind (?:(?:this|the) (?:channel|conversation) )?(?:to )?(?<name>.+)$/i,
      /^what is (?:this|the) (?:channel|conversation) bound to$/i,
    ],
    effect: 'changes',
    isQuestion: ({ values }) => values['name'] === undefined || 'reply' in subjectOf(values, directory),
    run: (invocation) => bind(invocation, context),
  };
}

/** The command that takes it back. */
export const createUnbind = (context: BindContext): Command => ({
  name: 'unbind',
  summary: 'Have questions in this channel be about nothing of themselves any more',
  parameters: [],
  examples: ['unbind'],
  phrases: [/^unbind(?: (?:this|the) (?:channel|conversation))?$/i],
  effect: 'changes',
  run: async ({ address, asker }) => {
    const ref = await context.bindings.unbind(address);
    if (ref === undefined) return { answer: card('This channel is bound to nothing', []) };
    const who = await nameOfAsker(asker, context.identity, context.directory);
    const title = [who, ' unbound this channel from ', nameOf(ref, context.directory)];
    return { answer: card(title, ['Questions here say again what they are about.']), isForEveryone: true };
  },
});

async function bind(
  { values, address, asker }: Invocation,
  { directory, bindings, identity }: BindContext,
): Promise<Reply> {
  if (values['name'] === undefined) return tell(await bindings.of(address), directory);
  const subject = subjectOf(values, directory);
  if ('reply' in subject) return subject.reply;
  const { ref } = subject.entry;
  if (!(await bindings.bind(address, ref))) {
    throw new Refusal('Only a channel or a conversation can be bound.', {
      code: 'nothing-to-bind',
      hint: 'Say it in the channel that is to be bound.',
    });
  }
  const title = [await nameOfAsker(asker, identity, directory), ' bound this channel to ', nameOf(ref, directory)];
  return { answer: card(title, [howToUse]), subject: ref, isForEveryone: true };
}

const subjectOf = (values: Invocation['values'], directory: Directory) =>
  findSubject('bind', String(values['name']), directory);

function tell(ref: string | undefined, directory: Directory): Reply {
  if (ref === undefined) {
    const lines = [['Bind it to something, such as a team: ', { kind: 'code', text: '/bind NAME' } as const]];
    return { answer: card('This channel is bound to nothing', lines) };
  }
  const gone = directory.get(ref) === undefined ? ['It is not in the catalog any more: bind another.'] : [];
  const answer: Card = {
    ...card(['This channel is bound to ', nameOf(ref, directory)], [...gone, howToUse]),
    buttons: [{ label: 'Unbind', press: { command: 'unbind', values: {} } }],
  };
  return { answer, subject: ref };
}

const howToUse: Line = [
  'Questions here that name nothing are about it: ',
  { kind: 'code', text: '/on-call' },
  ', ',
  { kind: 'code', text: '/who-owns' },
  ' and the like. ',
  { kind: 'code', text: '/unbind' },
  ' takes that back.',
];

function nameOf(ref: string, directory: Directory): Exclude<Line, readonly unknown[]> {
  const entry = directory.get(ref);
  return { kind: 'strong', text: entry === undefined ? ref : displayName(entry.entity) };
}

const card = (title: Line, lines: readonly Line[]): Card => ({ kind: 'card', title, lines, fields: [], buttons: [] });
