/** Where a message goes. */
export type Address =
  /** To one person, directly. */
  | { readonly surface: string; readonly kind: 'person'; readonly personId: string }
  /** To a place where somebody asked, or that a team has named. */
  | {
      readonly surface: string;
      readonly kind: 'place';
      /** The surface's id of the channel or direct conversation, or its `#name`. */
      readonly conversation: string;
      /** The surface's id of the thread, or of the message that starts it. */
      readonly thread?: string;
      /** What was asked begins the thread, so that nothing was spoken of in it before. */
      readonly beginsThread?: true;
      /** The surface's id of the channel that they look at meanwhile: what it is bound to is meant where nothing is named. */
      readonly beside?: string;
      /** Who asked: they get it directly where the bot may not post. */
      readonly askedBy?: string;
      /** Shown to this person alone where the surface can. */
      readonly onlyFor?: string;
      /** What the surface needs to answer the very event: a response URL, an interaction token. It ages. */
      readonly replyToken?: string;
      /**
       * What the surface needs to edit the message whose place it takes, as `Surface.edit` does; where that can't be
       * edited any more, it is posted.
       */
      readonly replaces?: string;
    };
