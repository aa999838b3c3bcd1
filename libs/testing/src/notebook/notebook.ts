import type { DecidedEvent, Decider, Decision, Erased } from '@redress/eventing';

/** The least aggregate that has all a stream can have: personal values, several events at once, an older version, refusals. */
export type NotebookCommand =
  | { readonly type: 'open'; readonly title: string; readonly owner?: string }
  | { readonly type: 'write'; readonly texts: readonly string[] }
  | { readonly type: 'close' };

export interface NotebookEvent extends DecidedEvent {
  readonly type: 'NotebookOpened' | 'NoteWritten' | 'NotebookClosed';
}

export interface NotebookState {
  readonly status: 'unknown' | 'open' | 'closed';
  readonly texts: readonly (string | Erased)[];
}

export const notebook: Decider<NotebookCommand, NotebookState, NotebookEvent> = {
  initialState: { status: 'unknown', texts: [] },

  decide(command, { status }): Decision<NotebookEvent> {
    switch (command.type) {
      case 'open': {
        if (status !== 'unknown') return { refused: 'notebook-exists' };
        const { title, owner } = command;
        return [{ type: 'NotebookOpened', data: { title, ...(owner !== undefined && { owner: { name: owner } }) } }];
      }
      case 'write':
        if (status !== 'open') return { refused: `notebook-${status}` };
        return command.texts.map((text) => ({ type: 'NoteWritten', data: { text, marks: [] } }));
      case 'close':
        if (status === 'unknown') return { refused: 'notebook-unknown' };
        return status === 'closed' ? [] : [{ type: 'NotebookClosed', data: {} }];
    }
  },

  evolve(state, { type, data }) {
    switch (type) {
      case 'NotebookOpened':
        return { ...state, status: 'open' };
      case 'NoteWritten':
        return { ...state, texts: [...state.texts, data['text'] as string | Erased] };
      case 'NotebookClosed':
        return { ...state, status: 'closed' };
      default:
        return state;
    }
  },
};
