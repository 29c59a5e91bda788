/** Who asks: a person as a surface knows them. */
export interface Asker {
  /** The surface's id, such as `slack`: of several workspaces of a platform, each has its own. */
  readonly surface: string;
  /** The person's id on that surface, such as `U024BE7LH`. */
  readonly personId: string;
  /** What the surface calls them, where it said so. */
  readonly name?: string;
}
