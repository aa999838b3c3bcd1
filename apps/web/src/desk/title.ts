import { useEffect } from 'react';
import { useSay } from './say.js';

/** Names the page in the browser's window and history. */
export function useTitle(title: string): void {
  const say = useSay();
  const whole = `${title} - ${say('desk.title')}`;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}
