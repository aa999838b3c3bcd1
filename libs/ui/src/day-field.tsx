import { dayWords } from '@redress/texts/web';
import { useState } from 'react';
import { type FieldProps, TextField } from './field.js';
import { useLanguage } from './language.js';
import { typedDay } from './typed-day.js';

export interface DayFieldProps extends FieldProps {
  /** A day as `YYYY-MM-DD`, what was typed where that is no day, or nothing. */
  readonly value: string;
  readonly onChoose: (day: string) => void;
  /** How a day is typed, where the browser has no calendar of the language. */
  readonly typedHint: string;
}

/** Digits and order in which a Persian day is typed: `۱۴۰۵/۰۹/۱۰`. */
const PERSIAN_DAY = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  timeZone: 'UTC',
});

/**
 * A question for a day. In English the browser's own calendar; in Persian typed by the solar calendar, or by the Gregorian one, and said again in
 * words, because browsers offer the Gregorian calendar alone.
 */
export function DayField({ value, onChoose, typedHint, ...field }: DayFieldProps) {
  const language = useLanguage();
  return language === 'fa' ? (
    <TypedDay {...field} hint={field.hint ?? typedHint} value={value} onChoose={onChoose} />
  ) : (
    <TextField {...field} type="date" value={value} onChange={({ target }) => onChoose(target.value)} />
  );
}

function TypedDay({ value, onChoose, ...field }: Omit<DayFieldProps, 'typedHint'>) {
  const day = typedDay(value);
  const [typed, setTyped] = useState(day === undefined ? value : PERSIAN_DAY.format(new Date(day)));
  // Emptied or filled in from outside, such as after the form was sent.
  const shown = (typedDay(typed) ?? typed) === value ? typed : value;
  return (
    <div>
      <TextField
        {...field}
        inputMode="numeric"
        dir="ltr"
        autoComplete="off"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value);
          onChoose(typedDay(target.value) ?? target.value);
        }}
      />
      <output htmlFor={field.name} className="text-muted">
        {day !== undefined && dayWords(day, 'fa')}
      </output>
    </div>
  );
}
