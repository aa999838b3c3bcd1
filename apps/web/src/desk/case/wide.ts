import { useEffect, useState } from 'react';

const WIDE = '(min-width: 80rem)';

/** Whether there is room for columns beside each other. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => window.matchMedia(WIDE).matches);
  useEffect(() => {
    const width = window.matchMedia(WIDE);
    const update = (): void => setWide(width.matches);
    width.addEventListener('change', update);
    return () => width.removeEventListener('change', update);
  }, []);
  return isWide;
}
