import type { Command } from '../commands/command.ts';
import { Refusal } from '../refusal.ts';
import type { Identity } from './identity.ts';
import { readMention } from './read-mention.ts';

/** The command by which an administrator says which catalog user a chat person is. */
export function createLinkCommand(identity: Identity): Command {
  return {
    name: 'link',
    summary: 'Say which catalog user somebody here is (administrators)',
    parameters: [
      { name: 'person', description: 'The person here, as a mention or an id', isRequired: true },
      {
        name: 'user',
        description: 'The catalog user, such as ada',
        isRequired: true,
        lookup: { name: 'entities', filter: 'user' },
      },
    ],
    examples: ['link @ada user:default/ada'],
    phrases: [/^link (?<person>\S+) (?:to|with|as) (?<user>\S+)$/i],
    effect: 'changes',
    run: async ({ values, asker }) => {
      if (!(await identity.isAdministrator(asker))) {
        throw new Refusal('Only administrators may link people.', {
          code: 'not-allowed',
          hint: 'Ask a member of a group that `administrators` names in callboard.yaml.',
        });
      }
      const given = String(values['person']);
      const person = readMention(given) ?? given.replace(/^@/, '');
      const wanted = String(values['user']);
      const user = identity.findUser(wanted);
      if (user === undefined) {
        throw new Refusal(`No user in the catalog is called ${wanted}.`, {
          code: 'no-such-entity',
          hint: 'Give the name or the ref as the catalog has it, such as user:default/ada.',
        });
      }
      await identity.link(asker.surface, person, user);
      const title = [person, ' is ', { kind: 'code', text: user } as const, ' from now on.'];
      return { subject: user, answer: { kind: 'card', title, lines: [], fields: [], buttons: [] } };
    },
  };
}
