import type { KindRules } from '../kind-rules.ts';
import { dependencies, lifecycle, owner, system } from './advice.ts';
import { text, texts } from './envelope.ts';

/** What tools of artificial intelligence read: a skill, a rule, or another type that the catalog keeps as it is. */
export const aiResource: KindRules = {
  kind: 'AiResource',
  apiVersions: ['backstage.io/v1alpha1'],
  spec: {
    type: 'object',
    required: ['type', 'lifecycle', 'owner'],
    properties: {
      type: text,
      lifecycle: text,
      owner: text,
      system: text,
      disciplines: texts,
      categories: texts,
      agents: texts,
      dependsOn: texts,
      category: text,
      rationale: text,
    },
    if: { required: ['type'], properties: { type: { const: 'rule' } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { required: ['category', 'rationale'] },
  },
  advice: {
    ...owner,
    ...system,
    ...lifecycle,
    ...dependencies,
    'spec.type': 'say what it is, such as skill or rule',
    'spec.disciplines': 'write a list of words, such as [web]',
    'spec.categories': 'write a list of words, such as [migration]',
    'spec.agents': 'write a list of agents that read it, such as [claude-code]',
    'spec.category': 'say what the rule is about, such as security',
    'spec.rationale': 'say why the rule is there',
  },
};
