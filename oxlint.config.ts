import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type OxlintOverride } from 'oxlint';

/** Who may import whom: each room, and the rooms it may import (docs/ARCHITECTURE.md draws it). */
const rooms: Record<string, readonly string[]> = {
  core: [],
  git: ['core'],
  pictures: ['core'],
  catalog: ['core', 'git'],
  scaffolder: ['core', 'catalog', 'git'],
  'on-call': ['core', 'catalog'],
  plugins: ['core', 'catalog', 'scaffolder', 'on-call', 'git'],
  surfaces: ['core', 'pictures'],
  store: ['core', 'catalog', 'scaffolder', 'on-call'],
  'local-workspace': [],
};

/** Folders whose children may not know one another: a plugin no other plugin, a surface no other surface. */
const strangers: Record<string, readonly string[]> = {
  plugins: ['azure-devops', 'bitbucket', 'gitea', 'github', 'gitlab', 'local-git'],
  surfaces: ['slack', 'discord', 'terminal'],
};

/** Inside core, these know nobody but what is named: a form can be an answer, and YAML becomes JSON. */
const innermost: Record<string, readonly string[]> = { answers: ['forms'], forms: [], yaml: ['storage'] };
const coreParts = readdirSync(join(import.meta.dirname, 'src', 'core'));

/** Each SDK and the one room that may import it. */
const homes: Record<string, string> = {
  '@slack/bolt': 'src/surfaces/slack',
  '@slack/oauth': 'src/surfaces/slack',
  '@slack/socket-mode': 'src/surfaces/slack',
  '@slack/web-api': 'src/surfaces/slack',
  'discord.js': 'src/surfaces/discord',
  '@prisma/client': 'src/store',
  '@prisma/adapter-better-sqlite3': 'src/store',
  '@prisma/adapter-pg': 'src/store',
  octokit: 'src/plugins/github',
  'libsodium-wrappers': 'src/plugins/github',
  'simple-git': 'src/git',
  liquidjs: 'src/scaffolder',
  nunjitsu: 'src/scaffolder',
  jsonata: 'src/scaffolder',
  graphql: 'src/catalog',
  protobufjs: 'src/catalog',
  yaml: 'src/core/yaml',
  ajv: 'src/core/json-schema',
  'ajv-formats': 'src/core/json-schema',
  fastify: 'src/core/http',
  'prom-client': 'src/core/telemetry',
  pino: 'src/core/telemetry',
  'temporal-polyfill': 'src/on-call',
  '@dagrejs/dagre': 'src/pictures',
  '@resvg/resvg-js': 'src/pictures',
};

/** Rooms besides its home that may import an SDK: the workspace is the other end of the wire and serves itself. */
const guests: Record<string, readonly string[]> = {
  fastify: ['src/local-workspace'],
};

/** How deep folders of a room go below it. */
const depths = [0, 1, 2, 3];

/** What leads out of a folder, from a file that many folders below it. */
const wayOutOf = (depth: number) => `^(\\.\\./){${depth + 1}}`;

/** Forbids a folder's files what is not theirs: other rooms by name, a way out by `../`, other rooms' SDKs. */
const restrict = (
  folder: string,
  forbiddenRooms: readonly string[],
  message: string,
  wayOut = wayOutOf,
): OxlintOverride[] =>
  depths.map((depth) => ({
    files: [`${folder}/${'*/'.repeat(depth)}*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...forbiddenRooms.map((room) => ({ group: [`#callboard/${room}/*`, `#callboard/${room}/**`], message })),
            { regex: wayOut(depth), message: 'another room is imported by its name: #callboard/…' },
            ...Object.entries(homes)
              .filter(([sdk, home]) => !`${folder}/`.startsWith(`${home}/`) && !guests[sdk]?.includes(folder))
              .map(([sdk, home]) => ({ group: [sdk, `${sdk}/*`], message: `${sdk} has one home: ${home}` })),
          ],
        },
      ],
    },
  }));

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
    ...everyRoom.flatMap((room) => restrict(`src/${room}`, forbidden(room), `${room} may import only: ${rooms[room]}`)),
    ...Object.entries(innermost).flatMap(([part, known]) =>
      restrict(`src/core/${part}`, everyRoom, `core/${part} knows nobody`, () => {
        const others = coreParts.filter((other) => !known.includes(other));
        return `^\\.\\./(${others.join('|')})`;
      }),
    ),
    ...Object.entries(strangers).flatMap(([parent, children]) =>
      children.flatMap((child) =>
        restrict(
          `src/${parent}/${child}`,
          [...forbidden(parent), ...children.filter((other) => other !== child).map((other) => `${parent}/${other}`)],
          `${parent}/${child} knows no other of ${parent}`,
        ),
      ),
    ),
    ...coreHomes.flatMap((folder) =>
      restrict(folder, forbidden('core'), 'core may import nothing of ours', (depth) => wayOutOf(depth + 1)),
    ),
    { files: ['bench/**', 'src/main.ts', 'src/surfaces/terminal/**'], rules: { 'no-console': 'off' } },
  ],
});
