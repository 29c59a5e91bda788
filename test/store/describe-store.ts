import { describeCatalogStore } from './describe-catalog-store.ts';
import { describeMessageStore } from './describe-message-store.ts';
import { describePageStore } from './describe-page-store.ts';
import { describeRecordStore } from './describe-record-store.ts';
import { describeRunStore } from './describe-run-store.ts';
import { describeWorkStore } from './describe-work-store.ts';
import type { CreateDatabase } from './fresh-store.ts';

/** What the store does on every database. */
export function describeStore(createDatabase: CreateDatabase): void {
  describeRecordStore(createDatabase);
  describeWorkStore(createDatabase);
  describeMessageStore(createDatabase);
  describeCatalogStore(createDatabase);
  describeRunStore(createDatabase);
  describePageStore(createDatabase);
}
