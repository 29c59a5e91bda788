/** The id of this surface. */
export const surfaceId = 'discord';
