/**
 * What the bot may do in a workspace: as the manifest asks for it, and an installation.
 * @param unfurlDomains whose links it tells of; without any, it neither reads links nor writes to them
 */
export const botScopes = (unfurlDomains: readonly string[]): readonly string[] => [
  'app_mentions:read',
  'assistant:write',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  ...(unfurlDomains.length > 0 ? ['links:read', 'links:write'] : []),
  'users:read',
  'users:read.email',
];
