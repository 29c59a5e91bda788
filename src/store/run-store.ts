import type { Address } from '#callboard/core/messages/address.ts';
import type { ActionCall, JsonObject } from '#callboard/scaffolder/action.ts';
import type { Run, RunStatus, RunStep, StepStatus } from '#callboard/scaffolder/run.ts';
import type { RunStore } from '#callboard/scaffolder/run-store.ts';
import { addOnce, type DatabaseClient } from './database-client.ts';
import type { Prisma, Run as RunRow, RunStep as RunStepRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';
import { knownWord } from './known-word.ts';

const runStatuses: readonly RunStatus[] = ['waiting', 'running', 'done', 'failed'];
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
    putStep: async (runId, { id, status, output, calls, message }) => {
      const texts = { output: JSON.stringify(output), calls: JSON.stringify(calls) };
      const data = { status, ...texts, message: message ?? null };
      await client.runStep.update({ where: { runId_id: { runId, id } }, data });
    },
    putStatus: async (id, status, output, endedAt) => {
      const data = { status, output: JSON.stringify(output), endedAt: endedAt ?? null };
      await client.run.update({ where: { id }, data });
    },
  };
}

const toRow = (run: Run): Prisma.RunUncheckedCreateInput => ({
  id: run.id,
  templateRef: run.templateRef,
  templateTitle: run.templateTitle,
  template: JSON.stringify(run.template),
  templateFolder: run.templateFolder,
  templateCommit: run.templateCommit ?? null,
  values: JSON.stringify(run.values),
  surface: run.asker.surface,
  personId: run.asker.personId,
  personName: run.asker.name ?? null,
  userRef: run.userRef ?? null,
  address: JSON.stringify(run.address),
  status: run.status,
  output: JSON.stringify(run.output),
  createdAt: run.createdAt,
  endedAt: run.endedAt ?? null,
});

const toStepRows = (run: Run): Omit<RunStepRow, 'runId'>[] =>
  run.steps.map(({ id, name, action, status, output, calls, message }, position) => ({
    id,
    position,
    name,
    action,
    status,
    output: JSON.stringify(output),
    calls: JSON.stringify(calls),
    message: message ?? null,
  }));

const toRun = (row: RunRow & { readonly steps: readonly RunStepRow[] }): Run => ({
  id: row.id,
  templateRef: row.templateRef,
  templateTitle: row.templateTitle,
  template: fromJsonText<JsonObject>(row.template),
  templateFolder: row.templateFolder,
  templateCommit: row.templateCommit ?? undefined,
  values: fromJsonText<JsonObject>(row.values),
  asker: {
    surface: row.surface,
    personId: row.personId,
    ...(row.personName !== null && { name: row.personName }),
  },
  userRef: row.userRef ?? undefined,
  address: fromJsonText<Address>(row.address),
  status: knownWord(runStatuses, row.status),
  steps: row.steps.map(toStep),
  output: fromJsonText<JsonObject>(row.output),
  createdAt: row.createdAt,
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
