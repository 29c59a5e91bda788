import type { Address } from '#callboard/core/messages/address.ts';
import type { ActionCall, JsonObject } from '#callboard/scaffolder/action.ts';
import type { Approval, Run, RunStatus, RunStep, StepStatus } from '#callboard/scaffolder/run.ts';
import type { RunChange, RunStore } from '#callboard/scaffolder/run-store.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import type { Prisma, Run as RunRow, RunStep as RunStepRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';
import { knownWord } from './known-word.ts';

const runStatuses: readonly RunStatus[] = [
  'unapproved',
  'waiting',
  'running',
  'cancelling',
  'undoing',
  'done',
  'failed',
  'cancelled',
  'undone',
  'left',
  'declined',
];
const stepStatuses: readonly StepStatus[] = ['waiting', 'running', 'done', 'skipped', 'failed'];

const withSteps = { steps: { orderBy: { position: 'asc' } } } as const;

/** Runs and their steps, in the database. */
export function createRunStore(client: DatabaseClient): RunStore {
  return {
    create: (run) =>
      addOnce(client.run.create({ data: { ...toRow(run), steps: { createMany: { data: toStepRows(run) } } } })),
    get: async (id) => {
      const row = await client.run.findUnique({ where: { id }, include: withSteps });
      return row ? toRun(row) : undefined;
    },
    latest: async (limit, by) => {
      const rows = await client.run.findMany({
        ...(by && { where: { surface: by.surface, personId: by.personId } }),
        include: withSteps,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(toRun);
    },
    done: () => doneRuns(client),
    statusOf: async (id) => {
      const row = await client.run.findUnique({ where: { id }, select: { status: true } });
      return row ? knownWord(runStatuses, row.status) : undefined;
    },
    putStep: async (runId, step) => {
      await client.runStep.update({ where: { runId_id: { runId, id: step.id } }, data: stepChange(step) });
    },
    move: (id, from, change) =>
      client.$transaction(async (transaction) => {
        const { count } = await transaction.run.updateMany({
          where: { id, status: { in: [...from] } },
          data: runChange(change),
        });
        if (count === 0) return false;
        for (const step of change.steps ?? []) {
          await transaction.runStep.update({ where: { runId_id: { runId: id, id: step.id } }, data: stepChange(step) });
        }
        return true;
      }),
    addLines: async (runId, lines, limit) => {
      await client.runLine.createMany({ data: lines.map((line) => ({ runId, ...line })) });
      const [oldest] = await client.runLine.findMany({
        where: { runId },
        orderBy: { id: 'desc' },
        skip: limit,
        take: 1,
        select: { id: true },
      });
      if (oldest) await client.runLine.deleteMany({ where: { runId, id: { lte: oldest.id } } });
    },
    lines: async (runId, limit) => {
      const rows = await client.runLine.findMany({ where: { runId }, orderBy: { id: 'desc' }, take: limit });
      return rows.toReversed().map(({ stepId, at, text }) => ({ stepId, at, text }));
    },
    decide: (runId, { userRef, isApproved, reason, decidedAt }) =>
      addOnce(client.runDecision.create({ data: { runId, userRef, isApproved, reason: reason ?? null, decidedAt } })),
    decisions: async (runId) => {
      const rows = await client.runDecision.findMany({ where: { runId }, orderBy: { decidedAt: 'asc' } });
      return rows.map(({ userRef, isApproved, reason, decidedAt }) => ({
        userRef,
        isApproved,
        reason: reason ?? undefined,
        decidedAt,
      }));
    },
  };
}

/** So many runs are read at once: each has its template's document. */
const batchSize = 100;

async function* doneRuns(client: DatabaseClient): AsyncGenerator<readonly Run[]> {
  let before: Prisma.RunWhereInput = {};
  for (;;) {
    const rows = await client.run.findMany({
      where: { status: 'done', ...before },
      include: withSteps,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: batchSize,
    });
    yield rows.map(toRun);
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    const { createdAt, id } = last;
    before = { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
  }
}

const stepChange = ({ status, output, calls, message }: RunStep) => ({
  status,
  output: JSON.stringify(output),
  calls: JSON.stringify(calls),
  message: message ?? null,
});

const runChange = ({ status, message, output, startedAt, endedAt, secrets }: RunChange) => ({
  status,
  ...(message !== undefined && { message }),
  ...(output !== undefined && { output: JSON.stringify(output) }),
  ...(startedAt !== undefined && { startedAt }),
  ...(endedAt !== undefined && { endedAt }),
  ...(secrets !== undefined && { secrets: toSecrets(secrets) }),
});

const toSecrets = (secrets: Run['secrets']): string | null =>
  Object.keys(secrets).length === 0 ? null : JSON.stringify(secrets);

const toRow = (run: Run): Prisma.RunUncheckedCreateInput => ({
  id: run.id,
  templateRef: run.templateRef,
  templateTitle: run.templateTitle,
  template: JSON.stringify(run.template),
  templateFolder: run.templateFolder,
  templateCommit: run.templateCommit ?? null,
  values: JSON.stringify(run.values),
  secrets: toSecrets(run.secrets),
  surface: run.asker.surface,
  personId: run.asker.personId,
  personName: run.asker.name ?? null,
  userRef: run.userRef ?? null,
  address: JSON.stringify(run.address),
  status: run.status,
  message: run.message ?? null,
  approval: run.approval ? JSON.stringify(run.approval) : null,
  output: JSON.stringify(run.output),
  createdAt: run.createdAt,
  startedAt: run.startedAt ?? null,
  endedAt: run.endedAt ?? null,
});

const toStepRows = (run: Run): Omit<RunStepRow, 'runId'>[] =>
  run.steps.map((step, position) => ({
    id: step.id,
    position,
    name: step.name,
    action: step.action,
    ...stepChange(step),
  }));

const toRun = (row: RunRow & { readonly steps: readonly RunStepRow[] }): Run => ({
  id: row.id,
  templateRef: row.templateRef,
  templateTitle: row.templateTitle,
  template: fromJsonText<JsonObject>(row.template),
  templateFolder: row.templateFolder,
  templateCommit: row.templateCommit ?? undefined,
  values: fromJsonText<JsonObject>(row.values),
  secrets: row.secrets === null ? {} : fromJsonText<Run['secrets']>(row.secrets),
  asker: {
    surface: row.surface,
    personId: row.personId,
    ...(row.personName !== null && { name: row.personName }),
  },
  userRef: row.userRef ?? undefined,
  address: fromJsonText<Address>(row.address),
  status: knownWord(runStatuses, row.status),
  message: row.message ?? undefined,
  approval: row.approval === null ? undefined : fromJsonText<Approval>(row.approval),
  steps: row.steps.map(toStep),
  output: fromJsonText<JsonObject>(row.output),
  createdAt: row.createdAt,
  startedAt: row.startedAt ?? undefined,
  endedAt: row.endedAt ?? undefined,
});

const toStep = (row: RunStepRow): RunStep => ({
  id: row.id,
  name: row.name,
  action: row.action,
  status: knownWord(stepStatuses, row.status),
  output: fromJsonText<JsonObject>(row.output),
  calls: fromJsonText<readonly ActionCall[]>(row.calls),
  message: row.message ?? undefined,
});
