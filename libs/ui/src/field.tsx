import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';

/** What every question to a person has. */
export interface FieldProps {
  /** Name in the form, and the id by which an error summary links to it. */
  readonly name: string;
  /** The id on a page that has several fields of this name. */
  readonly id?: string;
  readonly label: string;
  /** What helps to answer, shown before the answer is given. */
  readonly hint?: string | undefined;
  /** What is wrong with the answer and how to mend it. */
  readonly error?: string | undefined;
  /** For eyes the page's heading says the same; others still hear the label. */
  readonly isLabelHidden?: boolean;
}

const CONTROL = 'block w-full rounded-m border bg-surface px-3 py-1 text-text min-h-(--target)';

function describedBy({ name, id = name, hint, error }: FieldProps): string | undefined {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** Attributes that tie a control to its label, hint and error. */
function controlAttributes(field: FieldProps) {
  const isWrong = field.error !== undefined;
  return {
    id: field.id ?? field.name,
    name: field.name,
    'aria-describedby': describedBy(field),
    'aria-invalid': isWrong || undefined,
    className: `${CONTROL} ${isWrong ? 'border-danger border-2' : 'border-line'}`,
  };
}

function Help({ name, id = name, hint, error }: FieldProps) {
  return (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="font-semibold text-danger">
          {error}
        </p>
      )}
    </>
  );
}

function Labelled({ field, children }: { readonly field: FieldProps; readonly children: ReactNode }) {
  return (
    <div className="my-(--field-space) flex flex-col gap-1">
      <label htmlFor={field.id ?? field.name} className={field.isLabelHidden === true ? 'sr-only' : 'font-semibold'}>
        {field.label}
      </label>
      <Help {...field} />
      {children}
    </div>
  );
}

type Given<Attributes> = Omit<Attributes, 'id' | 'name' | 'className' | 'children'>;

/** A question that one line answers. */
export function TextField({
  name,
  label,
  hint,
  error,
  isLabelHidden = false,
  ...others
}: FieldProps & Given<InputHTMLAttributes<HTMLInputElement>>) {
  const field = { name, label, hint, error, isLabelHidden };
  return (
    <Labelled field={field}>
      <input dir="auto" {...others} {...controlAttributes(field)} />
    </Labelled>
  );
}

/** A question that several lines answer. */
export function TextArea({
  name,
  id = name,
  label,
  hint,
  error,
  isLabelHidden = false,
  ...others
}: FieldProps & Given<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const field = { name, id, label, hint, error, isLabelHidden };
  return (
    <Labelled field={field}>
      <textarea dir="auto" rows={8} {...others} {...controlAttributes(field)} />
    </Labelled>
  );
}

/** A question answered by one of more choices than a page should list. `empty` stands for no answer. */
export function SelectField({
  name,
  label,
  hint,
  error,
  empty,
  options,
  ...others
}: FieldProps &
  Given<SelectHTMLAttributes<HTMLSelectElement>> & { readonly empty: string; readonly options: readonly Choice[] }) {
  const field = { name, label, hint, error };
  return (
    <Labelled field={field}>
      <select {...others} {...controlAttributes(field)}>
        <option value="">{empty}</option>
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Several controls that answer one question. */
export function FieldGroup({ children, ...field }: FieldProps & { readonly children: ReactNode }) {
  return (
    <fieldset
      id={field.name}
      tabIndex={-1}
      aria-describedby={describedBy(field)}
      className="my-(--field-space) flex flex-col gap-2"
    >
      <legend className={field.isLabelHidden === true ? 'sr-only' : 'mb-1 font-semibold'}>{field.label}</legend>
      <Help {...field} />
      {children}
    </fieldset>
  );
}

/** One answer of several to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** The language of the words, where it is not that of the page. */
  readonly lang?: string;
}

export interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly onChoose?: ((value: string) => void) | undefined;
}

/** A question answered by one of a few choices. */
export function Choices({ choices, chosen, onChoose, ...field }: ChoicesProps) {
  return (
    <FieldGroup {...field}>
      {choices.map(({ value, label, hint, lang }) => (
        <label
          key={value}
          className="flex min-h-(--target) cursor-pointer items-start gap-3 py-[calc((var(--target)-1.75rem)/2)]"
        >
          <input
            type="radio"
            name={field.name}
            value={value}
            defaultChecked={value === chosen}
            onChange={() => onChoose?.(value)}
            className="mt-0.5 size-6 shrink-0 accent-accent"
            {...(hint !== undefined && {
              'aria-labelledby': `${field.name}-${value}-label`,
              'aria-describedby': `${field.name}-${value}-hint`,
            })}
          />
          <span lang={lang}>
            <span id={`${field.name}-${value}-label`}>{label}</span>
            {hint !== undefined && (
              <span id={`${field.name}-${value}-hint`} className="block text-muted">
                {hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </FieldGroup>
  );
}

/** One statement to agree with. */
export function Checkbox({
  label,
  ...others
}: { readonly name: string; readonly label: string } & Given<InputHTMLAttributes<HTMLInputElement>> & {
    readonly name: string;
  }) {
  return (
    <label className="my-3 flex min-h-(--target) cursor-pointer items-start gap-3 py-[calc((var(--target)-1.75rem)/2)]">
      <input type="checkbox" value="yes" {...others} className="mt-0.5 size-6 shrink-0 accent-accent" />
      <span>{label}</span>
    </label>
  );
}
