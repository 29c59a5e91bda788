import { counted } from '#callboard/core/counted.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { channelsIn } from '#callboard/catalog/channels-in.ts';
import { membersOf } from '#callboard/catalog/owner.ts';
import { namesOf } from './names-of.ts';
import type { Approval, Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';
import type { Template, TemplateApproval } from './template.ts';

const hourMs = 60 * 60 * 1000;

type ApprovalContext = Pick<Scaffolder, 'context' | 'catalog'>;

/**
 * Who must approve a run of the template, until when, and where they are asked; undefined where nobody must.
 * @throws Refusal where it is not known who asks, or too few people could approve it or be reached
 */
export async function planApproval(
  scaffolder: ApprovalContext,
  template: Template,
  run: Pick<Run, 'userRef' | 'address' | 'createdAt'>,
): Promise<Approval | undefined> {
  const { approval: stated } = template;
  if (!stated) return undefined;
  // Whoever is not known could approve it under another account.
  if (run.userRef === undefined) throw unknownAsker(template);
  const people = peopleOf(stated, scaffolder).filter((ref) => ref !== run.userRef);
  if (people.length < stated.count) throw tooFew(template, stated, people.length, scaffolder);
  const requests = await requestsOf(stated, people, run.address, scaffolder);
  if (requests.length === 0) throw unreachable(template, stated, scaffolder);
  const expiresAt = new Date(run.createdAt.getTime() + stated.withinHours * hourMs).toISOString();
  return { approvers: stated.approvers, count: stated.count, expiresAt, requests };
}

/** Whether somebody may approve: they are named, or a member of a group that is. */
export function mayApprove(approvers: readonly string[], userRef: string, scaffolder: ApprovalContext): boolean {
  return peopleOf({ approvers }, scaffolder).includes(userRef);
}

function peopleOf({ approvers }: Pick<Approval, 'approvers'>, { catalog }: ApprovalContext): readonly string[] {
  const refs = approvers.flatMap((ref) => (ref.startsWith('user:') ? [ref] : membersOf(ref, catalog.directory)));
  return [...new Set(refs)].filter((ref) => catalog.directory.get(ref) !== undefined);
}

/** The channels that the template names, else each group's own, else the people themselves: each once. */
async function requestsOf(
  { approvers, channels }: TemplateApproval,
  people: readonly string[],
  { surface }: Address,
  { catalog, context }: ApprovalContext,
): Promise<readonly Address[]> {
  const named = preferred(channels, surface);
  if (named) return [named];
  const found: Address[] = [];
  for (const ref of approvers) {
    const channel = preferred(channelsIn(catalog.directory.get(ref)?.entity.metadata.annotations), surface);
    if (channel) found.push(channel);
    else {
      const members = ref.startsWith('user:') ? [ref] : membersOf(ref, catalog.directory);
      for (const member of members.filter((each) => people.includes(each))) {
        const account = preferredAccount(await context.identity.findAccounts(member), surface);
        if (account) found.push(account);
      }
    }
  }
  return [...new Map(found.map((address) => [requestKey(address), address])).values()];
}

/** What tells one place where approval is asked for from another. */
export const requestKey = (address: Address): string =>
  `${address.surface}:${address.kind === 'person' ? address.personId : address.conversation}`;

function preferred(channels: Readonly<Record<string, string>>, surface: string): Address | undefined {
  const [first] = byPreference(channels, surface);
  return first && { surface: first[0], kind: 'place', conversation: first[1] };
}

function preferredAccount(accounts: Readonly<Record<string, string>>, surface: string): Address | undefined {
  const [first] = byPreference(accounts, surface);
  return first && { surface: first[0], kind: 'person', personId: first[1] };
}

/** Where it was asked for comes first. */
const byPreference = (bySurface: Readonly<Record<string, string>>, surface: string): readonly [string, string][] =>
  Object.entries(bySurface).toSorted(([one], [other]) => Number(other === surface) - Number(one === surface));

const unknownAsker = ({ title, ref }: Template): Refusal =>
  new Refusal(`A run of ${title} must be approved by somebody else, and the catalog does not know who you are.`, {
    code: 'user-not-known',
    hint: 'Ask an administrator to link your account to your catalog user, and ask in chat.',
    subject: ref,
  });

const tooFew = (
  { title, ref }: Template,
  { approvers, count }: TemplateApproval,
  found: number,
  scaffolder: ApprovalContext,
): Refusal =>
  new Refusal(
    `A run of ${title} needs ${counted(count, 'approval')} from ${namesOf(approvers, 'or', scaffolder)}; besides you, the catalog has ${found} of them.`,
    { code: 'nobody-can-approve', hint: `Ask the owner of ${title} to have its approvers corrected.`, subject: ref },
  );

const unreachable = ({ title, ref }: Template, { approvers }: TemplateApproval, scaffolder: ApprovalContext): Refusal =>
  new Refusal(
    `Nobody of ${namesOf(approvers, 'or', scaffolder)}, who must approve a run of ${title}, can be reached in chat.`,
    {
      code: 'nobody-can-approve',
      hint: 'Have their accounts linked, or their channel named in the catalog.',
      subject: ref,
    },
  );
