import { Button } from '@redress/ui';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/**
 * The browser's own dialog above the page: it keeps the focus inside, closes with Escape and gives the focus back. Without `onClose` it cannot
 * be closed.
 */
export function Dialog({
  title,
  onClose,
  closeLabel,
  children,
}: {
  readonly title: string;
  readonly onClose?: () => void;
  readonly closeLabel?: string;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed while it is still in the page: a browser gives the focus back only then.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      className="m-auto w-full max-w-lg rounded-m border border-line bg-surface p-6 text-text shadow-lg backdrop:bg-ground/80"
    >
      <h2 id="dialog-title" className="mb-4 text-xl font-bold">
        {title}
      </h2>
      {children}
      {onClose !== undefined && (
        <div className="mt-4">
          <Button type="button" kind="secondary" onClick={onClose}>
            {closeLabel}
          </Button>
        </div>
      )}
    </dialog>
  );
}
