import { ownerOf } from '#callboard/catalog/owner.ts';
import type { OnCallContext } from './on-call-context.ts';
import type { Page } from './page-store.ts';

/** The time zone to tell times of a page in: that of the owner's schedule; UTC where there is none. */
export async function pageTimeZone(
  { subject, createdAt }: Page,
  { directory, schedules }: Pick<OnCallContext, 'directory' | 'schedules'>,
): Promise<string> {
  const entry = directory.get(subject);
  const ownerRef = entry && ownerOf(entry, directory);
  const shift = ownerRef === undefined ? undefined : await schedules.whoIsOnCall(ownerRef, createdAt);
  return shift?.timeZone ?? 'UTC';
}
