import type { Values } from '#callboard/core/answers/answer.ts';
import type { Field, TextField } from '#callboard/core/forms/form.ts';
import type { Question } from './question.ts';
import { readRepository } from './read-repository.ts';

type Questions = readonly Question[];

/**
 * The questions of a template, with branches looked up in the repository that its `repoUrl` names, as in Backstage, once
 * it names one; until then the name of a branch is a text, and on the same page the repository decides what it becomes.
 * @param given by field, as the answers stand
 */
export function lookUpBranches(pages: readonly Questions[], given: Values): readonly Questions[] {
  const asked = pages.flat().find(({ property }) => property === 'repoUrl')?.asks;
  if (asked?.kind !== 'repository' || !pages.some(hasBranch)) return pages;
  const read = readRepository(asked.picker, given);
  const looked =
    typeof read === 'string' ? pages.map((questions) => changeAll(questions, (one) => lookUp(one, read))) : pages;
  return looked.map((questions) => (hasBranch(questions) ? questions.map(deciding) : questions));
}

const isBranch = ({ schema }: Question): boolean => schema['ui:field'] === 'RepoBranchPicker';

const hasBranch = (questions: Questions): boolean =>
  questions.some((one) => isBranch(one) || (one.asks.kind === 'group' && hasBranch(one.asks.questions)));

function changeAll(questions: Questions, change: (question: Question) => Question): Questions {
  return questions.map((question) => {
    const { asks } = question;
    if (asks.kind === 'group') return { ...question, asks: { ...asks, questions: changeAll(asks.questions, change) } };
    if (asks.kind !== 'items') return change(question);
    const items = asks.items.map((item) => ({ ...item, questions: changeAll(item.questions, change) }));
    return { ...question, asks: { ...asks, items } };
  });
}

function lookUp(question: Question, repoUrl: string): Question {
  const { asks } = question;
  if (!isBranch(question) || asks.kind !== 'field' || asks.field.kind !== 'text') return question;
  return { ...question, asks: { kind: 'field', field: branchField(asks.field, repoUrl) } };
}

function branchField({ initial, ...text }: TextField, repoUrl: string) {
  const { isMultiline: _lines, placeholder: _shown, format: _format, ...base } = text;
  return {
    ...base,
    kind: 'lookup' as const,
    lookup: 'branches',
    filter: repoUrl,
    takesAny: true as const,
    ...(initial !== undefined && { initial: { label: initial, value: initial } }),
  };
}

function deciding(question: Question): Question {
  const { asks, property } = question;
  if (property !== 'repoUrl' || asks.kind !== 'repository') return question;
  const decide = (field: Field): Field => (field.kind === 'secret' ? field : { ...field, decides: true });
  return { ...question, asks: { ...asks, picker: { ...asks.picker, fields: asks.picker.fields.map(decide) } } };
}
