import { useEffect, useRef } from 'react';
import { usePreferences } from './preferences.js';

/** What keys do: `j`, `?`, `Enter`, or two in a row as `g w`. */
export type KeyBindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** How long the first of two keys is remembered. */
const SEQUENCE_MS = 1_500;

/** Where letters are typed, or mean something to the control in focus. */
const TYPING = 'input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable], dialog';

/** Binds keys for as long as the component is shown. Never acts on what is typed into a field, nor together with Ctrl, Alt or Cmd. */
export function useKeys(bindings: KeyBindings): void {
  const { letterKeys } = usePreferences();
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    if (!letterKeys) return undefined;
    let first: { readonly key: string; readonly at: number } | undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      const pressed = keyOf(event);
      const isSecond = first !== undefined && event.timeStamp - first.at < SEQUENCE_MS;
      const binding = current.current[isSecond ? `${first?.key} ${pressed}` : pressed];
      first = { key: pressed, at: event.timeStamp };
      if (binding === undefined) return;
      event.preventDefault();
      binding(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letterKeys]);
}

/**
 * Ctrl+K, or Cmd+K, wherever the focus is, but not above a dialog. Works while letters are not keys as well: nobody says it by mistake to
 * speech input.
 */
export function usePaletteKey(onOpen: () => void): void {
  const current = useRef(onOpen);
  useEffect(() => {
    current.current = onOpen;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (keyOf(event) !== 'k' || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
      event.preventDefault();
      if (document.querySelector('dialog[open]') === null) current.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** The key by its Latin letter, also where the layout writes another script. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (code.startsWith('Key')) return code.slice('Key'.length).toLowerCase();
  if (code === 'Slash' && !/[/?]/.test(key)) return shiftKey ? '?' : '/';
  return key;
}
