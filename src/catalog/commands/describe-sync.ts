import type { Card } from '#callboard/core/answers/answer.ts';
import type { Reply } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import type { SyncReport } from '../sync-report.ts';
import type { SourceCommandContext } from './source-context.ts';
import { kindFields, problemLines } from './source-fields.ts';

/** What came of reading a source, as a card; it is about the entity where there is only one. */
export function describeSync(title: string, report: SyncReport, context: Pick<SourceCommandContext, 'folder'>): Reply {
  const { files, documents, refs, problems } = report;
  const [ref, ...others] = refs;
  return {
    answer: {
      kind: 'card',
      title,
      lines: [
        `${counted(documents, 'document')} in ${counted(files, 'file')}: ${changesOf(report)}.`,
        ...problemLines(problems, context),
      ],
      fields: kindFields(refs),
      buttons: [],
    },
    ...(ref !== undefined && others.length === 0 && { subject: ref }),
  };
}

/** That a source could not be read, and why. */
export const describeUnread = (
  name: string,
  { problems }: SyncReport,
  context: Pick<SourceCommandContext, 'folder'>,
): Card => ({
  kind: 'card',
  title: `${name} could not be read; what the catalog has of it stays`,
  lines: problemLines(problems, context),
  fields: [],
  buttons: [],
});

function changesOf({ added, changed, removed, orphaned }: SyncReport): string {
  const parts = Object.entries({ added, changed, removed, 'lost their file': orphaned });
  const told = parts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  return told.length === 0 ? 'nothing has changed' : told.join(', ');
}
