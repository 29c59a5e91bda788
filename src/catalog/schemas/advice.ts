/** What to do about fields that several kinds have. */
export const owner = { 'spec.owner': 'name the team that owns it, such as group:default/payments' } as const;
export const system = { 'spec.system': 'name the system it is part of, such as payments' } as const;
export const lifecycle = {
  'spec.lifecycle': 'say where it stands, such as experimental, production or deprecated',
} as const;
export const dependencies = {
  'spec.dependsOn': 'write a list of refs with their kind, such as [resource:default/payments-db]',
  'spec.dependencyOf': 'write a list of refs with their kind, such as [component:default/payments-api]',
} as const;
export const profile = {
  'spec.profile': 'write an object, such as { displayName: Ada Moreno, email: ada@example.com }',
} as const;
