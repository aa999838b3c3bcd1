import type { ButtonHTMLAttributes, ReactNode } from 'react';

/** How much a button asks to be pressed: one `primary` a page, for the sensible next step. */
export type ButtonKind = 'primary' | 'secondary' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent border-accent',
  secondary: 'bg-surface text-accent border-line',
  danger: 'bg-surface text-danger border-danger',
};

/** The look of a button for an element that acts as one, such as a link. */
export function buttonClass(kind: ButtonKind): string {
  return `inline-flex min-h-(--target) items-center justify-center gap-2 rounded-m border px-4 py-1 font-semibold no-underline cursor-pointer disabled:cursor-not-allowed disabled:opacity-60 ${KINDS[kind]}`;
}

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly kind?: ButtonKind;
  readonly children: ReactNode;
}

/** A button whose words are a verb and its object. By default it sends the form around it. */
export function Button({ kind = 'primary', type = 'submit', children, ...others }: ButtonProps) {
  return (
    <button type={type} className={buttonClass(kind)} {...others}>
      {children}
    </button>
  );
}
