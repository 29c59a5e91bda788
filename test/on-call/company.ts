import type { Entity, EntityMetadata } from '../../src/catalog/entity.ts';

type Spec = NonNullable<Entity['spec']>;

const entity = (kind: string, metadata: EntityMetadata, spec: Spec): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata,
  spec,
});

/** A user; `U` and the name in capitals is the account on Slack, unless there is none. */
export function user(
  name: string,
  memberOf: readonly string[] = [],
  account: string | undefined = `U${name.toUpperCase()}`,
): Entity {
  const annotations = account === undefined ? {} : { annotations: { 'slack.com/user-id': account } };
  const displayName = name.slice(0, 1).toUpperCase() + name.slice(1);
  return entity('User', { name, ...annotations }, { profile: { displayName }, memberOf });
}

/** A user without any chat account. */
export const unreachable = (name: string, memberOf: readonly string[] = []): Entity => {
  const { metadata, ...rest } = user(name, memberOf);
  return { ...rest, metadata: { name: metadata.name } };
};

export const group = (name: string, annotations: Readonly<Record<string, string>> = {}, parent?: string): Entity =>
  entity('Group', { name, annotations }, { type: 'team', children: [], ...(parent === undefined ? {} : { parent }) });

export const component = (name: string, owner: string, metadata: Partial<EntityMetadata> = {}): Entity =>
  entity('Component', { name, ...metadata }, { type: 'service', lifecycle: 'production', owner });
