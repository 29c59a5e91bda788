/** How the command line was used wrongly: told with the usage, exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export const usage = `callboard: who owns what, who is on call, and new components, from chat

  callboard start                        serve chat, page and API
  callboard ask TEXT [--as USER_REF]     answer a question from the database as it is
  callboard validate PATH…               check catalog files; needs no database
  callboard ingest [PATH or URL]…        keep each as a source and read it; without one, read the configured ones
  callboard create TEMPLATE [--values FILE] [--set name=value]… [--dry-run] [--out DIR]
                                         make a component from a template (a ref, or a template's file)
  callboard manifest slack|discord       what an installer applies there
  callboard config check                 check callboard.yaml

  --config FILE   another file than ./callboard.yaml
  --json          print JSON
  --help, --version

Exit code: 0 fine, 1 a finding or a refusal, 2 wrong usage.
`;
