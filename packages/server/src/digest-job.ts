import type { ApplicationFor } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';

/** Failed deliveries are tried again minutes later; what was sent today is not sent again. */
const EVERY_MS = 5 * 60_000;

/**
 * Sends the daily digests while the server runs, from `hour` o'clock on. Returns the function that stops it.
 *
 * @param hourNow the hour of the district's clock, 0..23
 * @param ran is told of every run whether it failed
 */
export function startDigestJob(
  application: ApplicationFor,
  hour: number,
  hourNow: () => number,
  ran: (failed: boolean) => void,
): () => void {
  let running = false;
  const timer = setInterval(() => {
    if (running || hourNow() < hour) return;
    running = true;
    application
      .as(SYSTEM)
      .sendDigests()
      .then(
        () => ran(false),
        (error: unknown) => {
          console.error(error);
          ran(true);
        },
      )
      .finally(() => {
        running = false;
      });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
