/** Notes, kept in memory, newest first. Put a database in its place. */
export function createNotes() {
  const notes = [];
  return {
    list: () => notes.toReversed(),
    /**
     * @param {string} text
     * @param {Date} now
     */
    add: (text, now) => {
      const note = { id: notes.length + 1, text, createdAt: now.toISOString() };
      notes.push(note);
      return note;
    },
  };
}
