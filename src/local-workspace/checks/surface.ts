/** Where blocks stand: in a message, in one of the two kinds of view, or below a message in what a link unfurls to. */
export type Surface = 'message' | 'modal' | 'home' | 'unfurl';
