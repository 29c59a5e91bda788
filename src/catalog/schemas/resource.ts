import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { dependencies, owner, system } from './advice.ts';
import { text, texts } from './envelope.ts';

/** What software runs on: a database, a bucket, a queue. */
export const resource: KindRules = {
  kind: 'Resource',
  apiVersions: backstageVersions,
  spec: {
    type: 'object',
    required: ['type', 'owner'],
    properties: { type: text, owner: text, system: text, dependsOn: texts, dependencyOf: texts },
  },
  advice: { ...owner, ...system, ...dependencies, 'spec.type': 'say what it is, such as database, bucket or queue' },
};
