import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { click } from './click.ts';
import { findElement } from './elements.ts';
import type { Container } from './interaction.ts';
import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import type { Parts } from './parts.ts';
import { pageMessage } from './page-messages.ts';
import { needContainer, needText, readValues } from './page-requests.ts';
import { visibleMessages } from './person.ts';
import { say } from './say.ts';
import { slash } from './slash.ts';
import { stream } from './stream.ts';
import { closeView, type FilledValues, submitView } from './submit-view.ts';
import { suggest } from './suggest.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

const boot = ({ workspace: { team, bot, options, members, conversations } }: Parts): JsonObject => ({
  workspace: { name: team.name },
  bot: { id: bot.id, userId: bot.userId, name: bot.name },
  people: members.all().map(({ id, handle, name }) => ({ id, handle, name })),
  channels: conversations
    .all()
    .filter(({ kind }) => kind === 'channel')
    .map(({ id, name }) => ({ id, name, isDirect: false })),
  commands: options.commands.map(({ command, description, usageHint = '' }) => ({ command, description, usageHint })),
});

const conversationsOf = ({ workspace }: Parts, personId: string): JsonObject => {
  const { id: asId } = personById(workspace, personId);
  const mine = workspace.conversations.all().filter(({ members }) => members.has(asId));
  const nameOf = (id: string) =>
    id === workspace.bot.userId ? workspace.bot.name : (workspace.members.byId(id)?.name ?? id);
  return {
    channels: mine.filter(({ kind }) => kind === 'channel').map(({ id, name }) => ({ id, name })),
    directs: mine
      .filter(({ kind }) => kind === 'direct')
      .map(({ id, members }) => {
        const withId = [...members].find((member) => member !== asId) ?? asId;
        return { id, withId, withName: nameOf(withId) };
      }),
  };
};

const saySomething = async ({ workspace, delivery, eventsApi }: Parts, body: JsonObject): Promise<JsonObject> => {
  const [as, channel, text, threadTs] = [
    needText(body, 'as'),
    needText(body, 'channel'),
    needText(body, 'text'),
    stringAt(body, 'threadTs'),
  ];
  const [, command = '', rest = ''] = /^(\/\S+)\s*([^]*)$/.exec(text) ?? [];
  if (command === '') {
    return { message: pageMessage(say(workspace, eventsApi, as, channel, text, threadTs)) };
  }
  if (threadTs !== undefined) throw new WorkspaceRefusal(`${command} is not supported in threads. Sorry!`);
  return { outcome: await slash(workspace, delivery, as, channel, command, rest) };
};

/** The page keeps what was typed in inputs that a later version of the view no longer shows. */
const shownValues = ({ views }: Workspace, container: Container, values: FilledValues): FilledValues => {
  const view = container.kind === 'view' ? views.byId(container.viewId) : undefined;
  if (view === undefined) return {};
  const blocks = objectsAt(view.content, 'blocks');
  return Object.fromEntries(
    Object.entries(values).map(([blockId, byAction]) => [
      blockId,
      Object.fromEntries(Object.entries(byAction).filter(([actionId]) => findElement(blocks, actionId, blockId))),
    ]),
  );
};

type Action = (parts: Parts, body: JsonObject) => JsonObject | Promise<JsonObject>;

const actions: Readonly<Record<string, Action>> = {
  say: saySomething,
  slash: async ({ workspace, delivery }, body) => ({
    outcome: await slash(
      workspace,
      delivery,
      needText(body, 'as'),
      needText(body, 'channel'),
      needText(body, 'command'),
      stringAt(body, 'text') ?? '',
    ),
  }),
  click: async ({ workspace, delivery }, body) => ({
    outcome: await click(workspace, delivery, needText(body, 'as'), needContainer(body), {
      actionId: needText(body, 'actionId'),
      blockId: needText(body, 'blockId'),
      value: objectAt(body, 'value') ?? {},
      values: shownValues(workspace, needContainer(body), readValues(body)),
    }),
  }),
  suggest: async ({ workspace, delivery }, body) => ({
    ...(await suggest(
      workspace,
      delivery,
      needText(body, 'as'),
      needContainer(body),
      needText(body, 'actionId'),
      needText(body, 'query'),
      needText(body, 'blockId'),
    )),
  }),
  'view/submit': async ({ workspace, delivery }, body) => {
    const viewId = needText(body, 'viewId');
    const values = shownValues(workspace, { kind: 'view', viewId }, readValues(body));
    return { ...(await submitView(workspace, delivery, needText(body, 'as'), viewId, values)) };
  },
  'view/close': async ({ workspace, delivery }, body) => {
    await closeView(workspace, delivery, needText(body, 'as'), needText(body, 'viewId'));
    return { outcome: 'closed' };
  },
  'direct/open': ({ workspace }, body) => {
    const [as, withId] = [personById(workspace, needText(body, 'as')).id, needText(body, 'withId')];
    if (withId !== workspace.bot.userId) personById(workspace, withId);
    return { id: workspace.conversations.direct(as, withId).id };
  },
};

const answerErrors = (error: unknown, _request: FastifyRequest, reply: FastifyReply) => {
  if (error instanceof WorkspaceRefusal) return reply.code(error.status).send({ error: error.message });
  if (isObject(error) && error['statusCode'] === 415)
    return reply.code(415).send({ error: 'Send JSON with content-type application/json.' });
  if (isObject(error) && error['statusCode'] === 400)
    return reply.code(400).send({ error: 'The request is no valid JSON.' });
  throw error;
};

const query = (request: FastifyRequest): JsonObject => (isObject(request.query) ? request.query : {});

/** Mounts the page's API below `/workspace/api/`. */
export const addPageApi = async (server: FastifyInstance, parts: Parts): Promise<void> => {
  const { workspace, delivery } = parts;
  /** The open streams, each with the person whose it is. */
  const open = new Map<FastifyReply['raw'], string>();
  await server.register(
    async (scope) => {
      // a page of another site could send a form or plain text unasked, but no JSON
      scope.removeContentTypeParser('text/plain');
      scope.setErrorHandler(answerErrors);
      scope.get('/boot', async () => boot(parts));
      scope.get('/conversations', async (request) => conversationsOf(parts, needText(query(request), 'as')));
      scope.get('/messages', async (request) => {
        const { as, channel, thread } = {
          as: needText(query(request), 'as'),
          channel: needText(query(request), 'channel'),
          thread: stringAt(query(request), 'thread'),
        };
        personById(workspace, as);
        return { messages: visibleMessages(workspace, as, channel, thread).map(pageMessage) };
      });
      scope.get('/stream', (request, reply) => {
        const { id } = personById(workspace, needText(query(request), 'as'));
        const isAgain = stringAt(query(request), 'again') === 'true';
        // Slack forgets a modal, and tells the app nothing, when its page is loaded anew.
        if (!isAgain && ![...open.values()].includes(id)) workspace.views.clear(id);
        reply.hijack();
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-cache',
          'x-accel-buffering': 'no',
        });
        stream(workspace, delivery, id, isAgain, reply.raw);
        open.set(reply.raw, id);
        reply.raw.on('close', () => open.delete(reply.raw));
      });
      for (const [path, act] of Object.entries(actions)) {
        scope.post(`/${path}`, async (request) => {
          if (!isObject(request.body)) throw new WorkspaceRefusal('Send a JSON object.');
          return await act(parts, request.body);
        });
      }
    },
    { prefix: '/workspace/api' },
  );
  server.addHook('preClose', async () => {
    for (const response of open.keys()) response.end();
  });
};
