/** People of a group who take turns, as `rotations` of a YAML file has them once it is read. */
export interface Rotation {
  /** The group's ref in full, such as `group:default/payments`. */
  readonly ownerRef: string;
  /** An IANA time zone, such as `Europe/Berlin`: what the rotation's dates and times are local to. */
  readonly timeZone: string;
  /** The day of the first handover, such as `2026-01-05`. */
  readonly start: string;
  /** The local time of every handover, such as `09:00`. */
  readonly handover: string;
  /** How many calendar days a turn lasts. */
  readonly lengthDays: number;
  /** Users' refs in the order of their turns. Never empty. */
  readonly people: readonly string[];
  /** In the order of the file: where several cover a moment, the latest listed wins. */
  readonly overrides: readonly Override[];
  /** Where its owner is written. */
  readonly origin: RotationOrigin;
}

/** Somebody who stands in, whoever's turn it is: from `start` on, and no longer at `end`. */
export interface Override {
  readonly userRef: string;
  readonly start: Date;
  readonly end: Date;
}

/** A place in a file; `document` is counted from 0, line and column from 1. */
interface RotationOrigin {
  readonly file: string;
  readonly document: number;
  readonly line: number;
  readonly column: number;
  /** The field, such as `rotations[0].owner`. */
  readonly path: string;
}
