import { click } from './click.ts';
import { compose } from './compose.ts';
import { findElement } from './elements.ts';
import type { Container } from './interaction.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import { lookAt, openAgent } from './open-agent.ts';
import { openApp } from './open-app.ts';
import { type Action, administrationActions, told } from './page-administration.ts';
import { pageMessage } from './page-messages.ts';
import { needContainer, needText, readValues } from './page-requests.ts';
import type { Parts } from './parts.ts';
import { say } from './say.ts';
import { useGlobalShortcut, useMessageShortcut } from './shortcuts.ts';
import { slash } from './slash.ts';
import { closeView, type FilledValues, submitView } from './submit-view.ts';
import { suggest } from './suggest.ts';
import { openWorkObject } from './work-objects.ts';
import { personById, type Workspace } from './workspace.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';

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

/** What the page does for a person, by the path below `/workspace/api/`. */
export const pageActions: Readonly<Record<string, Action>> = {
  ...administrationActions,
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
  shortcut: async ({ workspace, delivery }, body) => ({
    outcome: await useGlobalShortcut(workspace, delivery, needText(body, 'as'), needText(body, 'callbackId')),
  }),
  'message/shortcut': async ({ workspace, delivery }, body) => ({
    outcome: await useMessageShortcut(
      workspace,
      delivery,
      needText(body, 'as'),
      { channel: needText(body, 'channel'), ts: needText(body, 'ts') },
      needText(body, 'callbackId'),
    ),
  }),
  compose: ({ workspace, eventsApi }, body) => ({
    draftId: compose(workspace, eventsApi, needText(body, 'as'), needText(body, 'text')).draftId ?? null,
  }),
  'app/open': ({ workspace, eventsApi }, body) => {
    const { id } = personById(workspace, needText(body, 'as'));
    return told(openApp(workspace, eventsApi, id, needText(body, 'tab') === 'home' ? 'home' : 'messages'));
  },
  'agent/open': ({ workspace, eventsApi }, body) => ({
    place: openAgent(workspace, eventsApi, needText(body, 'as'), stringAt(body, 'beside') ?? null).place,
  }),
  'agent/look': ({ workspace, eventsApi }, body) => {
    const [as, beside] = [needText(body, 'as'), needText(body, 'beside')];
    const threadTs = stringAt(body, 'threadTs');
    const place = { channel: needText(body, 'channel'), ...(threadTs && { threadTs }) };
    return told(lookAt(workspace, eventsApi, as, place, beside));
  },
  'agent/close': ({ workspace }, body) => {
    workspace.lookingAt.delete(needText(body, 'as'));
    return {};
  },
  'workObject/open': ({ workspace, eventsApi }, body) => {
    const target = { channel: needText(body, 'channel'), ts: needText(body, 'ts') };
    return told(openWorkObject(workspace, eventsApi, needText(body, 'as'), target, needText(body, 'url')));
  },
  'direct/open': ({ workspace }, body) => {
    const [as, withId] = [personById(workspace, needText(body, 'as')).id, needText(body, 'withId')];
    if (withId !== workspace.bot.userId) personById(workspace, withId);
    return { id: workspace.conversations.direct(as, withId).id };
  },
};
