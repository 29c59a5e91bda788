import type { Groups, Phrase } from '#callboard/core/commands/command.ts';
import type { Values } from '#callboard/core/answers/answer.ts';

const name = String.raw`(?:the |our )?(?<name>.+?)`;
const depth = String.raw`(?:,? (?:to|at|with|up to)(?: a)? (?:depth|level)(?: of)? (?<depth>\S+)|,? (?<levels>\d+) levels?(?: deep)?)?`;
const things = '(?:things|services|components|apis|systems|teams|apps|websites)';
const dependOn = String.raw`(?:depends? on|uses?|using|consumes?|calls?|needs?|rel(?:y|ies) on|(?:is|are) (?:using|consuming|calling))`;
const breaks = String.raw`(?:breaks?|fails?|stops?(?: working)?|is affected|are affected|is impacted|are impacted|goes down|go down)`;
const isDown = String.raw`(?:is|are|goes|go|breaks?|fails?|stops?)(?: (?:down|out|away|broken|offline|unavailable|gone|working))?`;
const show = String.raw`(?:(?:list|show|draw|give|what are|who are|what is|what's)(?: me| us)? )?(?:the |all |all the )?`;
const graph = String.raw`(?:dependency|dependencies)(?: graph| tree| map| diagram| picture)`;

/** A name of several words does not end at the first that is known: the values are what the groups say. */
const valuesOf = ({ name = '', depth, levels }: Groups): Values => {
  const wanted = depth ?? levels;
  return { name, ...(wanted === undefined ? {} : { depth: wanted }) };
};

const phrase = (sentence: string): Phrase => ({
  pattern: new RegExp(`^${sentence}${depth}$`, 'i'),
  values: valuesOf,
});

/** How people ask what depends on what. */
export const dependsPhrases: readonly Phrase[] = [
  phrase(`(?:(?:what|which)(?: ${things})?|who) (?:else )?${dependOn} ${name}`),
  phrase(`(?:(?:list|show|find)(?: me)?(?: all)?(?: the)? )?${things} (?:that |which )?${dependOn} ${name}`),
  phrase(`(?:does|do) (?:anything|anyone|anybody|something|any ${things}) (?:else )?${dependOn} ${name}`),
  phrase(`what (?:does|do) ${name} (?:depend on|use|consume|call|need|rely on)`),
  phrase(`(?:who|what) is ${name} used by`),
  phrase(`(?:what|who|which ${things}) (?:will |would )?${breaks} (?:if|when|while) ${name} ${isDown}`),
  phrase(`what happens (?:if|when) ${name} ${isDown}`),
  phrase(`${show}(?:dependents|dependencies|dependants|consumers|users|impact|blast radius) of ${name}`),
  phrase(`${show}${graph} (?:of|for) ${name}`),
  phrase(`${show}${name}(?:'s?|’s?) (?:dependencies|dependents|dependants|${graph})`),
];
