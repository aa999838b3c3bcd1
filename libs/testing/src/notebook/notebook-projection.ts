import type { JsonObject, Projection } from '@redress/eventing';

/** One document per notebook: the order of its notes shows any event that was left out, doubled or out of turn. */
export const notebookProjection: Projection = {
  view: {
    name: 'notebooks',
    fields: { title: 'string', notes: 'number', status: 'string' },
    indexes: [['title'], ['status', 'notes']],
  },
  streamPrefix: 'notebook-',
  initial: { notes: 0, seen: [] },
  on: {
    NotebookOpened: (document, { data, revision }) => ({ ...seeing(document, revision), ...data, status: 'open' }),
    NoteWritten: (document, { data, revision }) => ({
      ...seeing(document, revision),
      notes: Number(document['notes']) + 1,
      lastText: data['text'] ?? null,
    }),
    NotebookClosed: (document, { revision }) => ({ ...seeing(document, revision), status: 'closed' }),
  },
};

function seeing(document: JsonObject, revision: number): JsonObject {
  return { ...document, seen: [...(document['seen'] as readonly number[]), revision] };
}
