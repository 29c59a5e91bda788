import type { NamespaceBase, Service } from 'protobufjs';
import { type Definition, operationLine, type UnreadableDefinition } from './definition.ts';

/** Reads a protocol buffers file: its services with their calls. Files that it imports are not looked for. */
export async function readGrpc(text: string): Promise<Definition | UnreadableDefinition> {
  const { default: protobuf } = await import('protobufjs');
  const isService = (value: unknown): value is Service => value instanceof protobuf.Service;
  const isNamespace = (value: unknown): value is NamespaceBase => value instanceof protobuf.Namespace;
  const servicesIn = (namespace: NamespaceBase): readonly Service[] =>
    namespace.nestedArray.flatMap((each) => {
      if (isService(each)) return [each];
      return isNamespace(each) ? servicesIn(each) : [];
    });
  try {
    const { root, package: title } = protobuf.parse(text, { alternateCommentMode: true });
    const operations = servicesIn(root).flatMap((service) =>
      service.methodsArray.map(({ name, requestStream, responseStream, comment }) =>
        operationLine(`${service.name}.${name}${streaming(requestStream === true, responseStream === true)}`, comment),
      ),
    );
    return {
      kind: 'definition',
      format: 'gRPC',
      title: title ?? undefined,
      version: undefined,
      servers: [],
      operations,
    };
  } catch (error) {
    // The parser throws plain errors for what is wrong with the text, and for nothing else.
    if (!(error instanceof Error)) throw error;
    const problem = error instanceof RangeError ? 'it is nested too deep' : placeFirst(error.message);
    return { kind: 'unreadable', format: 'gRPC', problem };
  }
}

function streaming(request: boolean, response: boolean): string {
  if (request && response) return ' (streams both ways)';
  if (request) return ' (takes a stream)';
  return response ? ' (gives a stream)' : '';
}

/** `illegal token '}' (line 3)` as `line 3: illegal token '}'`. */
const placeFirst = (message: string): string => message.replace(/^(.*) \(line (\d+)\)$/s, 'line $2: $1');
