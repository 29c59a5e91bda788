/**
 * The extension points by name. Empty here, since core knows no feature: each feature adds its own with
 * `declare module`, and provides it in its `setup`.
 */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by declaration merging
export interface ExtensionPoints {}

export type ExtensionPointName = keyof ExtensionPoints;
