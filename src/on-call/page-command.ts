import type { Values } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { ownerOf } from '#callboard/catalog/owner.ts';
import { findReachable, isClear, subjectParameter } from './find-subject.ts';
import type { OnCallContext } from './on-call-context.ts';
import { pagedCard } from './page-message.ts';
import { exampleAbout } from '#callboard/catalog/commands/example-about.ts';
import type { Page, Ping } from './page-store.ts';
import { pagePhrases } from './phrases.ts';
import { reachableOf } from './reachable.ts';
import { sayPings } from './say-pings.ts';
import { pingsOf, type Reachable, whoToReach } from './who-to-reach.ts';

/** The command that gets hold of whoever is on call. Run again with the same invocation id, it sends nothing twice. */
export function createPageCommand(context: OnCallContext): Command {
  const { directory } = context;
  return {
    name: 'page',
    summary: 'Call whoever is on call for something, with an Acknowledge button',
    parameters: [
      subjectParameter('A component, an API, a system, a team or a person', directory),
      { name: 'message', description: 'What they should know', isRequired: false },
    ],
    examples: ['page whoever is on call for payments: the checkout is down', 'page payments'],
    example: exampleAbout(directory, 'component', (known) => `page whoever is on call for ${known}: it is down`),
    phrases: pagePhrases,
    effect: 'changes',
    isQuestion: ({ values }) => values['name'] === undefined || !isClear(String(values['name']), directory),
    run: (invocation) => run(invocation, context),
  };
}

async function run(invocation: Invocation, context: OnCallContext): Promise<Reply> {
  const { values, id, asker } = invocation;
  const kept = await context.pages.get(id);
  const found = findReachable('page', kept?.subject ?? String(values['name']), context.directory);
  if ('reply' in found) return withMessage(found.reply, values);
  const { entry } = found;
  const at = kept?.createdAt ?? context.now();
  const owner = await ownerOrRefuse(entry, at, context);
  const reach = whoToReach(owner, asker.surface, kept?.pings);
  if (reach.kind === 'nobody') throw nobodyToPage(entry, owner, reach.passedOver);
  const page = kept ?? (await keep(invocation, entry, pingsOf(reach, owner), at, context));
  await sayPings(page, reach, owner, context);
  return { subject: entry.ref, answer: pagedCard(page, reach, owner, context) };
}

/** Whatever is chosen of a question back, the message goes with it. */
function withMessage(reply: Reply, said: Values): Reply {
  if (reply.answer.kind !== 'choice') return reply;
  const options = reply.answer.options.map(({ press, ...option }) => ({
    ...option,
    press: { ...press, values: { ...said, ...press.values } },
  }));
  return { ...reply, answer: { ...reply.answer, options } };
}

async function ownerOrRefuse(entry: DirectoryEntry, at: Date, context: OnCallContext): Promise<Reachable> {
  const ownerRef = ownerOf(entry, context.directory);
  if (ownerRef !== undefined) return reachableOf(ownerRef, at, context);
  throw new Refusal(`${displayName(entry.entity)} names no owner, so there is nobody to page.`, {
    code: 'nobody-to-page',
    hint: 'Give it a spec.owner in its catalog file, or page a team by its name.',
    subject: entry.ref,
  });
}

async function keep(
  { id, values, asker, address }: Invocation,
  entry: DirectoryEntry,
  pings: readonly Ping[],
  createdAt: Date,
  { pages }: OnCallContext,
): Promise<Page> {
  const page: Page = {
    id,
    subject: entry.ref,
    // The link to a message that is quoted stands on a line of its own.
    message: [values['message'], values['link']].filter((part) => part !== undefined && part !== '').join('\n'),
    asker,
    address,
    pings,
    acknowledgement: undefined,
    createdAt,
  };
  const isNew = await pages.create(page);
  return isNew ? page : ((await pages.get(id)) ?? page);
}

function nobodyToPage(entry: DirectoryEntry, { ref, self }: Reachable, passedOver: readonly string[]): Refusal {
  return new Refusal(`Nobody could be reached for ${displayName(entry.entity)}: ${passedOver.join(' ')}`, {
    code: 'nobody-to-page',
    hint: self
      ? `Annotate ${ref} with slack.com/user-id or discord.com/user-id, or let an administrator link them.`
      : `Give ${ref} a rotation, a lead with a chat account, or a channel; until then, ask around.`,
    subject: entry.ref,
  });
}
