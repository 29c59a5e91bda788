/** What the bot may do in a workspace: as the manifest asks for it, and an installation. */
export const botScopes: readonly string[] = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
];
