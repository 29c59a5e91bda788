import type { Card, Span, Value } from '#callboard/core/answers/answer.ts';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { DirectoryEntry } from '#callboard/catalog/directory.ts';
import { displayName } from '#callboard/catalog/entity-text.ts';
import { ownerOf } from '#callboard/catalog/owner.ts';
import { findReachable, isClear, subjectLookup } from './find-subject.ts';
import type { OnCallContext } from './on-call-context.ts';
import { isToldHere, pageMessages } from './page-message.ts';
import type { Page, Ping } from './page-store.ts';
import { pagePhrases } from './phrases.ts';
import { reachableOf } from './reachable.ts';
import { reachLine, untilWords } from './shift-lines.ts';
import { type Reach, type Reachable, whoToReach } from './who-to-reach.ts';

/** The command that gets hold of whoever is on call. Run again with the same invocation id, it sends nothing twice. */
export function createPageCommand(context: OnCallContext): Command {
  const { directory } = context;
  return {
    name: 'page',
    summary: 'Call whoever is on call for something, with an Acknowledge button',
    parameters: [
      {
        name: 'name',
        description: 'A component, an API, a system, a team or a person',
        isRequired: true,
        lookup: subjectLookup,
      },
      { name: 'message', description: 'What they should know', isRequired: false },
    ],
    examples: ['page whoever is on call for payments: the checkout is down', 'page payments'],
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
  if ('reply' in found) return withMessage(found.reply, values['message']);
  const { entry } = found;
  const at = kept?.createdAt ?? context.now();
  const owner = await ownerOrRefuse(entry, at, context);
  const reach = whoToReach(owner, asker.surface);
  const page = kept ?? (await keep(invocation, entry, owner, reach, at, context));
  if (!page.acknowledgement) {
    for (const ping of await pageMessages(page, reasonOf(reach, owner), context)) await context.messages.say(ping);
  }
  return { subject: entry.ref, answer: pagedCard(entry, owner, reach, isToldHere(page.address)) };
}

/** Whatever is chosen of a question back, the message goes with it. */
function withMessage(reply: Reply, message: Value | undefined): Reply {
  if (reply.answer.kind !== 'choice' || message === undefined) return reply;
  const options = reply.answer.options.map(({ press, ...option }) => ({
    ...option,
    press: { ...press, values: { ...press.values, message } },
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
  owner: Reachable,
  reach: Reach,
  createdAt: Date,
  { pages }: OnCallContext,
): Promise<Page> {
  const page: Page = {
    id,
    subject: entry.ref,
    message: String(values['message'] ?? ''),
    asker,
    address,
    pings: pingsOf(entry, owner, reach),
    acknowledgement: undefined,
    createdAt,
  };
  const isNew = await pages.create(page);
  return isNew ? page : ((await pages.get(id)) ?? page);
}

/** @throws Refusal `nobody-to-page` where the way leads to nobody */
function pingsOf(entry: DirectoryEntry, owner: Reachable, reach: Reach): readonly Ping[] {
  switch (reach.kind) {
    case 'people':
      return reach.people.map(({ person, to }) => ({ ref: person.ref, to }));
    case 'channel':
      return [{ ref: owner.ref, to: reach.to }];
    case 'nobody':
      throw new Refusal(`Nobody could be reached for ${displayName(entry.entity)}: ${reach.passedOver.join(' ')}`, {
        code: 'nobody-to-page',
        hint: owner.self
          ? `Annotate ${owner.ref} with slack.com/user-id or discord.com/user-id, or let an administrator link them.`
          : `Give ${owner.ref} a rotation, a lead with a chat account, or a channel; until then, ask around.`,
        subject: entry.ref,
      });
  }
}

/** Why those who are called are called, after their name. */
function reasonOf(reach: Reach, { name, onCall }: Reachable): readonly Span[] {
  if (reach.kind === 'nobody') return [];
  if (reach.kind === 'channel') return [`Nobody of ${name} could be called directly, so this comes to its channel.`];
  switch (reach.role) {
    case 'on-call':
      return [`you are on call for ${name}${onCall ? ` ${untilWords(onCall.shift)}` : ''}.`];
    case 'lead':
      return [`you lead ${name}, and nobody on call could be called.`];
    case 'member':
      return [`you are of ${name}, and neither anybody on call nor its lead could be called.`];
    case 'owner':
      return ['this is for you.'];
  }
}

function pagedCard(entry: DirectoryEntry, owner: Reachable, reach: Reach, isTold: boolean): Card {
  const whom = reach.kind === 'nobody' ? [owner.name] : reachLine(reach, owner.name, owner.onCall?.shift);
  return {
    kind: 'card',
    title: ['Paged ', ...whom],
    lines: [...reach.passedOver, ...(isTold ? ['You are told here once somebody acknowledges.'] : [])],
    fields: [{ label: 'About', value: displayName(entry.entity) }],
    buttons: [],
  };
}
