import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { counted } from '#callboard/core/counted.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { refuseCredentials } from '../chat-address.ts';
import { describeSync, describeUnread } from './describe-sync.ts';
import { exampleAbout } from './example-about.ts';
import { findSource } from './find-source.ts';
import { nameParameter } from './name-parameter.ts';
import { sayIfSlow } from './say-if-slow.ts';
import type { SourceCommandContext } from './source-context.ts';
import { sourceName } from './source-fields.ts';
import { refreshPhrases } from './source-phrases.ts';

/** The command that reads a source again now, and says what came of it; run twice, it reads twice. */
export function createRefresh(context: SourceCommandContext): Command {
  const name = nameParameter('Something in the catalog, or an address; without it everything', context.directory);
  return {
    name: 'refresh',
    summary: 'Read the catalog files of something again now; everything, for administrators',
    parameters: [{ ...name, isRequired: false }],
    examples: ['refresh payments-api', 'reload the catalog file of billing'],
    example: exampleAbout(context.directory, 'component', (known) => `refresh ${known}`),
    isFor: context.rights.mayRegister,
    phrases: refreshPhrases,
    effect: 'changes',
    check: ({ values }) => {
      refuseCredentials(String(values['name'] ?? ''));
      return [];
    },
    run: (invocation) => run(invocation, context),
  };
}

async function run(invocation: Invocation, context: SourceCommandContext): Promise<Reply> {
  const text = String(invocation.values['name'] ?? '');
  if (text === '') return refreshAll(invocation, context);
  refuseCredentials(text);
  await context.rights.requireRegister(invocation.asker);
  const found = await findSource('refresh', text, context);
  if ('reply' in found) return found.reply;
  const { id, target } = found.source;
  const name = sourceName(target, context);
  const report = await sayIfSlow(`Reading ${name} …`, invocation, context.messages, () => context.sources.refresh(id));
  if (!report) {
    throw new Refusal(`${name} is no source of the catalog any more.`, {
      code: 'no-such-source',
      hint: 'Ask for sources to see which there are.',
    });
  }
  if (report.files > 0) return describeSync(`${name} was read`, report, context);
  return { answer: describeUnread(name, report, context) };
}

async function refreshAll(
  { asker }: Invocation,
  { rights, sources, refreshAll: request }: SourceCommandContext,
): Promise<Reply> {
  await rights.requireRefreshAll(asker);
  const count = (await sources.all()).length;
  await request();
  return {
    answer: {
      kind: 'card',
      title: count === 1 ? 'The one source is being read again' : `${counted(count, 'source')} are being read again`,
      lines: ['Ask for sources in a while to see what came of it.'],
      fields: [],
      buttons: [{ label: 'Sources', press: { command: 'sources', values: {} } }],
    },
  };
}
