import type { Button, Card, Line, PersonSpan, Span } from '#callboard/core/answers/answer.ts';
import { displayName, linkSpan } from '#callboard/catalog/entity-text.ts';
import type { EntityLink } from '#callboard/catalog/entity.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import { inWords } from './local-time.ts';
import type { OnCallContext } from './on-call-context.ts';
import type { Page, Ping } from './page-store.ts';
import { pageTimeZone } from './page-time-zone.ts';
import { askerSpan, candidateOf, personSpan } from './people.ts';
import { calledBecause, reachLine } from './shift-lines.ts';
import type { Reachable, SomeReach } from './who-to-reach.ts';

/** A page is not delivered later than this after it was asked for: by then it says nothing true any more. */
const pageLifetimeMs = 30 * 60 * 1000;
/** How long a platform that is down is waited for before somebody else is called. */
const pingPatienceMs = 3 * 60 * 1000;

/** When a page is no longer worth delivering. */
export const pageEndsAt = ({ createdAt }: Page): Date => new Date(createdAt.getTime() + pageLifetimeMs);

/** Beside Acknowledge, as many links as a row of buttons holds: Discord's limit is five a row. */
const maximumLinks = 4;

/** Whether something can be said there later: a command line is gone by then. */
export const isToldHere = ({ surface }: Address): boolean => surface !== 'terminal';

/** What whoever paged is told: who is called, and why nobody who comes before. */
export function pagedCard(page: Page, reach: SomeReach, owner: Reachable, context: OnCallContext): Card {
  const entity = context.directory.get(page.subject)?.entity;
  const later = isToldHere(page.address) ? ['You are told here once somebody acknowledges.'] : [];
  return {
    kind: 'card',
    title: ['Paged ', ...reachLine(reach, owner.name, owner.onCall?.shift)],
    lines: [...reach.passedOver, ...later],
    fields: [
      { label: 'About', value: entity ? displayName(entity) : page.subject },
      ...(page.message === '' ? [] : [{ label: 'Message', value: page.message }]),
    ],
    buttons: [],
  };
}

/** The messages of a page that nobody has acknowledged yet: one to each whom it may reach. */
export async function pageMessages(
  page: Page,
  reach: SomeReach,
  owner: Reachable,
  context: OnCallContext,
): Promise<OutgoingMessage[]> {
  const about = await describe(page, context);
  const notAfter = new Date(Math.min(context.now().getTime() + pingPatienceMs, pageEndsAt(page).getTime()));
  const acknowledge: Button = {
    label: 'Acknowledge',
    press: { command: 'acknowledge', values: { page: page.id } },
    style: 'primary',
  };
  return Promise.all(
    livePings(page).map(async ({ key, ping }) => {
      const why: Line = [...(await calledSpans(ping, context)), ...calledBecause(reach, owner)];
      const buttons = [acknowledge, ...about.links];
      return { key, to: ping.to, answer: pageCard(about, [why], buttons), notAfter };
    }),
  );
}

/** The same messages once somebody has acknowledged. They replace the others, however late. */
export async function acknowledgedMessages(
  page: Page,
  by: PersonSpan,
  at: Date,
  context: OnCallContext,
): Promise<OutgoingMessage[]> {
  const about = await describe(page, context);
  const line: Line = ['Acknowledged by ', by, `, ${inWords(at, await pageTimeZone(page, context))}.`];
  return livePings(page).map(({ key, ping }) => ({ key, to: ping.to, answer: pageCard(about, [line], about.links) }));
}

/** What the keys of all messages about pages start with. */
export const pageKeyPrefix = 'page:';

/** The pings that may reach somebody, with the keys of their messages. */
function livePings({ id, pings }: Page): readonly { readonly key: string; readonly ping: Ping }[] {
  return pings
    .map((ping, index) => ({ key: `${pageKeyPrefix}${id}:${index}`, ping }))
    .filter(({ ping }) => ping.givenUp === undefined);
}

/** Which ping of which page a message's key stands for; undefined where it is another message about a page. */
export function pingOfKey(key: string): { readonly pageId: string; readonly index: number } | undefined {
  const [, pageId, index] = /^page:(.+):(\d+)$/.exec(key) ?? [];
  return pageId === undefined ? undefined : { pageId, index: Number(index) };
}

/** A message to where the page was asked for. @param about what it tells of: told again, it takes the place of the other */
export function tellAsker({ id, address }: Page, about: string, answer: Card): OutgoingMessage {
  return { key: `${pageKeyPrefix}${id}:${about}`, to: withoutToken(address), answer };
}

/** What answers the very event has aged by the time somebody acknowledges. */
function withoutToken(address: Address): Address {
  if (address.kind === 'person') return address;
  const { replyToken: _, ...place } = address;
  return place;
}

interface About {
  readonly subject: string;
  readonly ref: string;
  readonly asker: PersonSpan;
  readonly message: string;
  readonly links: readonly Button[];
}

async function describe(page: Page, context: OnCallContext): Promise<About> {
  const entity = context.directory.get(page.subject)?.entity;
  return {
    subject: entity ? displayName(entity) : page.subject,
    ref: page.subject,
    asker: await askerSpan(page.asker, context),
    message: page.message,
    links: linkButtons(entity?.metadata.links ?? []),
  };
}

function pageCard(about: About, lines: readonly Line[], buttons: readonly Button[]): Card {
  const said = about.message.split(/\s*\n\s*/).filter((line) => line !== '');
  const asks: Line = [about.asker, said.length > 0 ? ' says:' : ' asks for you, without a message.'];
  return {
    kind: 'card',
    title: `Page about ${about.subject}`,
    lines: [asks, ...said.map(linked), ...lines],
    fields: [{ label: 'About', value: { kind: 'code', text: about.ref } }],
    buttons,
  };
}

/** A line that is an address, such as that of a message which is quoted, leads there. */
const linked = (line: string): Line => (/^https?:\/\/\S+$/.test(line) ? linkSpan(line, line) : line);

/** Links as buttons, runbooks first. */
function linkButtons(links: readonly EntityLink[]): readonly Button[] {
  const isRunbook = ({ title = '', type = '', url }: EntityLink) => /run-?book/i.test(`${title} ${type} ${url}`);
  return links
    .filter(({ url }) => /^https?:\/\//i.test(url) && URL.canParse(url))
    .toSorted((a, b) => Number(isRunbook(b)) - Number(isRunbook(a)))
    .slice(0, maximumLinks)
    .map(({ title, url }) => ({ label: title ?? new URL(url).hostname, url }));
}

/** The one who is called, notified; nobody where a channel is told. */
async function calledSpans({ ref, to }: Ping, context: OnCallContext): Promise<readonly Span[]> {
  if (to.kind !== 'person') return [];
  const person = await candidateOf(ref, context);
  return [personSpan({ ...person, accounts: { ...person.accounts, [to.surface]: to.personId } }, true), ': '];
}
