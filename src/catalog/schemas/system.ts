import { backstageVersions, type KindRules } from '../kind-rules.ts';
import * as advice from './advice.ts';
import { text } from './envelope.ts';

/** Components, APIs and resources that belong together. */
export const system: KindRules = {
  kind: 'System',
  apiVersions: backstageVersions,
  spec: { type: 'object', required: ['owner'], properties: { owner: text, domain: text, type: text } },
  advice: { ...advice.owner, 'spec.domain': 'name the domain it is part of, such as commerce' },
};
