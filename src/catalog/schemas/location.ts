import { backstageVersions, type KindRules } from '../kind-rules.ts';
import { text, texts } from './envelope.ts';

/** A list of further files. */
export const location: KindRules = {
  kind: 'Location',
  apiVersions: backstageVersions,
  isSpecOptional: true,
  spec: {
    type: 'object',
    properties: {
      type: text,
      target: text,
      targets: texts,
      presence: { enum: ['required', 'optional'], type: 'string' },
    },
  },
  advice: {
    'spec.type': 'leave it out, or write url or file',
    'spec.target': 'name a file, such as ./teams.yaml',
    'spec.targets': 'write a list of files, such as [./teams.yaml, ./services/*.yaml]',
    'spec.presence': 'say whether the files must be there: required or optional',
  },
};
