import { channelAnnotations } from './annotations.ts';

/**
 * The channels that the annotations of a group name, by surface. Of a workspace that has installed the bot the annotation
 * ends with its id: `slack.com/channel.T024BE7LD` is the channel at `slack:T024BE7LD`.
 */
export function channelsIn(annotations: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const found = Object.entries(channelAnnotations).flatMap(([platform, name]) =>
    Object.entries(annotations).flatMap(([annotation, value]): [string, string][] => {
      const channel = value.trim();
      if (channel === '') return [];
      if (annotation === name) return [[platform, channel]];
      return annotation.startsWith(`${name}.`) ? [[`${platform}:${annotation.slice(name.length + 1)}`, channel]] : [];
    }),
  );
  return Object.fromEntries(found);
}
