import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { owner } from './advice.ts';
import { text } from './envelope.ts';

/** A part of the business, with the systems that serve it. */
export const domain: KindRules = {
  kind: 'Domain',
  apiVersions: backstageVersions,
  spec: { type: 'object', required: ['owner'], properties: { owner: text, subdomainOf: text, type: text } },
  advice: { ...owner, 'spec.subdomainOf': 'name the domain it is part of, such as commerce' },
};
