/** JSON as it comes over the wire. */
export type JsonObject = { readonly [key: string]: unknown };

/** A message as the workspace's page has it. */
export interface PageMessage {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly isBot: boolean;
  readonly isEphemeral: boolean;
  /** All that it shows: its text, and the text of its blocks. */
  readonly shown: string;
  readonly blocks: readonly JsonObject[];
}

/** What happened in the workspace, as one person's page hears of it. */
export type Happening =
  | { readonly kind: 'message'; readonly isNew: boolean; readonly message: PageMessage }
  | { readonly kind: 'view'; readonly view: PageView | undefined }
  | { readonly kind: 'bot'; readonly isConnected: boolean }
  | { readonly kind: 'other' };

/** A modal on top. */
export interface PageView {
  readonly id: string;
  readonly title: string;
  readonly shown: string;
  readonly blocks: readonly JsonObject[];
}

/** One person at the page of the local workspace. */
export interface Person {
  readonly id: string;
  /** A conversation's id by its channel's name. */
  readonly channel: (name: string) => string;
  /** The id of their direct conversation with the bot. */
  readonly direct: () => Promise<string>;
  /** Says something, or uses a slash command. @returns the answer of the page's API */
  readonly say: (channel: string, text: string, threadTs?: string) => Promise<JsonObject>;
  /** Presses the button with this label. */
  readonly press: (message: PageMessage, label: string) => Promise<JsonObject>;
  /** What a menu of the modal offers. */
  readonly suggest: (view: PageView, block: string, query: string) => Promise<readonly JsonObject[]>;
  /** Submits the modal's page: a value by field. @returns what came of it */
  readonly submit: (view: PageView, values: Readonly<Record<string, JsonObject>>) => Promise<JsonObject>;
  /** The first message, or change of one, since `from` that fits, waiting for it. */
  readonly message: (fits: (message: PageMessage) => boolean, from?: number) => Promise<PageMessage>;
  /** The first modal since `from` that fits, waiting for it. */
  readonly view: (fits: (view: PageView) => boolean, from?: number) => Promise<PageView>;
  /** What has happened until now. */
  readonly happened: () => readonly Happening[];
  readonly leave: () => void;
}

/**
 * Opens the page of a serving bot as one person, and listens to what they see.
 * @param patienceMs how long anything is waited for; when it passes, what was heard instead is told
 * @returns once the bot is connected
 */
export async function openPage(url: string, handle: string, patienceMs = 15_000): Promise<Person> {
  const api = `${url}/workspace/api`;
  const boot = await readJson(await fetch(`${api}/boot`));
  const id = text(objects(boot['people']).find((person) => person['handle'] === handle)?.['id']);
  const channels = new Map(objects(boot['channels']).map((channel) => [text(channel['name']), text(channel['id'])]));
  const leaving = new AbortController();
  const response = await fetch(`${api}/stream?as=${id}`, { signal: leaving.signal });
  const happenings = listen(response, patienceMs);
  await happenings.first((each) => (each.kind === 'bot' && each.isConnected ? true : undefined), 0);

  const post = async (path: string, body: JsonObject): Promise<JsonObject> =>
    readJson(
      await fetch(`${api}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: id, ...body }),
      }),
    );
  return {
    id,
    channel: (name) => channels.get(name) ?? text(undefined),
    direct: async () => text((await post('direct/open', { withId: text(object(boot['bot'])['userId']) }))['id']),
    say: (channel, said, threadTs) => post('say', { channel, text: said, ...(threadTs && { threadTs }) }),
    press: ({ channel, ts, blocks }, label) =>
      post('click', { container: { kind: 'message', channel, ts }, ...buttonOf(blocks, label), value: {} }),
    suggest: async ({ id: viewId, blocks }, blockId, query) => {
      const actionId = actionOf(blocks, blockId);
      const offered = await post('suggest', { container: { kind: 'view', viewId }, actionId, blockId, query });
      return objects(offered['options']);
    },
    submit: (view, values) => {
      const byBlock = Object.entries(values).map(([block, value]) => [
        block,
        { [actionOf(view.blocks, block)]: value },
      ]);
      return post('view/submit', { viewId: view.id, values: Object.fromEntries(byBlock) });
    },
    message: (fits, from = 0) =>
      happenings.first((each) => (each.kind === 'message' && fits(each.message) ? each.message : undefined), from),
    view: (fits, from = 0) =>
      happenings.first((each) => (each.kind === 'view' && each.view && fits(each.view) ? each.view : undefined), from),
    happened: happenings.all,
    leave: () => leaving.abort(),
  };
}

interface Happenings {
  readonly all: () => readonly Happening[];
  readonly first: <Found>(find: (happening: Happening) => Found | undefined, from: number) => Promise<Found>;
}

/** Keeps what a stream of server-sent events says, from its beginning. */
function listen(response: Response, patienceMs: number): Happenings {
  const kept: Happening[] = [];
  let changed = Promise.withResolvers<void>();
  let hasEnded = false;
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${rest}${part}`.split('\n\n');
      rest = events.pop() ?? '';
      kept.push(...events.filter((each) => each.startsWith('data: ')).map((each) => happeningOf(each.slice(6))));
      changed.resolve();
      changed = Promise.withResolvers();
    }
  };
  const end = (): void => {
    hasEnded = true;
    changed.resolve();
  };
  // A stream that breaks off has ended, whether the server was killed or the page was left.
  read().then(end, end);
  return {
    all: () => [...kept],
    first: async (find, from) => {
      const late = AbortSignal.timeout(patienceMs);
      const isLate = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve(), { once: true }));
      for (let index = from; ;) {
        for (; index < kept.length; index += 1) {
          const happening = kept[index];
          const found = happening && find(happening);
          if (found !== undefined) return found;
        }
        if (hasEnded || late.aborted) {
          throw new Error(`${hasEnded ? 'the stream ended' : 'too late'} after ${JSON.stringify(kept.slice(-8))}`);
        }
        await Promise.race([changed.promise, isLate]);
      }
    },
  };
}

function happeningOf(data: string): Happening {
  const event = object(JSON.parse(data));
  switch (event['type']) {
    case 'message':
    case 'messageChanged':
      return { kind: 'message', isNew: event['type'] === 'message', message: messageOf(object(event['message'])) };
    case 'view':
      return { kind: 'view', view: event['view'] === null ? undefined : viewOf(object(event['view'])) };
    case 'bot':
      return { kind: 'bot', isConnected: event['isConnected'] === true };
    default:
      return { kind: 'other' };
  }
}

function messageOf(message: JsonObject): PageMessage {
  const blocks = objects(message['blocks'] ?? []);
  const threadTs = message['threadTs'];
  return {
    ts: text(message['ts']),
    channel: text(message['channel']),
    threadTs: typeof threadTs === 'string' ? threadTs : undefined,
    isBot: message['isBot'] === true,
    isEphemeral: message['isEphemeral'] === true,
    shown: [text(message['text']), ...textsIn(blocks)].join('\n'),
    blocks,
  };
}

function viewOf(view: JsonObject): PageView {
  const content = object(view['view']);
  const blocks = objects(content['blocks']);
  return { id: text(view['id']), title: textsIn(content['title']).join(''), shown: textsIn(blocks).join('\n'), blocks };
}

/** Every text that blocks show, and the addresses that they lead to. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? (key === 'text' || key === 'url' ? [item] : []) : textsIn(item),
  );
}

/** A button by its label, or where it stands beside a choice by that choice. */
function buttonOf(blocks: readonly JsonObject[], label: string): JsonObject {
  for (const block of blocks) {
    const beside = isObject(block['accessory']) ? [block['accessory']] : [];
    const isChoice = textsIn(block['text']).join('').split('\n')[0] === label;
    const button = [...objects(block['elements'] ?? []), ...beside].find(
      (each) => each['type'] === 'button' && (isChoice || textsIn(each['text']).includes(label)),
    );
    if (button) return { actionId: button['action_id'], blockId: block['block_id'] };
  }
  throw new Error(`no button ${label} in ${JSON.stringify(blocks)}`);
}

function actionOf(blocks: readonly JsonObject[], blockId: string): string {
  const block = blocks.find((each) => each['block_id'] === blockId);
  if (!block) throw new Error(`no field ${blockId} in ${JSON.stringify(blocks)}`);
  return text(object(block['element'])['action_id']);
}

async function readJson(response: Response): Promise<JsonObject> {
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${body}`);
  return object(JSON.parse(body));
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function object(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
  return value;
}

function objects(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`);
  return value.map(object);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
}
