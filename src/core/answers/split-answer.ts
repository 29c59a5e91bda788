import type { Answer, Button, Card, Choice, Line, List, Progress, RefusalAnswer } from './answer.ts';
import { cutLine, plainOf } from './cut-line.ts';
import { spansOf } from './plain-text.ts';
import type { Room } from './room.ts';

/** What a title may take of the room; a longer one goes on in the first line. */
const titleShare = 4;
/** How many items of a page have their buttons below it. */
const itemButtons = 5;
/** What a line takes beside its own text. */
const lineCost = 1;

/**
 * An answer in as many parts as it needs, each of which has room in a message, in its order: nothing is left out. Each has
 * the title. One that has room as it is comes back as the only part.
 */
export function splitAnswer(answer: Answer, room: Room): readonly [Answer, ...Answer[]] {
  switch (answer.kind) {
    case 'card':
      return splitCard(answer, room);
    case 'list':
      return splitList(answer, room);
    case 'choice':
      return splitChoice(answer, room);
    case 'progress':
      return splitProgress(answer, room);
    case 'refusal':
      return splitRefusal(answer, room);
    case 'form':
      return [answer];
  }
}

type Labelled = Card['fields'][number];

function splitCard(card: Card, room: Room): readonly [Answer, ...Answer[]] {
  const { title, lines, fields, buttons, picture: _picture, ...rest } = card;
  const head = headOf(title, room);
  const { pressable, told } = readButtons(buttons, room);
  type Part = { readonly line: Line } | { readonly field: Labelled };
  const parts = pack<Part>(
    [
      ...[...head.rest, ...lines].flatMap((line) =>
        cutLine(line, head.left, room).map((piece): Part => ({ line: piece })),
      ),
      ...fields.flatMap((field) => cutField(field, head.left, room).map((piece): Part => ({ field: piece }))),
      ...told.flatMap((line) => cutLine(line, head.left, room).map((piece): Part => ({ line: piece }))),
    ],
    (part) => ('line' in part ? room.lengthOf(part.line) : fieldLength(part.field, room)),
    head.left,
  );
  return pages(parts, chunks(pressable, room.buttons), (page, ofPage, index) => ({
    ...rest,
    title: head.title,
    lines: page.flatMap((part) => ('line' in part ? [part.line] : [])),
    fields: page.flatMap((part) => ('field' in part ? [part.field] : [])),
    buttons: ofPage,
    ...(index === 0 && card.picture !== undefined ? { picture: card.picture } : {}),
  }));
}

type Item = List['items'][number];

function splitList(list: List, room: Room): readonly [Answer, ...Answer[]] {
  const head = headOf(list.title, room);
  const { pressable, told } = readButtons(list.buttons, room);
  const alone = (title: Line): Item => ({ title });
  const items = [...head.rest.map(alone), ...list.items, ...told.map(alone)];
  const parts = pack<Item>(
    items.flatMap((item) => cutItem(item, head.left, room)),
    ({ title, detail }) => room.lengthOf(title) + (detail === undefined ? 0 : room.lengthOf(detail) + lineCost),
    head.left,
    room.items,
  );
  return pages(parts, chunks(pressable, room.buttons - itemButtons), (page, buttons, index, count) => ({
    ...list,
    title: head.title,
    items: page,
    omitted: index === count - 1 ? list.omitted : 0,
    buttons: [...page.flatMap(({ button }) => button ?? []).slice(0, itemButtons), ...buttons],
  }));
}

function splitChoice(choice: Choice, room: Room): readonly [Answer, ...Answer[]] {
  const [question = '', ...others] = cutLine(choice.question, room.characters, room);
  const parts = pack(
    choice.options,
    ({ label, detail = '' }) => room.lengthOf(label) + room.lengthOf(detail) + lineCost,
    room.characters - room.lengthOf(question),
    room.options,
  );
  const asked: Answer[] = others.map((line) => ({ ...choice, question: line, options: [] }));
  const [first, ...rest] = pages(parts, [], (options) => ({ ...choice, question, options }));
  return [first, ...asked, ...rest];
}

function splitProgress(progress: Progress, room: Room): readonly [Answer, ...Answer[]] {
  const head = headOf(progress.title, room);
  type Part = { readonly step: Progress['steps'][number] } | { readonly line: Line };
  const steps = progress.steps.flatMap((step): Part[] => {
    const [name = '', ...names] = cutLine(step.name, head.left, room);
    const [detail, ...details] = step.detail === undefined ? [] : cutLine(step.detail, head.left, room);
    const fits = detail !== undefined && room.lengthOf(name) + room.lengthOf(detail) + lineCost <= head.left;
    const more = [...names, ...(detail === undefined || fits ? [] : [detail]), ...details];
    const shown = { name: plainOf(name), status: step.status, ...(fits ? { detail } : {}) };
    return [{ step: shown }, ...more.map((line): Part => ({ line }))];
  });
  const { pressable, told } = readButtons(progress.buttons, room);
  const lines = [...head.rest, ...progress.lines, ...told].flatMap((line) =>
    cutLine(line, head.left, room).map((piece): Part => ({ line: piece })),
  );
  const parts = pack<Part>(
    [...steps, ...lines],
    (part) =>
      'line' in part
        ? room.lengthOf(part.line)
        : room.lengthOf(part.step.name) + room.lengthOf(part.step.detail ?? '') + lineCost,
    head.left,
  );
  return pages(parts, chunks(pressable, room.buttons), (page, buttons) => ({
    ...progress,
    title: head.title,
    steps: page.flatMap((part) => ('step' in part ? [part.step] : [])),
    lines: page.flatMap((part) => ('line' in part ? [part.line] : [])),
    buttons,
  }));
}

function splitRefusal({ message, hint = '', ...refusal }: RefusalAnswer, room: Room): readonly [Answer, ...Answer[]] {
  const cut = (text: string) => text.split('\n').flatMap((line) => cutLine(line, room.characters, room).map(plainOf));
  type Part = { readonly message: string } | { readonly hint: string };
  const parts = pack<Part>(
    [
      ...cut(message).map((line) => ({ message: line })),
      ...(hint === '' ? [] : cut(hint).map((line) => ({ hint: line }))),
    ],
    (part) => room.lengthOf('message' in part ? part.message : part.hint),
    room.characters,
  );
  return pages(parts, [], (page) => {
    const messages = page.flatMap((part) => ('message' in part ? [part.message] : []));
    const hints = page.flatMap((part) => ('hint' in part ? [part.hint] : []));
    return {
      ...refusal,
      message: messages.length === 0 ? '…' : messages.join('\n'),
      ...(hints.length === 0 ? {} : { hint: hints.join('\n') }),
    };
  });
}

/** The buttons that can be some, and the addresses of the others in words. */
function readButtons(buttons: readonly Button[], { opens }: Room) {
  const isOne = (button: Button): boolean => 'press' in button || opens(button.url);
  const told = buttons.flatMap((button) =>
    isOne(button) || 'press' in button ? [] : [`${button.label}: ${button.url}`],
  );
  return { pressable: buttons.filter(isOne), told };
}

/** One answer for each group of parts, and for each group of buttons beyond those. */
function pages<Part>(
  parts: readonly (readonly Part[])[],
  buttons: readonly (readonly Button[])[],
  page: (parts: readonly Part[], buttons: readonly Button[], index: number, count: number) => Answer,
): readonly [Answer, ...Answer[]] {
  const count = Math.max(1, parts.length, buttons.length);
  const at = (index: number): Answer => page(parts[index] ?? [], buttons[index] ?? [], index, count);
  return [at(0), ...Array.from({ length: count - 1 }, (_, index) => at(index + 1))];
}

/** Parts in groups that fit, in their order; each fits by itself. */
function pack<Part>(
  parts: readonly Part[],
  lengthOf: (part: Part) => number,
  characters: number,
  most = Infinity,
): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let taken = Infinity;
  for (const part of parts) {
    const length = lengthOf(part) + lineCost;
    const last = groups.at(-1);
    if (last === undefined || last.length >= most || taken + length > characters) {
      groups.push([part]);
      taken = length;
    } else {
      last.push(part);
      taken += length;
    }
  }
  return groups;
}

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** The title as each part has it, what is left of it, and the room that is left beside it. */
function headOf(title: Line, room: Room) {
  const [first = '', ...rest] = cutLine(title, Math.floor(room.characters / titleShare), room);
  const shown: Line = rest.length === 0 ? first : [...spansOf(first), '…'];
  return { title: shown, rest, left: room.characters - room.lengthOf(shown) - 2 * lineCost };
}

const fieldLength = ({ label, value }: Labelled, { lengthOf }: Room): number =>
  lengthOf(label) + lengthOf(value) + 2 * lineCost;

function cutField({ label, value }: Labelled, characters: number, room: Room): readonly Labelled[] {
  const [name = '', ...more] = cutLine(label, Math.floor(characters / titleShare), room);
  const left = characters - room.lengthOf(name) - 4 * lineCost;
  return [
    ...cutLine(value, left, room).map((piece) => ({ label: plainOf(name), value: piece })),
    ...more.map((piece) => ({ label: '…', value: piece })),
  ];
}

function cutItem({ title, detail, ...item }: Item, characters: number, room: Room): readonly Item[] {
  const half = Math.floor(characters / 2) - lineCost;
  const [first = '', ...more] = cutLine(title, half, room);
  const details = [...more, ...(detail === undefined ? [] : cutLine(detail, half, room))];
  const [next, ...others] = details;
  return [
    { ...item, title: first, ...(next === undefined ? {} : { detail: next }) },
    ...others.map((line) => ({ title: line })),
  ];
}
