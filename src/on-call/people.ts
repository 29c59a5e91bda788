import { displayName } from '#callboard/catalog/entity-text.ts';
import type { PersonSpan } from '#callboard/core/answers/answer.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Identity } from '#callboard/core/identity/identity.ts';
import type { OnCallContext } from './on-call-context.ts';
import type { Candidate } from './who-to-reach.ts';

type PeopleContext = Pick<OnCallContext, 'directory' | 'identity' | 'logger'>;

/**
 * A user with their accounts; one that is not in the catalog goes by their ref and has none.
 * @param accountsOf where accounts come from: memory, or also the platforms where somebody is to be reached
 */
export async function candidateOf(
  ref: string,
  { directory, identity }: PeopleContext,
  accountsOf: Identity['accountsOf'] = identity.accountsOf,
): Promise<Candidate> {
  const entry = directory.get(ref);
  if (!entry) return { ref, name: ref, accounts: {}, isInCatalog: false };
  return { ref, name: displayName(entry.entity), accounts: await accountsOf(ref), isInCatalog: true };
}

/** The person in a line; notified only if told to. */
export const personSpan = ({ name, accounts }: Candidate, notify = false): PersonSpan => ({
  kind: 'person',
  name,
  accounts,
  notify,
});

/**
 * Who asked, by their name in the catalog where they have one. Who they are may have to be asked of the platform; that
 * this fails is no reason not to page.
 */
export async function askerSpan(asker: Asker, context: PeopleContext): Promise<PersonSpan> {
  const accounts = { [asker.surface]: asker.personId };
  const name = asker.name ?? asker.personId;
  try {
    const ref = await context.identity.userOf(asker);
    if (ref === undefined) return { kind: 'person', name, accounts, notify: false };
    const person = await candidateOf(ref, context);
    return { ...personSpan(person), accounts: { ...person.accounts, ...accounts } };
  } catch (error) {
    context.logger.warn({ error, asker }, 'who asks is not known by name');
    return { kind: 'person', name, accounts, notify: false };
  }
}
