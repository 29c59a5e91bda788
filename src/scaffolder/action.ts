import type { Json } from '#callboard/core/storage/records.ts';
import type { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { TemplateEngine } from './template-engine.ts';

/** Values as JSON, by name. */
export type JsonObject = { readonly [key: string]: Json };

/** What an action is handed. */
export interface ActionContext {
  readonly runId: string;
  /** Unique in the run: a step that is taken several times has the key of each time behind its id. */
  readonly stepId: string;
  /** Rendered, and checked against the action's input schema. */
  readonly input: JsonObject;
  /** The run's own folder, absolute. It survives a restart on the same machine and is emptied when the run starts over. */
  readonly workspace: string;
  readonly templateRef: string;
  /** The language of the template, in which its skeletons are written too. */
  readonly engine: TemplateEngine;
  /** The folder of the template's file, absolute: where relative addresses of skeletons start. */
  readonly templateFolder: string;
  /** The ref of the catalog user who asked, where they are known. */
  readonly userRef: string | undefined;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Why a step can't be done with its input, and which part of that input is to be another one. */
export interface Obstacle {
  /** A key of the step's input. */
  readonly input: string;
  readonly refusal: Refusal;
}

/** A call of an action that makes something outside, as it is kept. */
export interface ActionCall {
  /** As the action was given it; secrets are masked. */
  readonly input: JsonObject;
  /** What it gave back; undefined where it did not come to its end, and may have made something all the same. */
  readonly output?: JsonObject;
  /** It was told to stop and did not, so that it may still go on. */
  readonly isAbandoned?: true;
  /** What it has left, as it was looked for when its run came to no good end. */
  readonly left?: Left;
}

/** What a call left outside. */
export type Left =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly made: Made }
  /** `reason` is a sentence, as in the next. */
  | { readonly kind: 'irrevocable'; readonly what: string; readonly reason: string }
  /** It may have left something: nobody could tell. */
  | { readonly kind: 'unknown'; readonly what: string; readonly reason: string };

/** Something outside that a call made, as it is found again. */
export interface Made {
  /** What it is, for a person: `the repository acme/shop`. */
  readonly what: string;
  /** Where a person reads it. */
  readonly url?: string;
  /** Why it can't be taken away, as a sentence; undefined where nothing is known that speaks against it. */
  readonly obstacle?: string;
}

/** What finding and undoing are given. */
export interface MadeContext extends ActionCall {
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** How what an action made outside is found again by its run's id, and taken away. */
export interface MadeOutside {
  /**
   * Reads only. What a stranger made is never given.
   * @returns undefined where there is nothing, not any more or not at all
   * @throws Refusal where that can't be told
   */
  readonly find: (context: MadeContext) => Promise<Made | undefined>;
  /**
   * Takes away what the call made, and nothing of a stranger's. What is gone already is what was wanted; called again
   * after a crash, it goes on.
   * @throws Refusal where it can't be taken away, or somebody has worked on it since
   */
  readonly undo: (context: MadeContext) => Promise<void>;
}

/** An input that an action takes, and what it is for. */
export interface ActionExample {
  readonly description: string;
  readonly input: JsonObject;
}

/** One thing that a step does. It may be called again for the same run and step after a crash. */
export interface Action {
  /** Such as `fetch:template`. */
  readonly id: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly outputSchema: object;
  /** Inputs as a template writes them, for whoever lists the actions. */
  readonly examples?: readonly ActionExample[];
  /** `outside` where it makes something that outlives the run's folder: a dry run leaves it out. */
  readonly effect: 'workspace' | 'outside';
  /** Where it makes something outside that can be found again. A failed run offers to take that away. */
  readonly made?: MadeOutside;
  /**
   * Looks whether the step can be done, when a form is submitted (for a second at most) and before the first step of a
   * run is taken; asked only where the whole input is known by then. It makes nothing.
   * @returns what stands in the way, undefined where nothing does
   * @throws Refusal where that can't be told
   */
  readonly lookAhead?: (context: Pick<ActionContext, 'runId' | 'input' | 'signal'>) => Promise<Obstacle | undefined>;
  /**
   * Looks at what earlier steps have left in the run's folder, before the first step with an effect outside is taken.
   * It makes nothing. Of `input`, what depends on other steps is as the template has it.
   * @throws Refusal where the step could not be done with that
   */
  readonly inspect?: (context: Pick<ActionContext, 'input' | 'workspace'>) => Promise<void>;
  /**
   * @returns the step's output
   * @throws Refusal where it cannot be done, with the remedy
   */
  readonly run: (context: ActionContext) => Promise<JsonObject>;
}
