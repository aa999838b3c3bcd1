import { useSay } from '../say.js';

/** A text that somebody said, as it was typed; or that it was erased, or cannot be opened. */
export function Said({ text }: { readonly text: unknown }) {
  const say = useSay();
  if (typeof text === 'string') {
    return (
      <bdi dir="auto" className="block whitespace-pre-wrap wrap-anywhere">
        {text}
      </bdi>
    );
  }
  if (typeof text !== 'object' || text === null) return null;
  return (
    <em className="font-semibold text-muted not-italic">
      {say('erased' in text ? 'desk.said.erased' : 'desk.said.key-missing')}
    </em>
  );
}
