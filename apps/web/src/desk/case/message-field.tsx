import { FieldGroup } from '@redress/ui';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import type { StoryEvent } from '../words.js';
import type { CaseFacts } from './command-fields.js';
import { eventWords } from './event-words.js';
import { Said } from './said.js';
import { textsIn } from './story.js';

/** What a person said in an event: its texts, and the reason. That of a redaction stays readable. */
function wordsIn(entry: StoryEvent): readonly unknown[] {
  return entry.type === 'MessageRedacted' ? [] : [...textsIn(entry), entry.reason];
}

/** Messages with words of their own that can still be read, and files. */
function readableIn({ history, shown }: CaseFacts): readonly StoryEvent[] {
  const redacted = new Set(shown.redactions?.map(({ message }) => message));
  return history.filter(
    (entry) =>
      !redacted.has(entry.revision) &&
      (entry.type === 'AttachmentAdded' || wordsIn(entry).some((text) => typeof text === 'string')),
  );
}

/** Asks for one of the messages of the case, shown by their words as in the story. */
export function MessageField({
  facts,
  chosen,
  onChoose,
  ...asked
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly facts: CaseFacts;
  readonly chosen: string;
  readonly onChoose: (message: string) => void;
}) {
  const say = useSay();
  const { full } = useMoments();
  return (
    <FieldGroup {...asked}>
      {readableIn(facts).map((entry) => {
        const { revision, type, occurredAt, data } = entry;
        const words = eventWords(type);
        return (
          <label
            key={revision}
            className="flex cursor-pointer items-start gap-3 rounded-m border border-hairline p-2 has-checked:border-accent"
          >
            <input
              type="radio"
              name={asked.name}
              checked={chosen === String(revision)}
              onChange={() => onChoose(String(revision))}
              className="mt-0.5 size-5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-semibold">{words === undefined ? <bdi>{type}</bdi> : say(words.title)}</span>
              <time dateTime={occurredAt} className="block text-s text-muted">
                {full(occurredAt)}
              </time>
              <Said text={data['name']} />
              {wordsIn(entry).map((text, index) => (
                // The texts of an event have no names but their places.
                <Said key={index} text={text} />
              ))}
            </span>
          </label>
        );
      })}
    </FieldGroup>
  );
}
