import type { Line, PersonSpan } from '../answers/answer.ts';
import type { Command, Invocation, Reply } from '../commands/command.ts';
import { Refusal } from '../refusal.ts';
import type { Asker } from './asker.ts';
import type { Identity } from './identity.ts';
import { readMention } from './read-mention.ts';

/** What stands for a user where a link is to be taken back. */
const removal = 'remove';

/** The command by which an administrator says which catalog user a chat person is, or takes that back. */
export function createLinkCommand(identity: Identity): Command {
  return {
    name: 'link',
    summary: 'Say which catalog user somebody here is, or take that back (administrators)',
    parameters: [
      { name: 'person', description: 'The person here, as a mention or an id', isRequired: true },
      {
        name: 'user',
        description: `The catalog user, such as ada; or ${removal}, to take the link back`,
        isRequired: true,
        lookup: { name: 'entities', filter: 'user' },
      },
    ],
    examples: ['link @ada user:default/ada', 'unlink @ada'],
    phrases: [
      /^link (?<person>\S+) (?:to|with|as) (?<user>\S+)$/i,
      { pattern: /^unlink (?<person>\S+)$/i, values: ({ person = '' }) => ({ person, user: removal }) },
    ],
    effect: 'changes',
    isFor: identity.isAdministrator,
    run: (invocation) => run(invocation, identity),
  };
}

async function run({ values, asker }: Invocation, identity: Identity): Promise<Reply> {
  if (!(await identity.isAdministrator(asker))) {
    throw new Refusal('Only administrators may link people.', {
      code: 'not-allowed',
      hint: 'Ask a member of a group that `administrators` names in callboard.yaml.',
    });
  }
  if (asker.surface === 'terminal') {
    throw new Refusal('The command line has no accounts to link.', {
      code: 'no-accounts-here',
      hint: 'Link people in the chat where they have their account.',
    });
  }
  const text = String(values['person']);
  const person = { surface: asker.surface, personId: readMention(text) ?? text.replace(/^@/, '') };
  const user = String(values['user']);
  return user.toLowerCase() === removal ? unlink(person, identity) : link(person, user, identity);
}

async function link(person: Asker, wanted: string, identity: Identity): Promise<Reply> {
  const user = identity.findUser(wanted);
  if (user === undefined) {
    throw new Refusal(`No user in the catalog is called ${wanted}.`, {
      code: 'no-such-entity',
      hint: 'Give the name or the ref as the catalog has it, such as user:default/ada.',
    });
  }
  const name = await nameOf(person, identity);
  await identity.link(person.surface, person.personId, user);
  const lines = contradictions(person, user, identity);
  return reply(user, [personSpan(person, name), ' is ', { kind: 'code', text: user }, ' from now on.'], lines);
}

/** What the platform calls the person. @throws Refusal where nobody has the id, or the platform does not answer */
async function nameOf(person: Asker, identity: Identity): Promise<string> {
  const profile = await identity.profileOf(person);
  if (profile === 'unknown') {
    throw new Refusal(`Whether anybody here has the id ${person.personId} could not be found out.`, {
      code: 'platform-silent',
      hint: 'Try again in a minute.',
    });
  }
  if (profile === undefined) {
    throw new Refusal(`Nobody here has the id ${person.personId}.`, {
      code: 'no-such-person',
      hint: 'Mention the person, or copy the id from their profile.',
    });
  }
  return profile.name;
}

/** What annotations of the catalog say otherwise, which the link goes before. */
function contradictions(person: Asker, user: string, identity: Identity): readonly Line[] {
  const { annotation, userRef, personId } = identity.annotatedOf(person, user);
  const isOther = userRef !== undefined && userRef !== user;
  const hasOther = personId !== undefined && personId !== person.personId;
  return [
    ...(isOther ? [`This goes before the catalog, where ${userRef} has this account (${annotation}).`] : []),
    ...(hasOther ? [`This goes before the catalog, where ${user} has the account ${personId} (${annotation}).`] : []),
  ];
}

async function unlink(person: Asker, identity: Identity): Promise<Reply> {
  const profile = await identity.profileOf(person);
  // Whoever has left the platform may still be linked.
  const name = typeof profile === 'object' ? profile.name : person.personId;
  const linked = await identity.unlink(person.surface, person.personId);
  const user = await identity.userOf(person);
  const who: Line =
    user === undefined
      ? 'The catalog does not say who they are.'
      : ['The catalog says that they are ', { kind: 'code', text: user }, '.'];
  if (linked === undefined) return reply(user, [personSpan(person, name), ' is not linked to anybody.'], [who]);
  const title = [personSpan(person, name), ' is no longer linked to ', { kind: 'code', text: linked } as const, '.'];
  return reply(linked, title, [who]);
}

const personSpan = ({ surface, personId }: Asker, name: string): PersonSpan => ({
  kind: 'person',
  name,
  accounts: { [surface]: personId },
  notify: false,
});

function reply(subject: string | undefined, title: Line, lines: readonly Line[]): Reply {
  const answer = { kind: 'card', title, lines, fields: [], buttons: [] } as const;
  return { ...(subject === undefined ? {} : { subject }), answer };
}
