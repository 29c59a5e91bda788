import type { Line, Span } from '#callboard/core/answers/answer.ts';
import type { Directory } from '../directory.ts';
import { displayName, joinLines } from '../entity-text.ts';

/** What telling of people asks. */
interface PeopleContext {
  readonly directory: Directory;
  readonly accountsOf: (userRef: string) => Promise<Readonly<Record<string, string>>>;
}

/** People who are told of by name at most; of a bigger team, the number of the others. */
const maximumNames = 8;

/** A user as a span that a surface may show as their account, without notifying them; one who is not there by ref. */
async function personSpan(ref: string, { directory, accountsOf }: PeopleContext): Promise<Span> {
  const entry = directory.get(ref);
  if (!entry) return { kind: 'code', text: ref };
  return { kind: 'person', name: displayName(entry.entity), accounts: await accountsOf(ref), notify: false };
}

/** Several users in one line. */
export async function peopleLine(refs: readonly string[], context: PeopleContext): Promise<Line> {
  const people = await Promise.all(refs.slice(0, maximumNames).map((ref) => personSpan(ref, context)));
  const others = refs.length - people.length;
  return joinLines([...people, ...(others > 0 ? [`${others} more`] : [])], ', ');
}
