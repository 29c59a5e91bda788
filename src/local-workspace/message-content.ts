import { describeProblems, type Problem } from './checks/check.ts';
import { checkBlocks } from './checks/blocks.ts';
import { checkEntities } from './checks/entities.ts';
import { limits } from './checks/limits.ts';
import { tablesIn } from './checks/tables-in.ts';
import { textsIn } from './checks/texts-in.ts';
import { withIds } from './elements.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Identifiers } from './identifiers.ts';
import { isObject, type JsonObject, objectsAt, stringAt } from './json.ts';
import type { MessageContent } from './message.ts';
import { SlackError } from './slack-error.ts';

const checkMetadata = (metadata: unknown): JsonObject | undefined => {
  if (metadata === undefined || (isObject(metadata) && metadata['event_type'] === undefined && 'entities' in metadata))
    return undefined;
  if (!isObject(metadata) || !stringAt(metadata, 'event_type') || !isObject(metadata['event_payload'])) {
    throw new SlackError('invalid_metadata_format', ['needs event_type and event_payload [json-pointer:/metadata]']);
  }
  return metadata;
};

/** The work objects that metadata carry besides, or instead of, an event. */
const readEntities = (metadata: unknown): JsonObject[] => {
  if (!isObject(metadata) || metadata['entities'] === undefined) return [];
  const problems = checkEntities(metadata, '/metadata', 'shown');
  if (problems.length > 0) throw new SlackError('invalid_metadata_format', describeProblems(problems));
  return objectsAt(metadata, 'entities');
};

/** What of Slack's files blocks name that can't be shown: a message that one person alone sees shows none at all. */
const checkFiles = (value: unknown, pointer: string, { files, isForOne }: Surroundings): Problem[] => {
  if (Array.isArray(value))
    return value.flatMap((each, index) => checkFiles(each, `${pointer}/${index}`, { files, isForOne }));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    if (field !== 'slack_file' || !isObject(inner))
      return checkFiles(inner, `${pointer}/${field}`, { files, isForOne });
    const id = stringAt(inner, 'id');
    const isShown = !isForOne && id !== undefined && files.image(id) !== undefined;
    return isShown ? [] : [{ pointer: `${pointer}/${field}`, message: 'invalid slack file' }];
  });
};

/** Blocks of types that a fault makes unknown. */
const checkKnown = (blocks: unknown, faults: Faults): Problem[] =>
  (Array.isArray(blocks) ? blocks : []).flatMap((block: unknown, index) => {
    const type = isObject(block) ? stringAt(block, 'type') : undefined;
    const isUnknown = type !== undefined && faults.strike('unknownBlock', type) !== undefined;
    return isUnknown ? [{ pointer: `/blocks/${index}`, message: `unsupported type: ${type}` }] : [];
  });

type Surroundings = { readonly files: Files; readonly isForOne: boolean };

/**
 * The content of a message that an app sends, with ids for its blocks.
 * @param body `text`, `blocks` and `metadata`, already read from their JSON
 * @param isForOne whether one person alone sees it
 * @param mostText how many characters its text may have
 * @throws SlackError `no_text`, `msg_too_long`, `msg_blocks_too_long`, `invalid_blocks`, `invalid_attachments` (for a
 * second table), `invalid_metadata_format`
 */
export const readMessageContent = (
  body: JsonObject,
  { identifiers, files, faults }: { readonly identifiers: Identifiers; readonly files: Files; readonly faults: Faults },
  isForOne: boolean,
  mostText: number = limits.messageText,
): MessageContent => {
  const text = stringAt(body, 'text') ?? '';
  if (text.length > mostText) throw new SlackError('msg_too_long');
  const metadata = checkMetadata(body['metadata']);
  const entities = readEntities(body['metadata']);
  const problems =
    body['blocks'] === undefined
      ? []
      : [
          ...checkBlocks(body['blocks'], 'message', '/blocks'),
          ...checkKnown(body['blocks'], faults),
          ...checkFiles(body['blocks'], '/blocks', { files, isForOne }),
        ];
  if (problems.length > 0) throw new SlackError('invalid_blocks', describeProblems(problems));
  const blocks = objectsAt(body, 'blocks');
  const tables = tablesIn(blocks);
  if (tables.length > 1) throw new SlackError('invalid_attachments', ['only_one_table_allowed']);
  if (blocks.length === 0 && text.trim() === '') throw new SlackError('no_text');
  if (textsIn(blocks).join('').length - textsIn(tables).join('').length > limits.blocksText)
    throw new SlackError('msg_blocks_too_long');
  return {
    text,
    ...(blocks.length > 0 && { blocks: withIds(blocks, identifiers) }),
    ...(metadata && { metadata }),
    ...(entities.length > 0 && { entities }),
  };
};
