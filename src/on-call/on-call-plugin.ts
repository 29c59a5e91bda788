import type { Problem } from '#callboard/catalog/problem.ts';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { createAcknowledgeCommand } from './acknowledge-command.ts';
import type { OnCallExtensionPoint } from './extension-point.ts';
import { loadRotations } from './load-rotations.ts';
import { createOnCallCommand } from './on-call-command.ts';
import type { OnCallContext } from './on-call-context.ts';
import { createOwnerNote } from './owner-note.ts';
import { createPageAboutThis } from './page-about-this.ts';
import { createPageCommand } from './page-command.ts';
import { pageKeyPrefix } from './page-message.ts';
import type { PageStore } from './page-store.ts';
import { createReachNext } from './reach-next.ts';
import { createRotationSource } from './rotation-source.ts';
import { createSchedules } from './schedules.ts';

export interface OnCallOptions {
  readonly pages: PageStore;
  /** The files of rotations, absolute, where the configuration names none; asked for at each reading. */
  readonly defaultRotationFiles?: () => readonly string[];
}

/** The key `on-call` of callboard.yaml: globs of the files of rotations, relative to callboard.yaml. */
export const onCallConfigurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { rotations: { type: 'array', items: { type: 'string', minLength: 1 } } },
};

/** Who is on call, and getting hold of them: rotations in YAML, other plugins' schedules, pages. */
export function createOnCall({ pages, defaultRotationFiles = () => [] }: OnCallOptions): {
  readonly plugin: Plugin;
} {
  const setup = (context: PluginContext): void => {
    const { configuration, configurationFolder, identity, messages, logger, now } = context;
    const catalog = context.extend('catalog');
    const schedules = createSchedules(logger);
    const rotations = createRotationSource({
      load: () => loadRotations(rotationGlobs(configuration) ?? defaultRotationFiles(), configurationFolder),
      now,
      report: ({ problems, unmatched }) => {
        for (const { message } of unmatched) logger.warn({}, message);
        for (const problem of problems) logger.warn(problem, inOneLine(problem));
      },
    });
    schedules.add(rotations);
    const onCall: OnCallContext = { directory: catalog.directory, schedules, identity, pages, messages, logger, now };
    const point: OnCallExtensionPoint = { addScheduleSource: schedules.add };
    context.provide('on-call', () => point);
    context.addCommand(createOnCallCommand(onCall));
    context.addCommand(createPageCommand(onCall));
    context.addCommand(createPageAboutThis(onCall));
    context.addCommand(createAcknowledgeCommand(onCall));
    messages.onGivenUp(pageKeyPrefix, createReachNext(onCall));
    catalog.addOwnerNote(createOwnerNote(onCall));
    // Broken rotations are told at start, not when somebody is in need.
    context.onStart(async () => void (await rotations.read()));
  };
  return {
    plugin: { id: 'on-call', kind: 'service-backed', configurationSchema: onCallConfigurationSchema, setup },
  };
}

/** The globs that a checked configuration names; undefined where it names none. */
export function rotationGlobs(configuration: unknown): readonly string[] | undefined {
  const rotations = isJsonObject(configuration) ? configuration['rotations'] : undefined;
  return Array.isArray(rotations) ? rotations.map(String) : undefined;
}

const inOneLine = ({ file, line, column, message }: Problem): string => `${file}:${line}:${column}: ${message}`;
