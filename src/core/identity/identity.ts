import type { Profile } from '../messages/surface.ts';
import type { Asker } from './asker.ts';

/** What identity asks of whoever keeps the catalog of people. Refs are full, such as `user:default/ada`. */
export interface People {
  /** The user that carries this annotation, such as `slack.com/user-id`. */
  readonly findByAnnotation: (annotation: string, value: string) => string | undefined;
  /** The user with this address in `spec.profile.email`, compared in lower case. */
  readonly findByEmail: (email: string) => string | undefined;
  /** The user's ref by ref or by exact name, compared in lower case. */
  readonly findByName: (text: string) => string | undefined;
  /** Whether the user is a member of the group, or of a group below it. */
  readonly isMember: (userRef: string, groupRef: string) => boolean;
  /** The address in the user's `spec.profile.email`. */
  readonly emailOf: (userRef: string) => string | undefined;
  /** What people call the user; undefined where there is no such user. */
  readonly nameOf: (userRef: string) => string | undefined;
  /** The user's annotations. */
  readonly annotationsOf: (userRef: string) => Readonly<Record<string, string>>;
}

/** Who is who by the annotation of one surface. */
export interface Annotated {
  /** The annotation's name, such as `slack.com/user-id`. */
  readonly annotation: string;
  /** The user who carries the chat person's id. */
  readonly userRef: string | undefined;
  /** The id that the user carries. */
  readonly personId: string | undefined;
}

/** Who is who: chat person to catalog user and back, and what they may do. */
export interface Identity {
  /** The ref of the catalog user that the asker is: linked, by annotation, else by e-mail address. */
  readonly userOf: (asker: Asker) => Promise<string | undefined>;
  /** The asker by the catalog's name for them, where who they are is known without their platform being asked. */
  readonly named: (asker: Asker) => Promise<Asker>;
  /**
   * The accounts of a catalog user by surface, such as `{ slack: 'U024BE7LH' }`: by link and by annotation. One that is
   * somebody else when it asks is not among them.
   */
  readonly accountsOf: (userRef: string) => Promise<Readonly<Record<string, string>>>;
  /** The same, and where neither says, the platforms are asked for the user's e-mail address. */
  readonly findAccounts: (userRef: string) => Promise<Readonly<Record<string, string>>>;
  /** Whether the asker may change what is everybody's. */
  readonly isAdministrator: (asker: Asker) => Promise<boolean>;
  /** What the platform knows of a chat person; undefined where nobody has the id, `unknown` where it did not answer. */
  readonly profileOf: (asker: Asker) => Promise<Profile | undefined | 'unknown'>;
  /** What the annotations of the catalog say of a chat person and a user, whatever links say. */
  readonly annotatedOf: (asker: Asker, userRef: string) => Annotated;
  /** Keeps that a chat person is a catalog user, whatever annotations say. */
  readonly link: (surface: string, personId: string, userRef: string) => Promise<void>;
  /** Takes a link back. @returns the ref of the user whom the person was linked to; undefined where they were not */
  readonly unlink: (surface: string, personId: string) => Promise<string | undefined>;
  /** The ref of a user by ref or exact name. */
  readonly findUser: (text: string) => string | undefined;
  /** Called once, by the plugin that knows the people. */
  readonly usePeople: (people: People) => void;
}
