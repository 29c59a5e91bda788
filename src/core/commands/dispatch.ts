import { createHash } from 'node:crypto';
import type { FieldProblem } from '../forms/form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Identity } from '../identity/identity.ts';
import { beside } from '../messages/beside.ts';
import { forEveryone } from '../messages/for-everyone.ts';
import type { Outbox } from '../messages/outbox.ts';
import { replyKey } from '../messages/reply-key.ts';
import { Refusal } from '../refusal.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Work } from '../work/work.ts';
import type { AnswerPages } from './answer-pages.ts';
import type { Command, Invocation } from './command.ts';
import type { Answered, Conversation, Said, Taken } from './conversation.ts';
import { createFormFilling, formGone } from './fill-form.ts';
import { type FormDrafts, shownDraft } from './form-drafts.ts';
import type { Lookup } from './lookup.ts';
import { notUnderstood } from './not-understood.ts';
import { requireParameters } from './require-parameters.ts';
import { runInvocation } from './run-invocation.ts';
import { answerFailure, settle, type SettleContext } from './settle.ts';
import type { SpokenOf } from './spoken-of.ts';
import { type Unclear, understand } from './understand.ts';

/** The kind of work that a kept invocation is. */
const invocationWork = 'core.invocation';
/** A platform waits 3 s for its acknowledgement; keeping a row has one of them. */
const keepTimeoutMs = 1000;
/** Whoever waited longer for an answer has asked again, or elsewhere. */
const answerLifetimeMs = 5 * 60 * 1000;

/** An invocation as a row; `draftId` is that of the form that asks for it. */
interface KeptInvocation extends Invocation {
  readonly draftId?: string;
}

export interface DispatchContext extends SettleContext {
  readonly commands: ReadonlyMap<string, Command>;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly work: Work;
  readonly messages: Outbox;
  readonly drafts: FormDrafts;
  readonly pages: AnswerPages;
  readonly secrets: SecretBox;
  readonly spokenOf: SpokenOf;
  readonly identity: Pick<Identity, 'named'>;
  readonly now: () => Date;
}

/** A conversation that can also do without keeping: for the command line, where the person waits for the end. */
export interface Dispatch extends Conversation {
  /** Answers now, also what changes something. It never rejects. */
  readonly answerNow: (said: Said) => Promise<Answered>;
}

/**
 * Takes what is said to the bot to the command that is meant, and its answer back.
 * It is the one place that decides what is answered now and what is kept first.
 */
export function createConversation(context: DispatchContext): Dispatch {
  const { commands, lookups, work, messages, drafts, spokenOf, now } = context;
  const table = () => [...commands.values()];

  const notRemembered = (error: unknown): void => {
    context.logger.warn({ error }, 'what a conversation spoke of could not be kept');
  };

  const perform = async (invocation: Invocation): Promise<Answered> => {
    const answered = await settle(invocation.command, () => runInvocation(invocation, context), context);
    // The answer does not wait for it.
    spokenOf.remember(invocation, commands.get(invocation.command), answered.subject).catch(notRemembered);
    return answered;
  };

  work.handle(invocationWork, async ({ payload }) => {
    const { draftId, ...invocation } = fromJson<KeptInvocation>(payload);
    // Whoever was killed between the two rows left the draft of a form that is submitted.
    if (draftId !== undefined) await drafts.remove(draftId);
    const { answer, isForEveryone } = await perform(invocation);
    // Whoever does the work tells its progress, under this same key, and may be ahead of us by now.
    if (answer.kind !== 'progress') {
      const to = isForEveryone ? forEveryone(invocation.address) : invocation.address;
      // A "no" leaves the question that it was asked by as it stands.
      await messages.say({ key: replyKey(invocation.id), to: answer.kind === 'refusal' ? beside(to) : to, answer });
    }
    return 'done';
  });

  const keep = async (invocation: KeptInvocation): Promise<void> => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(notKept(invocation)), keepTimeoutMs);
    try {
      const row = { key: invocation.id, kind: invocationWork, payload: toJson(invocation), dueAt: now() };
      await Promise.race([work.add(row), late]);
    } finally {
      clearTimeout(timer);
    }
  };

  const replyOf = (answered: Answered): Taken => ({
    kind: 'reply',
    command: answered.command,
    answer: async () => answered,
  });

  const takeInvocation = async (invocation: Invocation): Promise<Taken> => {
    const command = commands.get(invocation.command);
    try {
      if (command?.effect !== 'changes' || command.isQuestion?.(invocation)) {
        return { kind: 'reply', command: command?.name, answer: () => perform(invocation) };
      }
      requireParameters(command, invocation.values);
      refuseProblems((await command.check?.(invocation)) ?? []);
      await keep(invocation);
      return { kind: 'kept', command: command.name };
    } catch (error) {
      return replyOf(answerFailure(command?.name, error, context));
    }
  };

  const forms = createFormFilling({
    ...context,
    keep: (draftId, invocation) => keep({ ...invocation, id: formInvocationId(draftId), draftId }),
    perform,
    invocationId: formInvocationId,
  });

  const invocationOf = (said: Said): Invocation | Unclear => {
    const { asker, address } = said;
    const understood = understand(said, table());
    if ('unclear' in understood) return understood;
    return { ...understood, id: invocationId(`${asker.surface}:${said.id}`), asker, address };
  };

  const refuseUnclear = ({ unclear }: Unclear, asker: Asker): Promise<Answered> =>
    settle(undefined, async () => Promise.reject(await notUnderstood(unclear, asker, table())), context);

  return {
    commands: table,
    answerNow: async (said) => {
      try {
        const invocation = invocationOf(said);
        return await ('unclear' in invocation ? refuseUnclear(invocation, said.asker) : perform(invocation));
      } catch (error) {
        return answerFailure(undefined, error, context);
      }
    },
    take: async (said) => {
      try {
        const invocation = invocationOf(said);
        if (!('unclear' in invocation)) return await takeInvocation(invocation);
        return { kind: 'reply', command: undefined, answer: () => refuseUnclear(invocation, said.asker) };
      } catch (error) {
        return replyOf(answerFailure(undefined, error, context));
      }
    },
    sayLater: async ({ id, asker, address }, answer) => {
      const key = replyKey(invocationId(`${asker.surface}:${id}`));
      await messages.say({ key, to: address, answer, notAfter: new Date(now().getTime() + answerLifetimeMs) });
    },
    beginThread: (thread, subject) => spokenOf.begin(thread, subject).catch(notRemembered),
    firstPage: context.pages.firstPage,
    lookUp: async (name, query, filter, asker, limit) => {
      const lookup = lookups.get(name);
      if (!lookup) throw new Error(`no lookup is called ${name}`);
      return lookup(query, filter, asker, limit);
    },
    openForm: forms.openForm,
    takeUpForm: forms.takeUpForm,
    turnPage: forms.turnPage,
    draft: async (id, asker) => {
      const draft = await drafts.get(id, asker);
      return draft && shownDraft(draft);
    },
    previewForm: async (id, asker) => {
      try {
        return await forms.previewForm(id, asker);
      } catch (error) {
        return answerFailure(undefined, error, context);
      }
    },
    submitPage: async (id, asker, values, seen) => {
      try {
        return await forms.submitPage(id, asker, values, seen);
      } catch (error) {
        const { answer } = answerFailure(undefined, error, context);
        return { kind: error === formGone ? 'gone' : 'failed', answer };
      }
    },
  };
}

function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new Refusal(problems.map(({ message }) => message.replace(/\.?$/, '.')).join(' '), {
    code: 'wrong-values',
    hint: 'Ask again with other values.',
  });
}

const notKept = (invocation: Invocation): Refusal =>
  new Refusal(`I could not note down "${invocation.command}" in time, so it may not have happened.`, {
    code: 'not-kept',
    hint: 'Look whether it did before you try again.',
  });

/** The same for the same event, however often it is delivered: 32 lower case letters and digits. */
const invocationId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const formInvocationId = (draftId: string): string => invocationId(`form:${draftId}`);
