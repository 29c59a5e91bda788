import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { dependencies, lifecycle, owner, system } from './advice.ts';
import { text, texts } from './envelope.ts';

/** A piece of software: a service, a website, a library. */
export const component: KindRules = {
  kind: 'Component',
  apiVersions: backstageVersions,
  spec: {
    type: 'object',
    required: ['type', 'lifecycle', 'owner'],
    properties: {
      type: text,
      lifecycle: text,
      owner: text,
      system: text,
      subcomponentOf: text,
      providesApis: texts,
      consumesApis: texts,
      dependsOn: texts,
      dependencyOf: texts,
    },
  },
  advice: {
    ...owner,
    ...system,
    ...lifecycle,
    ...dependencies,
    'spec.type': 'say what it is, such as service, website or library',
    'spec.providesApis': 'write a list of API names, such as [payments]',
    'spec.consumesApis': 'write a list of API names, such as [payments]',
    'spec.subcomponentOf': 'name the component it is part of, such as payments-api',
  },
};
