import { defineConfig, type OxlintOverride } from 'oxlint';

/** Who may import whom: each room, and the rooms it may import (docs/ARCHITECTURE.md draws it). */
const rooms: Record<string, readonly string[]> = {
  core: [],
  git: ['core'],
  catalog: ['core', 'git'],
  scaffolder: ['core', 'catalog', 'git'],
  'on-call': ['core', 'catalog'],
  plugins: ['core', 'catalog', 'scaffolder', 'on-call', 'git'],
  surfaces: ['core'],
  store: ['core', 'catalog', 'scaffolder', 'on-call'],
  'local-workspace': [],
};

/** Folders whose children may not know one another: a plugin no other plugin, a surface no other surface. */
const strangers: Record<string, readonly string[]> = {
  plugins: ['github', 'local-git'],
  surfaces: ['slack', 'discord', 'terminal'],
};

/** Inside core, these know nobody. */
const innermost = ['answers', 'forms', 'yaml'];

/** Each SDK and the one room that may import it. */
const homes: Record<string, string> = {
  '@slack/bolt': 'src/surfaces/slack',
  '@slack/web-api': 'src/surfaces/slack',
  'discord.js': 'src/surfaces/discord',
  '@prisma/client': 'src/store',
  '@prisma/adapter-better-sqlite3': 'src/store',
  '@prisma/adapter-pg': 'src/store',
  octokit: 'src/plugins/github',
  'simple-git': 'src/git',
  liquidjs: 'src/scaffolder',
  yaml: 'src/core/yaml',
  ajv: 'src/core/json-schema',
  'ajv-formats': 'src/core/json-schema',
  fastify: 'src/core/http',
  'prom-client': 'src/core/telemetry',
  pino: 'src/core/telemetry',
  'temporal-polyfill': 'src/on-call',
};

/** Rooms besides its home that may import an SDK: the workspace is the other end of the wire and serves itself. */
const guests: Record<string, readonly string[]> = {
  fastify: ['src/local-workspace'],
};

const restrict = (folder: string, forbiddenRooms: readonly string[], messages: string): OxlintOverride => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbiddenRooms.map((room) => ({
            group: [`#callboard/${room}/*`, `#callboard/${room}/**`, `#callboard/${room}.ts`],
            message: messages,
          })),
          ...Object.entries(homes)
            .filter(([sdk, home]) => !`${folder}/`.startsWith(`${home}/`) && !guests[sdk]?.includes(folder))
            .map(([sdk, home]) => ({ group: [sdk, `${sdk}/*`], message: `${sdk} has one home: ${home}` })),
          { group: ['**/main.ts', '**/app.ts'], message: 'only the outermost files compose the application' },
        ],
      },
    ],
  },
});

/** Folders inside core that are the home of an SDK. */
const coreHomes = [...new Set(Object.values(homes))].filter(
  (home) => home.startsWith('src/core/') && home !== 'src/core/yaml',
);

const everyRoom = Object.keys(rooms);
const forbidden = (room: string) => everyRoom.filter((other) => other !== room && !rooms[room]?.includes(other));

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'promise'],
  options: { typeAware: true },
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['src/store/generated', 'src/local-workspace/page'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'no-console': 'error',
    // TypeScript checks that every path returns, and knows exhaustive switches.
    'consistent-return': 'off',
    'typescript/consistent-return': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // A gauge registers itself by being made; a loop's condition may be changed by a callback; a reader of what we
    // wrote is told its type.
    'no-new': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'no-unmodified-loop-condition': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'import/no-unassigned-import': 'off',
  },
  overrides: [
    ...everyRoom.map((room) => restrict(`src/${room}`, forbidden(room), `${room} may import only: ${rooms[room]}`)),
    ...innermost.map((room) =>
      restrict(
        `src/core/${room}`,
        [...everyRoom.filter((other) => other !== 'core'), 'core'],
        `core/${room} knows nobody`,
      ),
    ),
    ...Object.entries(strangers).flatMap(([parent, children]) =>
      children.map((child) =>
        restrict(
          `src/${parent}/${child}`,
          [...forbidden(parent), ...children.filter((other) => other !== child).map((other) => `${parent}/${other}`)],
          `${parent}/${child} knows no other of ${parent}`,
        ),
      ),
    ),
    ...coreHomes.map((folder) => restrict(folder, forbidden('core'), 'core may import nothing of ours')),
    { files: ['bench/**', 'src/main.ts', 'src/surfaces/terminal/**'], rules: { 'no-console': 'off' } },
  ],
});
