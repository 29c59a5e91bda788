/** Who is on call, and until when. */
export interface Shift {
  /** The ref of the catalog user, such as `user:default/ada`. */
  readonly userRef: string;
  readonly until: Date;
  /** True where an override put them there. */
  readonly isOverride: boolean;
  /** The IANA time zone that the schedule is kept in; UTC where it is not said. */
  readonly timeZone?: string;
}

/** Where schedules come from: rotations in YAML, a paging tool. */
export interface ScheduleSource {
  /** The plugin's id. */
  readonly id: string;
  /** Who is on call for an owner (a Group's ref) at a moment; undefined where this source has no schedule for it. */
  readonly whoIsOnCall: (ownerRef: string, at: Date) => Promise<Shift | undefined>;
}
