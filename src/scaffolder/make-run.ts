import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { JsonObject } from './action.ts';
import type { TemplateAtHand } from './find-template.ts';
import type { Run } from './run.ts';

/** Who asks for a run, and how it is known. */
export interface RunRequest {
  /** Lower case letters and digits, at most 32. */
  readonly id: string;
  /** Checked. */
  readonly values: JsonObject;
  /** Each of its secrets, sealed. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly asker: Asker;
  readonly userRef: string | undefined;
  readonly address: Address;
  readonly createdAt: Date;
}

/** A run of a template, with every step waiting. */
export function makeRun({ template, document, folder, commit }: TemplateAtHand, request: RunRequest): Run {
  return {
    secrets: {},
    ...request,
    templateRef: template.ref,
    templateTitle: template.title,
    template: document,
    templateFolder: folder,
    templateCommit: commit,
    status: 'waiting',
    message: undefined,
    approval: undefined,
    steps: template.steps.map(({ id, name, action }) => ({
      id,
      name,
      action,
      status: 'waiting',
      output: {},
      calls: [],
      message: undefined,
    })),
    output: {},
    startedAt: undefined,
    endedAt: undefined,
  };
}
