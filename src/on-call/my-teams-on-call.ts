import type { List } from '#callboard/core/answers/answer.ts';
import type { Invocation } from '#callboard/core/commands/command.ts';
import { nameOf } from '#callboard/catalog/commands/owner-fields.ts';
import { notLinked } from '#callboard/catalog/commands/owner-scope.ts';
import type { OnCallContext } from './on-call-context.ts';
import { candidateOf, personSpan } from './people.ts';
import { untilWords } from './shift-lines.ts';

/** Whether somebody asks for their own teams instead of naming one. */
export const isMine = (text: string): boolean => /^(?:me|mine|(?:my|our) teams?|us)$/i.test(text.trim());

/**
 * Who is on call for each team that the asker is in.
 * @throws Refusal `not-linked` where nobody in the catalog is known to be the asker
 */
export async function myTeamsOnCall(
  { asker, seen }: Pick<Invocation, 'asker' | 'seen'>,
  context: OnCallContext,
): Promise<List> {
  const { directory, identity, schedules, now } = context;
  const user = await identity.userOf(asker);
  if (user === undefined) throw notLinked('Or ask who is on call for a team by its name.');
  const teams = directory.related(user, 'memberOf');
  const items = teams.map(async (team): Promise<List['items'][number]> => {
    const shift = await schedules.whoIsOnCall(team, now());
    const title = { kind: 'strong', text: nameOf(team, directory) } as const;
    if (!shift) return { title, detail: 'Nobody is on call.' };
    return { title, detail: [personSpan(await candidateOf(shift.userRef, context)), `, ${untilWords(shift)}`] };
  });
  const name = nameOf(user, directory);
  const [theirs, them] = seen === 'by-everyone' ? [`the teams of ${name}`, name] : ['your teams', 'you'];
  return {
    kind: 'list',
    title: teams.length > 0 ? `On call for ${theirs}` : `The catalog has ${them} in no team`,
    items: await Promise.all(items),
    omitted: 0,
    buttons: [],
  };
}
