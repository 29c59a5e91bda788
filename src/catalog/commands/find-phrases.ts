import type { Phrase } from '#callboard/core/commands/command.ts';

const text = String.raw`(?<text>.+?)`;
const owner = String.raw`(?:the |our )?(?<owner>.+?)`;
const all = String.raw`(?:all(?: of)? )?(?:the |our )?`;
const plural = [
  'services|components|apps|applications|websites|libraries|apis|resources|databases|buckets|queues|topics|clusters',
  'systems|domains|teams|groups|squads|people|users|templates|repos|repositories|projects|things',
].join('|');
const list = String.raw`(?<text>(?:${plural})(?: (?:owned by|belonging to) .+)?)`;
const thing = '(?:anything|something|(?:thing|service|component|api|tool)s?(?= (?:called|named|about|for) ))';
const owns = String.raw`(?:own|owns|maintain|maintains|look after|take care of|work on|be responsible for)`;

const sentence = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** A question for what somebody owns: `what` is said in the sentence, or everything. */
const ownedBy = (pattern: string): Phrase => ({
  pattern: sentence(pattern),
  values: ({ what = 'everything', owner = '' }): { readonly text?: string } =>
    owner === '' ? {} : { text: `${what} owned by ${owner}` },
});

/** A question for what a word is said of: `deprecated services`, `python services`. */
const stands = (pattern: string): Phrase => ({
  pattern: sentence(pattern),
  values: ({ what = '', how = '' }) => ({ text: `${how} ${what}` }),
});

/** How people ask for a search, or for a list. */
export const findPhrases: readonly Phrase[] = [
  sentence(`(?:find|search|look up|lookup|look for|search for|searching for|looking for|find me) ${text}`),
  sentence(
    `(?:i(?:'m| am) looking for|do we have|is there|are there)(?: an?| any| some)?(?: ${thing})?(?: called| named| about| for)? ${text}`,
  ),
  sentence(
    `(?:what|which) (?:things|services|components|apis) (?:are called|are named|are about|match|deal with) ${text}`,
  ),
  sentence(`(?:list|show)(?: me)? (?:all|everything)(?: about| for| with)? ${text}`),
  sentence(`list(?: me| us)? ${all}${text}`),
  sentence(`(?:show|give)(?: me| us)? ${all}${list}`),
  sentence(`what are ${all}${list}`),
  sentence(`(?:what|which) ${list}(?: (?:are there|exist|do (?:we|you) have|have we got|do you know(?: of)?))?`),
  stands(`(?:what|which|how many) (?<what>${plural}) are (?:in |tagged (?:with |as )?)?(?<how>\\S+)`),
  sentence(`how many ${list}(?: (?:are there|do we have|have we got))?`),
  ownedBy(`what (?:things )?(?:do|does) ${owner} ${owns}`),
  ownedBy(String.raw`(?:what|which|how many) (?<what>[\w-]+s) (?:do|does) ${owner} (?:${owns}|have|run)`),
  ownedBy(String.raw`(?:what|which) (?<what>[\w-]+s) (?:are (?:owned|maintained) by|belong to) ${owner}`),
  ownedBy(`what (?:is (?:owned|maintained) by|belongs to) ${owner}`),
  ownedBy(`what (?:is|are) ${owner} (?:responsible for|in charge of)`),
  ownedBy(`(?:list|show)(?: me)?(?: all(?: of)?)? ${owner}(?:'s|’s) (?<what>services|components|systems|things)`),
];
