import type { DeskTextKey } from '@redress/texts/desk';
import { useId } from 'react';
import { useSay } from './say.js';
import { isWordOf, type WordList, wordsOf } from './words.js';

const SELECT = 'min-h-8 max-w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11';

interface WordSelectProps<Word extends string> {
  readonly label: DeskTextKey;
  readonly words: WordList<Word>;
  /** Beside its control by default; above it in a row of other fields. */
  readonly isLabelAbove?: boolean;
}

/** A choice of one word of a closed list, which takes effect at once. */
export function WordSelect<Word extends string>({
  words,
  onChoose,
  ...others
}: WordSelectProps<Word> & { readonly chosen: Word; readonly onChoose: (word: Word) => void }) {
  return <Labelled {...others} words={words} onChange={(value) => isWordOf(words, value) && onChoose(value)} />;
}

/** A choice of one word of a closed list, or of none of them. */
export function OptionalWordSelect<Word extends string>({
  words,
  chosen,
  none,
  onChoose,
  ...others
}: WordSelectProps<Word> & {
  readonly chosen: Word | undefined;
  /** What no word stands for. */
  readonly none: DeskTextKey;
  readonly onChoose: (word: Word | undefined) => void;
}) {
  return (
    <Labelled
      {...others}
      words={words}
      chosen={chosen ?? ''}
      none={none}
      onChange={(value) => onChoose(isWordOf(words, value) ? value : undefined)}
    />
  );
}

function Labelled<Word extends string>({
  label,
  words,
  chosen,
  none,
  isLabelAbove = false,
  onChange,
}: WordSelectProps<Word> & {
  readonly chosen: string;
  readonly none?: DeskTextKey;
  readonly onChange: (value: string) => void;
}) {
  const say = useSay();
  const id = useId();
  return (
    <div
      className={isLabelAbove ? 'my-(--field-space) flex max-w-full flex-col gap-1' : 'inline-flex items-center gap-2'}
    >
      <label htmlFor={id} className={isLabelAbove ? 'font-semibold' : ''}>
        {say(label)}
      </label>
      <select id={id} value={chosen} className={SELECT} onChange={({ target: { value } }) => onChange(value)}>
        {none !== undefined && <option value="">{say(none)}</option>}
        {wordsOf(words).map((word) => (
          <option key={word} value={word}>
            {say(words[word])}
          </option>
        ))}
      </select>
    </div>
  );
}
