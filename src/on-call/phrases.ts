const who = String.raw`who(?:['’]?s| is)`;
const duty = String.raw`(?:on[ -]?call|on duty)`;
const when = String.raw`(?: (?:currently|now|right now|today|tonight|at the moment|this week))?`;
const the = String.raw`(?:the |our )?(?:(?:owners?|team|people) (?:of|for|behind) (?:the |our )?)?`;
const name = String.raw`(?<name>.+?)`;

const sentence = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** What asks who is on call. */
export const onCallPhrases: readonly RegExp[] = [
  sentence(`${who}${when} ${duty}${when}(?: (?:for|at|of|in|on|with)) ${the}${name}${when}`),
  sentence(`${who}${when} ${the}${duty}(?: person| engineer| developer)? (?:for|of|at|in) ${the}${name}${when}`),
  sentence(`${who}${when} (?:carrying|holding) the pager (?:for|of) ${the}${name}${when}`),
  sentence(`who (?:has|holds|carries) (?:the pager|duty|${duty}) (?:for|of) ${the}${name}${when}`),
  sentence(`who (?:do|should|can|would) (?:i|we) (?:call|page|wake up|wake) (?:for|about) ${the}${name}`),
  sentence(`is (?:anyone|anybody|someone|somebody) ${duty} (?:for|at|of|in) ${the}${name}${when}`),
  sentence(`${duty}(?: (?:for|of|at|in))? ${the}${name}${when}`),
  sentence(`${who}${when} ${duty}${when}`),
];

const verb = String.raw`(?:(?:can|could|would|will) you )?(?:please )?(?:page|call out)`;
const whomever = `(?:whoever|whomever|who) is${when} ${duty}(?: person)?${when} (?:for|at|of|in)`;
const someone = String.raw`(?:someone|somebody|anyone|anybody) (?:for|from|about|at|of|in|who owns)`;
/** Words that stand for somebody, before the name of what they answer for. */
const person = [
  String.raw`the (?:owner|owners|team|people)(?: (?:of|for|behind))`,
  whomever,
  `${the}${duty}(?: person| engineer| developer)? (?:for|of|at|in)`,
  someone,
].join('|');
const says = String.raw`(?:\s*:\s+|\s+[-–—]\s+|,\s+|\s+(?:because(?: of)?|about|saying(?: that)?|with(?: the message)?|and (?:say|tell them)(?: that)?)\s+)`;
const message = String.raw`(?<message>.+)`;

/** What asks to get hold of somebody. Where no word parts the name from the message, the names that are known do. */
export const pagePhrases: readonly RegExp[] = [
  sentence(`${verb} (?:${person}) ${the}${name}${says}${message}`),
  sentence(`${verb} (?:${person}) ${the}${name}`),
  sentence(`${verb} ${the}${name}${says}${message}`),
  sentence(String.raw`${verb} ${the}(?<name>\S+(?: \S+){0,2})`),
  sentence(String.raw`${verb} ${the}(?<name>\S+) (?<message>\S+(?: \S+){2,})`),
];
