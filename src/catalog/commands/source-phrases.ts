/** What stands in the brackets of Slack and Discord is one word. */
const address = String.raw`(?:<[^>]+>(?::\S+)?|\S+)`;
const url = `(?<url>${address})`;
/** What only an address is, so that other sentences with these words stay what they are. */
const certainUrl = String.raw`(?<url><(?:https?|ssh|mailto):[^>]+>(?::\S+)?|(?:https?|ssh|git|file):\/\/\S+|[\w.-]+@[\w.-]+:\S+|[\w-]+(?:\.[\w-]+)+\/\S+)`;
const what = '(?:(?:the |this |my |our |a )?(?:new )?(?:repo|repository|project|source|file|catalog file)(?: at)? )?';
const catalog = '(?:(?:the |our )?(?:software )?catalog|callboard)';
const name = String.raw`(?:the |our )?(?<name>.+?)`;
const files = '(?:(?:catalog )?(?:files?|entry|entries|source|yaml)|catalog-info(?:\\.yaml)?)';

const sentence = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** How people ask to bring a repository in. */
export const registerPhrases: readonly RegExp[] = [
  sentence(`register ${what}${url}`),
  sentence(`(?:register|add|import|bring|put) ${what}${url} (?:to|in|into|with|from|on) ${catalog}`),
  sentence(`(?:add|import|ingest|onboard) ${what}${certainUrl}`),
];

/** How they ask to take one out. */
export const unregisterPhrases: readonly RegExp[] = [
  sentence(`(?:unregister|deregister|unsubscribe from) ${what}${name}`),
  sentence(`(?:remove|take|delete|drop) ${what}${name} (?:from|out of|off) ${catalog}`),
  sentence(`(?:forget|unregister|remove) (?:about )?${what}${certainUrl.replace('url', 'name')}`),
];

/** How they ask to read something again. */
export const refreshPhrases: readonly RegExp[] = [
  sentence(`(?:refresh|reload|re-?read|re-?sync|re-?ingest|rescan) ${name}`),
  sentence(`(?:refresh|reload|re-?read|re-?sync|re-?ingest|rescan) (?:the |our )?${files} (?:of|for|from|at) ${name}`),
  sentence(`(?:refresh|reload|re-?read|re-?sync|re-?ingest|rescan) ${name}(?:'s|’s) ${files}`),
  sentence(
    `(?:refresh|reload|re-?read|re-?sync|re-?ingest|rescan) (?:everything|all|(?:all (?:of )?)?(?:the |our )?(?:sources|${catalog}|catalog files))`,
  ),
];

/** How they ask where the catalog comes from. */
export const sourcesPhrases: readonly RegExp[] = [
  sentence(
    `(?:(?:list|show)(?: me)? |what are |which are )?(?:all )?(?:the |our )?(?:catalog )?sources(?: of ${catalog})?`,
  ),
  sentence(`(?:what|which) (?:catalog )?sources (?:are there|do (?:we|you) have|are registered)`),
  sentence(`where does ${catalog} come from`),
  sentence(`(?:what|which) (?:source|file|repository|repo) does ${name} come from`),
  sentence(`(?:show(?: me)? )?the (?:catalog )?source of ${name}`),
];
