/** A thing in a picture. */
export interface PictureNode {
  /** Unique in the picture. Drawn in place of a label in letters that the picture's font lacks. */
  readonly id: string;
  readonly label: string;
  /** What it is, in a few words, such as `service, deprecated`. */
  readonly word: string;
  /** Its outline; its colour goes with it. */
  readonly shape: 'box' | 'pill' | 'cylinder' | 'frame';
  /** `subject`: what the picture is about. `fading`: on its way out. `missing`: named, and not there. */
  readonly mark: 'subject' | 'plain' | 'fading' | 'missing';
}

/** Things and how they hang together, to be drawn. */
export interface Picture {
  /** What it shows, in words, for whoever can't see it. */
  readonly alt: string;
  /** What it is about first, then the nearest: where there is no room for all, the last are left out. */
  readonly nodes: readonly PictureNode[];
  /** Arrows by the ids of nodes. */
  readonly arrows: readonly { readonly from: string; readonly to: string }[];
  /** What an arrow says, from its beginning and from its end: `needs`, `is needed by`. */
  readonly arrowWords: readonly [string, string];
  /** How many things there are beyond `nodes`. */
  readonly omitted: number;
}
