import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { isObject, type JsonObject, stringAt } from './json.ts';
import { pageActions } from './page-actions.ts';
import { pageMessage } from './page-messages.ts';
import { needText } from './page-requests.ts';
import { pageAgent, pageView } from './page-views.ts';
import type { Parts } from './parts.ts';
import { visibleMessages } from './person.ts';
import { stream } from './stream.ts';
import { personById } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

const boot = ({ workspace: { team, bot, options, members, conversations, faults } }: Parts): JsonObject => ({
  workspace: { name: team.name },
  bot: { id: bot.id, userId: bot.userId, name: bot.name },
  people: members.all().map(({ id, handle, name, isDeactivated = false }) => ({ id, handle, name, isDeactivated })),
  channels: conversations
    .all()
    .filter(({ kind }) => kind === 'channel')
    .map(({ id, name }) => ({ id, name, isDirect: false })),
  shortcuts: options.shortcuts ?? [],
  hasHome: options.hasHome !== false,
  agentView: options.agentView ?? null,
  faults: faults.all(),
  commands: options.commands.map(({ command, description, usageHint = '' }) => ({ command, description, usageHint })),
});

const conversationsOf = ({ workspace }: Parts, personId: string): JsonObject => {
  const { id: asId } = personById(workspace, personId);
  const mine = workspace.conversations.all().filter(({ members }) => members.has(asId));
  const nameOf = (id: string) =>
    id === workspace.bot.userId ? workspace.bot.name : (workspace.members.byId(id)?.name ?? id);
  return {
    channels: mine
      .filter(({ kind }) => kind === 'channel')
      .map(({ id, name, isPrivate, isArchived, members }) => {
        const hasBot = members.has(workspace.bot.userId);
        return { id, name, isPrivate, isArchived, hasBot };
      }),
    directs: mine
      .filter(({ kind }) => kind === 'direct')
      .map(({ id, members }) => {
        const withId = [...members].find((member) => member !== asId) ?? asId;
        return { id, withId, withName: nameOf(withId) };
      }),
  };
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
      scope.get('/home', async (request) => {
        const { id } = personById(workspace, needText(query(request), 'as'));
        return { view: pageView(workspace, workspace.views.home(id) ?? null) };
      });
      scope.get('/agent', async (request) => {
        const { id } = personById(workspace, needText(query(request), 'as'));
        return { agent: pageAgent(workspace, workspace.conversations.direct(id, workspace.bot.userId).id) };
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
      for (const [path, act] of Object.entries(pageActions)) {
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
