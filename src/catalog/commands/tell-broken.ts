import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory } from '../directory.ts';
import { parseEntityRef } from '../entity-ref.ts';
import { nameWords } from '../name-words.ts';
import type { Problem } from '../problem.ts';
import { problemItem } from '../problem-item.ts';
import { maximumListed } from './entity-list.ts';

interface BrokenContext {
  readonly directory: Directory;
  /** Every problem, by source id. */
  readonly problems: () => Promise<ReadonlyMap<string, readonly Problem[]>>;
}

/**
 * The same command, which does not say that something is unknown where a file names it and is not valid: then it
 * tells what is wrong there.
 * @param command whose first parameter names what it is about
 */
export function tellBroken(command: Command, context: BrokenContext): Command {
  const [parameter] = command.parameters;
  const ofInvocation = ({ values }: Invocation) => String((parameter && values[parameter.name]) ?? '');
  return {
    ...command,
    run: async (invocation) => {
      const name = ofInvocation(invocation);
      try {
        const reply = await command.run(invocation);
        return reply.answer.kind === 'choice' ? ((await findBroken(name, context)) ?? reply) : reply;
      } catch (error) {
        const isUnknown = error instanceof Refusal && error.code === 'no-such-entity';
        const broken = isUnknown ? await findBroken(name, context) : undefined;
        if (broken) return broken;
        throw error;
      }
    },
  };
}

async function findBroken(text: string, { directory, problems }: BrokenContext): Promise<Reply | undefined> {
  const name = text.trim().replace(/^(?:the|our|a|an)\s+/i, '');
  if (directory.resolve(name, {}).kind !== 'none') return undefined;
  const all = [...(await problems()).values()].flat();
  const isMeant = (ref: string) => ref === name.toLowerCase() || nameIn(ref) === nameWords(name).squeezed;
  const found = all.filter(({ ref }) => ref !== undefined && directory.get(ref) === undefined && isMeant(ref));
  const [first] = found;
  if (first?.ref === undefined) return undefined;
  return {
    // What is asked about it next is told the same.
    subject: first.ref,
    answer: {
      kind: 'list',
      title: [{ kind: 'strong', text: name }, ' is not in the catalog: its file is not valid'],
      items: found.slice(0, maximumListed).map((problem) => problemItem(problem, directory)),
      omitted: Math.max(0, found.length - maximumListed),
      buttons: [],
    },
  };
}

const nameIn = (ref: string): string => nameWords(parseEntityRef(ref)?.name ?? '').squeezed;
