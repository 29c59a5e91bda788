import type { Method, NamespaceBase, Service } from 'protobufjs';
import { counted, type Definition, type DefinitionOperation, summarise } from './definition.ts';
import { optional, textOf } from './json-parts.ts';

/** Reads a file in the language of Protocol Buffers. What it imports is not looked for: its services stand in it. */
export async function readProto(text: string): Promise<Definition> {
  const protobuf = await import('protobufjs');
  const isService = (part: unknown): part is Service => part instanceof protobuf.Service;
  const isNamespace = (part: unknown): part is NamespaceBase => part instanceof protobuf.Namespace;
  const servicesIn = (namespace: NamespaceBase): readonly Service[] =>
    namespace.nestedArray.flatMap((part) => (isService(part) ? [part] : isNamespace(part) ? servicesIn(part) : []));
  try {
    const parsed = protobuf.parse(text, { alternateCommentMode: true });
    const services = servicesIn(parsed.root);
    const operations = services.flatMap((service) => service.methodsArray.map((method) => describe(service, method)));
    const count = `${counted(operations.length, 'rpc', 'rpcs')} of ${counted(services.length, 'service', 'services')}`;
    return {
      kind: 'read',
      format: `gRPC, ${syntaxOf(text)}`,
      ...optional('title', parsed.package),
      servers: [],
      ...summarise(count, operations),
    };
  } catch (error) {
    // The parser throws plain errors, with the line at the end of their text.
    if (!(error instanceof Error)) throw error;
    const line = /^(?<message>.*) \((?:.*, )?line (?<line>\d+)\)$/s.exec(error.message)?.groups;
    return {
      kind: 'unreadable',
      format: 'gRPC',
      ...(line?.['line'] === undefined ? {} : { line: Number(line['line']) }),
      message: line?.['message'] ?? error.message,
    };
  }
}

/** The language's version as the text says it; without a word it is `proto2`. */
const syntaxOf = (text: string): string =>
  /^\s*(?:syntax|edition)\s*=\s*["'](?<version>\w+)["']/m.exec(text)?.groups?.['version'] ?? 'proto2';

const describe = (service: Service, method: Method): DefinitionOperation => ({
  call: `${service.name}.${method.name}(${streamed(method.requestStream, method.requestType)}) → ${streamed(method.responseStream, method.responseType)}`,
  ...optional('summary', textOf(method.comment ?? undefined)),
});

const streamed = (isStream: boolean | undefined, type: string): string => (isStream ? `stream ${type}` : type);
