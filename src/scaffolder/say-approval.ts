import type { Card, Line } from '#callboard/core/answers/answer.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { oneLine } from '#callboard/catalog/entity-text.ts';
import { asText, textOf } from './json-object.ts';
import { nameOf } from './name-of.ts';
import { requestKey } from './plan-approval.ts';
import { parseRepoUrl } from './repo-url.ts';
import type { Approval, Decision, Run } from './run.ts';
import type { Scaffolder } from './scaffolder.ts';
import { pagesOf } from './template.ts';
import { utcMinute } from './utc-minute.ts';

/** Values that a request has room for. */
const maximumFields = 20;

type SayContext = Pick<Scaffolder, 'context' | 'catalog' | 'runs'>;

/** Asks whoever must approve a run, or shows them what has come of it: in the same messages. */
export async function sayApproval(scaffolder: SayContext, run: Run): Promise<void> {
  if (!run.approval) return;
  const answer = approvalCard(run, run.approval, await scaffolder.runs.decisions(run.id), scaffolder);
  for (const to of run.approval.requests) {
    await scaffolder.context.messages.say({ key: `approval:${run.id}:${requestKey(to)}`, to, answer });
  }
}

/** Tells whoever asked what came of it: in a message of its own, since an edited one would go unnoticed. */
export async function tellOutcome({ context }: Pick<Scaffolder, 'context'>, run: Run): Promise<void> {
  const { surface, personId } = run.asker;
  const to = { surface, kind: 'person', personId } as const;
  const title: Line = [run.status === 'declined' ? 'Not approved: ' : 'Approved: ', strong(run.templateTitle)];
  const lines = run.message === undefined ? [] : [run.message];
  const answer: Card = { kind: 'card', title, lines, fields: [], buttons: [] };
  await context.messages.say({ key: `approval:${run.id}:outcome`, to, answer });
}

function approvalCard(run: Run, approval: Approval, decisions: readonly Decision[], context: SayContext): Card {
  const isOpen = run.status === 'unapproved';
  const approved = decisions.filter(({ isApproved }) => isApproved);
  const asker = run.userRef === undefined ? run.asker.personId : nameOf(run.userRef, context);
  const until = utcMinute(new Date(approval.expiresAt));
  const outcome = outcomeWord(run);
  const fields = fieldsOf(run);
  const left = fields.length - maximumFields;
  return {
    kind: 'card',
    title: [outcome, ' ', strong(run.templateTitle), ...(isOpen ? ['?'] : [])],
    lines: [
      `${asker} asks for it.`,
      // Once there are enough, the run's own message names who they are.
      ...(outcome === 'Approved:' ? [] : approved.map(({ userRef }) => `${nameOf(userRef, context)} approved it.`)),
      ...(isOpen ? [`${approved.length} of ${approval.count} approvals, until ${until}.`] : []),
      ...(isOpen || run.message === undefined ? [] : [run.message]),
      ...(left > 0 ? [`There are ${left} more values than are shown here.`] : []),
    ],
    fields: fields.slice(0, maximumFields),
    buttons: isOpen
      ? [
          { label: 'Approve', style: 'primary', press: { command: 'approve-run', values: { run: run.id } } },
          { label: 'Decline', style: 'danger', press: { command: 'decline-run', values: { run: run.id } } },
        ]
      : [],
  };
}

/** What was given, each value once: a secret by a mask. */
function fieldsOf(run: Run): Card['fields'] {
  const open = Object.entries(run.values).filter(([name]) => !Object.hasOwn(run.secrets, name));
  return [
    ...open.map(([name, value]) => ({ label: labelOf(name, run), value: oneLine(shownValue(value)) })),
    ...Object.keys(run.secrets).map((name) => ({ label: labelOf(name, run), value: '••••••' })),
  ];
}

/** A value as people write it: a repository by its owner, its name and its host. */
function shownValue(value: Json): string {
  const text = asText(value);
  const repository = parseRepoUrl(text);
  return repository ? `${repository.owner}/${repository.repo} on ${repository.host}` : text;
}

/** What the template calls a parameter. */
function labelOf(name: string, { template }: Run): string {
  const titles = pagesOf(template).flatMap(({ properties }) => {
    const schema = isJsonObject(properties) ? properties[name] : undefined;
    return isJsonObject(schema) ? (textOf(schema['title']) ?? []) : [];
  });
  return titles[0] ?? name;
}

function outcomeWord({ status }: Run): string {
  if (status === 'unapproved') return 'Approve';
  if (status === 'declined') return 'Not approved:';
  return status === 'cancelled' ? 'Cancelled:' : 'Approved:';
}

const strong = (text: string) => ({ kind: 'strong', text }) as const;
