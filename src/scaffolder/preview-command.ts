import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command, Invocation, Reply } from '#callboard/core/commands/command.ts';
import { loadTemplate, type TemplateAtHand, templateOf } from './find-template.ts';
import { textOf } from './json-object.ts';
import { previewAnswer } from './preview-answer.ts';
import { previewFiles } from './preview-files.ts';
import { requireRunnable } from './require-runnable.ts';
import { performDryRun, planNewRun, type Scaffolder } from './scaffolder.ts';
import { exampleAbout } from '#callboard/catalog/commands/example-about.ts';
import { type TemplateQuestions, templateQuestions } from './template-questions.ts';

/** Longer than any skeleton takes; one that waits is not waited for. */
const timeoutMs = 60_000;

/** The command that asks for a template's values like `create`, and shows what would come of them. */
export function previewCommand(scaffolder: Scaffolder): Command {
  const questions = templateQuestions(scaffolder, {
    name: 'preview',
    question: 'What do you want to look at?',
    submitLabel: 'Preview',
  });
  const { isQuestion, form, parameter } = questions;
  return {
    name: 'preview',
    summary: 'See which files a template would make and what its steps would do; nothing is made',
    parameters: [{ ...parameter, description: 'The template; without it you choose' }],
    examples: ['preview node-service', 'what would node-service make?'],
    example: exampleAbout(scaffolder.catalog.directory, 'template', (known) => `preview ${known}`),
    phrases: [/^(?:preview|dry run|try out) (?<template>.+)$/i, /^what would (?<template>.+) (?:make|create|do)$/i],
    effect: 'reads',
    form,
    check: async (invocation) => {
      const meant = questions.find(String(invocation.values['template'] ?? ''));
      if (isQuestion(invocation) || meant.kind === 'question') return [];
      const checked = await questions.check(templateOf(meant.entry, scaffolder), invocation);
      return checked.kind === 'problems' ? checked.problems : [];
    },
    run: async (invocation): Promise<Reply> => {
      const meant = questions.find(textOf(invocation.values['template']));
      if (meant.kind === 'question') return { answer: meant.answer };
      const { entry } = meant;
      if (isQuestion(invocation)) {
        return { answer: await questions.ask(templateOf(entry, scaffolder), invocation.asker), subject: entry.ref };
      }
      return preview(scaffolder, questions, await loadTemplate(entry, scaffolder), invocation);
    },
  };
}

async function preview(
  scaffolder: Scaffolder,
  questions: TemplateQuestions,
  atHand: TemplateAtHand,
  invocation: Invocation,
): Promise<Reply> {
  const { template } = atHand;
  requireRunnable(template, scaffolder.actions);
  const { id, asker, address } = invocation;
  const { context } = scaffolder;
  const checked = await questions.requireValues(template, invocation);
  const userRef = await context.identity.userOf(asker);
  const run = planNewRun(scaffolder, atHand, { id, asker, address, ...checked, userRef, createdAt: context.now() });
  const folder = await mkdtemp(path.join(tmpdir(), 'callboard-preview-'));
  try {
    const dryRun = await performDryRun(scaffolder, run, folder, AbortSignal.timeout(timeoutMs));
    // A form that is open creates it, and a secret is in no button.
    const isOffered = invocation.values['reviewed'] !== true && Object.keys(checked.secrets).length === 0;
    const create = isOffered ? { ...invocation.values, submitted: true } : undefined;
    return { answer: previewAnswer(dryRun, await previewFiles(folder), create), subject: template.ref };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
