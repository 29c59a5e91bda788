import { createHash } from 'node:crypto';
import type { Press, Values } from '../answers/answer.ts';
import type { FieldProblem } from '../forms/form.ts';
import { beside } from '../messages/beside.ts';
import { forEveryone } from '../messages/for-everyone.ts';
import type { Outbox } from '../messages/outbox.ts';
import { replyKey } from '../messages/reply-key.ts';
import { isRefusal, Refusal } from '../refusal.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Work } from '../work/work.ts';
import type { AnswerPages } from './answer-pages.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Answered, Conversation, Said, Taken } from './conversation.ts';
import { createFormFilling, formGone } from './fill-form.ts';
import { type FormDrafts, shownDraft } from './form-drafts.ts';
import { frameReply } from './frame-reply.ts';
import { exampleOf } from './example-of.ts';
import { formatUsage, suggestion } from './help.ts';
import type { Lookup } from './lookup.ts';
import { readCommandLine, readSentence } from './read-sentence.ts';
import { answerFailure, settle, type SettleContext } from './settle.ts';
import type { SpokenOf } from './spoken-of.ts';

/** The kind of work that a kept invocation is. */
const invocationWork = 'core.invocation';
/** A platform waits 3 s for its acknowledgement; keeping a row has one of them. */
const keepTimeoutMs = 1000;
/** Whoever waited longer for an answer has asked again, or elsewhere. */
const answerLifetimeMs = 5 * 60 * 1000;
/** Reading takes time that others wait for: far more than a question needs, and as much as a message shows at once. */
const maximumTextLength = 2000;

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
    const answered = await settle(invocation.command, () => run(invocation, context), context);
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

  const invocationOf = (said: Said): Invocation => {
    const { asker, address } = said;
    return { ...understand(said, table()), id: invocationId(`${asker.surface}:${said.id}`), asker, address };
  };

  return {
    commands: table,
    answerNow: async (said) => {
      try {
        return await perform(invocationOf(said));
      } catch (error) {
        return answerFailure(undefined, error, context);
      }
    },
    take: async (said) => {
      try {
        return await takeInvocation(invocationOf(said));
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

async function run(invocation: Invocation, { commands, spokenOf }: DispatchContext): Promise<Reply> {
  const command = commands.get(invocation.command);
  if (!command) {
    throw new Refusal(`There is no command ${invocation.command} any more.`, {
      code: 'no-such-command',
      hint: 'Ask for help to see what there is.',
    });
  }
  const completed = await spokenOf.complete(invocation, command);
  requireParameters(command, completed.values);
  try {
    return frameReply(await command.run(completed), completed, command);
  } catch (error) {
    throw withSuggestion(error, completed, command, [...commands.values()]);
  }
}

/** What no phrase fitted may have been a command that is misspelt. */
function withSuggestion(
  error: unknown,
  { values }: Invocation,
  command: Command,
  commands: readonly Command[],
): unknown {
  const text = command.catchAll === undefined ? undefined : values[command.catchAll];
  if (!isRefusal(error, ['no-such-entity']) || typeof text !== 'string') return error;
  const meant = suggestion(text, commands);
  if (meant === undefined) return error;
  return new Refusal(error.message, { code: error.code, hint: meant }, { cause: error });
}

function requireParameters(command: Command, values: Values): void {
  const missing = command.parameters.find(({ name, isRequired }) => isRequired && values[name] === undefined);
  if (!missing) return;
  const example = exampleOf(command);
  throw new Refusal(`${command.name} needs a ${missing.name}: ${lowerFirst(missing.description)}.`, {
    code: 'missing-value',
    hint: `Type ${formatUsage(command)}${example === undefined ? '' : `, or ask: ${example}`}`,
  });
}

/**
 * Which command is meant, with which values.
 * @throws Refusal where it asks for nothing that is known, or is too long to be read
 */
function understand(said: Said, commands: readonly Command[]): Press {
  if (said.kind === 'press') return said.press;
  if (said.text.length > maximumTextLength) throw tooLong(said.text.length);
  if (said.kind === 'command') {
    const command = commands.find(({ name }) => name === said.command);
    if (!command) throw notUnderstood(said.command, commands);
    return { command: command.name, values: readCommandLine(command, said.text) };
  }
  const understood = readSentence(said.text, commands);
  if (!understood) throw notUnderstood(said.text, commands);
  return { command: understood.command.name, values: understood.values };
}

const tooLong = (length: number): Refusal =>
  new Refusal(`That is ${length} characters long, and at most ${maximumTextLength} are read.`, {
    code: 'too-long',
    hint: 'Say it in fewer words.',
  });

function notUnderstood(text: string, commands: readonly Command[]): Refusal {
  const examples = commands.filter(({ isHidden }) => !isHidden).flatMap((command) => exampleOf(command) ?? []);
  return new Refusal('I did not understand that.', {
    code: 'not-understood',
    hint:
      suggestion(text, commands) ?? `You can ask, for example: ${examples.slice(0, 4).join('; ')}. Or ask for help.`,
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

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
