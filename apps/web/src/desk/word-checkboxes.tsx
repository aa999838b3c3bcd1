import type { DeskTextKey } from '@redress/texts/desk';
import { useSay } from './say.js';
import { isWordOf, type WordList, wordsOf } from './words.js';

/** A choice of several words of a closed list, which takes effect at once. */
export function WordCheckboxes<Word extends string>({
  label,
  words,
  chosen,
  onChoose,
}: {
  readonly label: DeskTextKey;
  readonly words: WordList<Word>;
  readonly chosen: readonly string[];
  readonly onChoose: (words: readonly Word[]) => void;
}) {
  const say = useSay();
  return (
    <fieldset className="flex flex-col">
      <legend className="font-semibold">{say(label)}</legend>
      {wordsOf(words).map((word) => (
        <label key={word} className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={chosen.includes(word)}
            onChange={({ target }) => {
              const others = chosen.filter((one): one is Word => one !== word && isWordOf(words, one));
              onChoose(target.checked ? [...others, word] : others);
            }}
            className="size-4 accent-accent"
          />
          {say(words[word])}
        </label>
      ))}
    </fieldset>
  );
}
