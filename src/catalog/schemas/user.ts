import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { profile } from './advice.ts';
import { text, texts } from './envelope.ts';

/** A person. */
export const user: KindRules = {
  kind: 'User',
  apiVersions: backstageVersions,
  spec: {
    type: 'object',
    required: ['memberOf'],
    properties: {
      profile: { type: 'object', properties: { displayName: text, email: text, picture: text } },
      memberOf: texts,
    },
  },
  advice: { ...profile, 'spec.memberOf': 'list the teams of this person; write memberOf: [] if there are none' },
};
