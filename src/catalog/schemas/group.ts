import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { profile } from './advice.ts';
import { text, texts } from './envelope.ts';

/** A team, or a unit that has teams. */
export const group: KindRules = {
  kind: 'Group',
  apiVersions: backstageVersions,
  spec: {
    type: 'object',
    required: ['type', 'children'],
    properties: {
      type: text,
      profile: { type: 'object', properties: { displayName: text, email: text, picture: text } },
      parent: text,
      children: texts,
      members: texts,
    },
  },
  advice: {
    ...profile,
    'spec.type': 'say what it is, such as team or department',
    'spec.children': 'list the groups below it; write children: [] if there are none',
    'spec.members': 'write a list of users, such as [ada, grace]',
    'spec.parent': 'name the group above it, such as engineering',
  },
};
