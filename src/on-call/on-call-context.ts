import type { Directory } from '#callboard/catalog/directory.ts';
import type { Identity } from '#callboard/core/identity/identity.ts';
import type { Outbox } from '#callboard/core/messages/outbox.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { PageStore } from './page-store.ts';
import type { Schedules } from './schedules.ts';

/** What on-call's commands work with. */
export interface OnCallContext {
  readonly directory: Directory;
  readonly schedules: Schedules;
  readonly identity: Pick<Identity, 'userOf' | 'accountsOf' | 'findAccounts'>;
  readonly pages: PageStore;
  readonly messages: Outbox;
  readonly logger: Logger;
  readonly now: () => Date;
}
