import { type ReactNode, useEffect, useRef } from 'react';

/** One thing to mend in a form. */
export interface FieldError {
  /** Name of the field, to which the summary links. */
  readonly field: string;
  readonly message: string;
}

/** Everything to mend on a page, first on it and in focus, each linked to its field. Nothing if there is nothing to mend. */
export function ErrorSummary({ title, errors }: { readonly title: string; readonly errors: readonly FieldError[] }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) summary.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={summary}
      role="alert"
      tabIndex={-1}
      aria-labelledby="error-summary"
      className="my-6 rounded-m border-4 border-danger bg-surface p-4"
    >
      <h2 id="error-summary" className="mb-2 text-xl font-bold">
        {title}
      </h2>
      <ul className="flex flex-col gap-1">
        {errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a href={`#${field}`} className="font-semibold text-danger">
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a notice is about: its colour never says it alone, its words do. */
export type NoticeKind = 'done' | 'due' | 'late' | 'paused' | 'plain';

const GROUNDS: Readonly<Record<NoticeKind, string>> = {
  done: 'border-done bg-done-quiet',
  due: 'border-due bg-due-quiet',
  late: 'border-late bg-late-quiet',
  paused: 'border-paused bg-paused-quiet',
  plain: 'border-line bg-surface',
};

/** A few words set apart from the page. */
export function Notice({ kind = 'plain', children }: { readonly kind?: NoticeKind; readonly children: ReactNode }) {
  return <div className={`my-4 rounded-m border-s-8 p-4 ${GROUNDS[kind]}`}>{children}</div>;
}

/** A reference or a code: never reordered by the text around it, never in Persian digits, the same width for each sign. */
export function Code({ children }: { readonly children: string }) {
  return (
    <bdi dir="ltr" className="font-mono font-semibold tracking-wide whitespace-nowrap">
      {children}
    </bdi>
  );
}
