/** The time of day for what is shown relative to it, moved on at a calm pace. */
import { useEffect, useState } from 'react';

/** Milliseconds since 1970, renewed every `every` milliseconds. */
export function useNow(every = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()); }, every);
    return () => { clearInterval(timer); };
  }, [every]);
  return now;
}
